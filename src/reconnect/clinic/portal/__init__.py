"""Who may come in: a person's own pages, and a partner's, off until a clinician opens them."""
