"""Pages of groups, a noun a module."""
