"""The flare-up plan and its card."""
