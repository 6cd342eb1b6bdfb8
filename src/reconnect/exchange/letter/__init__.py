"""A letter as a Word document and as a tagged PDF, both with the very same words."""
