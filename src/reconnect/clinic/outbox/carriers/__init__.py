"""What takes one message to one address: a mail server, GOV.UK Notify, or a folder. None of them knows the database."""
