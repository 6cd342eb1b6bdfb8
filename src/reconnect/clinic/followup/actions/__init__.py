"""What changes following up, a noun a module."""
