"""Programmes and the plans of their sessions: read, printed, and changed as a service's own."""
