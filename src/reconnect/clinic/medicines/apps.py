"""What the room gives to pages beside it."""

from django.apps import AppConfig


class MedicinesConfig(AppConfig):
    """Offers what a prescriber agreed to templates: a plan for flare-ups shows it, and stands in a room beside this."""

    name = "reconnect.clinic.medicines"

    def ready(self) -> None:
        """Offer it."""
        from reconnect.clinic.medicines.queries import notes_in_force  # noqa: PLC0415 needs the models
        from reconnect.clinic.ui.jinja import offer  # noqa: PLC0415

        offer("agreed_notes", notes_in_force)
