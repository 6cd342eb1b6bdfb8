"""From boxes and arrows to a picture: where everything stands, the same every time."""
