"""Letters from templates that a service edits: previewed, corrected, sent."""
