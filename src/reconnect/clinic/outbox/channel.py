"""The ways a message can go."""

from django.db import models


class Channel(models.TextChoices):
    """One each. Whatever a person did not say is safe is not among their own."""

    EMAIL = "e-mail", "E-mail"
    SMS = "text message", "Text message"
    LETTER = "letter", "Letter"
