"""The person's own pages between contacts, and the staff's page about them."""
