"""What changes contacts, referrals, events and private notes."""
