"""What happens in a course of care: contacts, referrals, events in somebody's life, private notes."""
