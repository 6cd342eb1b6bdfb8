"""Can a published table be true? Exact arithmetic on what is printed, one rule a file."""
