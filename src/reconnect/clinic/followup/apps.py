"""What the room gives to pages about a person and about a group, which stand below it."""

from django.apps import AppConfig


class FollowUpConfig(AppConfig):
    """Offers to templates to whom nothing goes any more: whoever rings or writes sees first that somebody died."""

    name = "reconnect.clinic.followup"

    def ready(self) -> None:
        """Offer it."""
        from reconnect.clinic.followup.queries import standing_stop, stopped_among  # noqa: PLC0415 needs the models
        from reconnect.clinic.ui.jinja import offer  # noqa: PLC0415

        offer("standing_stop", standing_stop)
        offer("stopped_among", stopped_among)
