"""Answering in the room: a code as a picture, and a tablet that forgets everything between people."""
