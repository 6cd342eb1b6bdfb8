"""Permission first: whether intimacy may be talked of, and what a person tells in blocks they may skip."""
