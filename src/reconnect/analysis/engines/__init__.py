"""Ways to form the moments: the same answer, at different sizes."""
