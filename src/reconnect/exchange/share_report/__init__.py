"""The page of figures that may leave the service."""
