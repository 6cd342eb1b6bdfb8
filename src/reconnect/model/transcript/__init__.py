"""A paper's figures, typed out as printed so that they can be appraised."""
