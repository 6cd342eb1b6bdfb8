"""What changes groups, a noun a module."""
