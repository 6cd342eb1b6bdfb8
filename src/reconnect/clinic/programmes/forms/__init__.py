"""What a lead types into programmes and session plans, a page a module."""
