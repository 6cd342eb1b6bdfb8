"""What the room gives to pages beside it."""

from django.apps import AppConfig


class TabletConfig(AppConfig):
    """Offers a code's picture to templates: every slip with a code has one, in whichever room it is made."""

    name = "reconnect.clinic.tablet"

    def ready(self) -> None:
        """Offer it."""
        from reconnect.clinic.tablet.pictures import picture_of  # noqa: PLC0415 needs the settings
        from reconnect.clinic.ui.jinja import offer  # noqa: PLC0415

        offer("picture_of", picture_of)
