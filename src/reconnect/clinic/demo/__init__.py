"""A fictitious clinic: made by actions only, plainly marked, the same at every run, refused where anything stands."""
