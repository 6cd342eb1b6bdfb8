"""The clinical model as frozen types: one noun a file, no input or output except in ``load``."""
