"""The bank holidays of a part of the country, as a dated table that somebody keeps right."""

from dataclasses import dataclass
from datetime import date

from reconnect.model.source import Source


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which services are closed."""

    on: date
    name: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Holidays in order. After ``expires_on`` its ``owner`` must have looked at it again.

    A day that it does not hold is taken for a working day, so that an old table makes clocks shorter, never longer.
    """

    id: str
    version: int
    name: str
    holidays: tuple[Holiday, ...]
    owner: str
    expires_on: date
    sources: tuple[Source, ...]

    @property
    def days(self) -> frozenset[date]:
        """The days alone."""
        return frozenset(holiday.on for holiday in self.holidays)
