"""Who did and read what: an append-only chain, written in the same transaction as the thing itself."""
