"""Groups: who is in them, their sessions, and what was delivered to whom."""
