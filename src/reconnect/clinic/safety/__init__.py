"""What must not wait: flags with an owner and a clock, and the routes they lead to."""
