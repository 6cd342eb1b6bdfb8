"""Everyone's occasions as they stand, the channels they said are safe, invitations and reminders."""
