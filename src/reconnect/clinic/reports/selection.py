"""Which part of a service's people the lead looks at: a programme, and a period in which treatment began."""

from dataclasses import dataclass
from datetime import date

from reconnect.clinic.people.models import Episode


@dataclass(frozen=True, slots=True)
class Selection:
    """All of them, unless it says otherwise; both days are included. Whoever has no start is in no period."""

    programme: str = ""
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        """Whether anybody is left out."""
        return self != Selection()

    def holds(self, episode: Episode) -> bool:
        """Whether the episode is looked at."""
        if self.programme and episode.group != self.programme:
            return False
        if self.since is None and self.until is None:
            return True
        day = episode.started_on
        return (
            day is not None and (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
        )
