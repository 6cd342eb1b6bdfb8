"""The one small interface of all carriers, and what can go wrong on the way."""

from dataclasses import dataclass, field
from typing import ClassVar, Protocol


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to one address. ``id`` is the same at every try; what it looks like printed tells nobody anything."""

    id: str
    sender: str = field(repr=False)
    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)


class Carrier(Protocol):
    """Takes messages of one channel."""

    looks_up: ClassVar[bool]  # whether ``find`` knows of every message that went

    def send(self, message: Outgoing) -> str:
        """Send it; the carrier's reference. Raises Problem, or a kind of it."""

    def find(self, message: Outgoing) -> str | None:
        """The reference of the message where it went before. Raises Problem where that cannot be told now."""


class Problem(Exception):  # noqa: N818 what is told is the problem, not that there was an error
    """It did not go, and may later. ``code`` says why in a few words of ours: never an address, a secret, their text.

    Where ``down`` nothing else can go this way now either.
    """

    def __init__(self, code: str, *, down: bool = False) -> None:
        super().__init__(code)
        self.code, self.down = code, down


class RefusedForGood(Problem):
    """It did not go and never will."""


class EndUnknown(Problem):
    """It may have gone: whoever took it did not say."""
