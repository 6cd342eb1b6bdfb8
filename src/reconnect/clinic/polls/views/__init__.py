"""How the room answers: the phones and the wall, and the desk of whoever leads."""
