"""At the start: the run-desk of a session leads to its sheets of paper, in the edition that the group goes by."""

from django.apps import AppConfig

from reconnect.model.address import address_of


class Meetings(AppConfig):
    """The room of people's own groups."""

    name = "reconnect.clinic.meetings"

    def ready(self) -> None:
        """Put the links there."""
        from reconnect.clinic.groups.links import link_from_session  # noqa: PLC0415 it knows models, which come first

        for route, text in (
            ("handout_sheet", "Handout to print"),
            ("run_sheet", "Run-sheet to print"),
        ):
            link_from_session(route, text, lambda session: (address_of(session.plan_id), session.plan_version))
