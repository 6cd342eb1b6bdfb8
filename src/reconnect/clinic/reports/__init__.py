"""The service's outcomes, live from its scores."""
