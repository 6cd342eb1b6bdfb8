"""The application, set up: scripts import this before any model."""

import django

django.setup()
