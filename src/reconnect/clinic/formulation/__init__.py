"""What started it and what keeps it going: a picture made with the person."""
