"""The web application, room by room."""
