"""What staff type in about groups, a noun a module."""
