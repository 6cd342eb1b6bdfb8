"""What the room gives to every page of staff, and the start-up check it brings."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    """Offers the open flags of a person to templates, since the pages about a person stand below this room."""

    name = "reconnect.clinic.safety"

    def ready(self) -> None:
        """Offer them, and register the check."""
        from reconnect.clinic.safety import checks  # noqa: F401, PLC0415 needs the models
        from reconnect.clinic.safety.queries import open_flags_of  # noqa: PLC0415
        from reconnect.clinic.ui.jinja import offer  # noqa: PLC0415

        offer("open_flags", open_flags_of)
