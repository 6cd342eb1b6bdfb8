"""Who is missing, and what that may change: estimates for everyone who started, and how they depend on assumptions."""
