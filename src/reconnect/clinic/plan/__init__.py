"""Goals in the person's words, the techniques that serve them, and who leads."""
