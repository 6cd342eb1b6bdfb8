"""What a person tries: steps of their own, experiments, movement."""
