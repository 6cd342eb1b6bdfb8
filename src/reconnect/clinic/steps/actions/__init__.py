"""Actions on somebody's own steps, and on the time of a step."""
