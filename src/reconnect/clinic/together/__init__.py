"""What a person shares with a partner, and what the partner finds."""
