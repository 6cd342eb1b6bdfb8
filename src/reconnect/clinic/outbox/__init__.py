"""Messages to one address each: an outbox that survives a crash, and the carriers that empty it."""
