"""What changes plans: goals and targets, the techniques in them, skills, and what a team says it can lead."""
