"""A person's own measures over time, in plain words."""
