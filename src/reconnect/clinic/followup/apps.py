"""What the room gives to the rooms below it: to their pages, and to whoever makes a code."""

from django.apps import AppConfig


class FollowUpConfig(AppConfig):
    """Says to whom nothing goes any more: whoever rings or writes sees first that somebody died; no code is made."""

    name = "reconnect.clinic.followup"

    def ready(self) -> None:
        """Offer it to templates, and hold codes back."""
        from reconnect.clinic.followup.queries import standing_stop, stopped_among  # noqa: PLC0415 needs the models
        from reconnect.clinic.questionnaires.issuing import HOLD_BACK  # noqa: PLC0415
        from reconnect.clinic.ui.jinja import offer  # noqa: PLC0415

        offer("standing_stop", standing_stop)
        offer("stopped_among", stopped_among)
        HOLD_BACK.append(stopped_among)
