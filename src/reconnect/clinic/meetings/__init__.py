"""A person's own group, on their pages: the days, and what was given out."""
