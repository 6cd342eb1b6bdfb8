"""Reads of plans."""

from reconnect.clinic.people.models import Episode


def active_techniques(episode: Episode) -> tuple[str, ...]:  # noqa: ARG001
    """The ids of the techniques that the plan holds now, in its order."""
    return ()
