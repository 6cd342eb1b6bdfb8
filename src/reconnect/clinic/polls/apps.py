"""What the room gives to the pages of sessions."""

from django.apps import AppConfig


class PollsConfig(AppConfig):
    """Puts a link to the room on every session's page, since those pages stand below this room."""

    name = "reconnect.clinic.polls"

    def ready(self) -> None:
        """Put it there."""
        from reconnect.clinic.groups.links import link_from_session  # noqa: PLC0415 needs the models

        link_from_session("room_desk", "The phones in the room")
