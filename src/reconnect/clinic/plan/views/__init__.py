"""Pages of plans, and of what a team can lead."""
