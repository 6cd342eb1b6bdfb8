"""What is written so that only the service's key can read it: sealed columns, and tokens to search them by."""
