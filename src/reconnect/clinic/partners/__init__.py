"""A partner, where somebody wants one to take part, and whether that is safe."""
