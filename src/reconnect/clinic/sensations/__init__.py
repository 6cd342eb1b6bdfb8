"""Attention, and touch within a boundary: practices, stepping stones."""
