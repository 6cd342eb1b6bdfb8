"""Asked and answered from phones in the room, by nobody: beliefs, and a box for questions."""
