"""Changes in a body that do not wait: the same page for everyone, which asks nothing and works nothing out."""

from dataclasses import dataclass
from datetime import date

from reconnect.model.source import Source


@dataclass(frozen=True, slots=True)
class Urgency:
    """How soon, in words a person reads, and the ``signs`` that cannot wait longer."""

    heading: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpPage:
    """What does not wait, the most urgent first, with a few words ``before`` and ``after``.

    ``support`` is read where no service is known whose own note could be. The page is kept right by an ``owner``, and
    is out of date after ``expires_on``: numbers and ways in change.
    """

    id: str
    version: int
    name: str
    before: tuple[str, ...]
    urgencies: tuple[Urgency, ...]
    after: tuple[str, ...]
    support: str
    owner: str
    expires_on: date
    sources: tuple[Source, ...]
