"""What staff type in about contacts, referrals, events and private notes."""
