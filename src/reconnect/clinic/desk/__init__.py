"""The team's desk: the caseload, a person's page, paper in. It composes what the rooms below hold."""
