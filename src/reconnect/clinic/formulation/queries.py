"""Reads of formulations."""

from dataclasses import dataclass

from reconnect.clinic.people.models import Episode


@dataclass(frozen=True, slots=True)
class AcceptedArrow:
    """An arrow that the person accepted, in their words. ``key`` stays the same in every later version."""

    key: str
    text: str


def accepted_arrows(episode: Episode) -> tuple[AcceptedArrow, ...]:  # noqa: ARG001
    """Those of the newest version."""
    return ()
