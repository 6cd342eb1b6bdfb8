"""Which days a person's record may hold: from 1900 to today, as the service's own calendar has it."""

from datetime import date, datetime

from django.utils import timezone

from reconnect.clinic.accounts.models import Service
from reconnect.errors import ActionDenied

EARLIEST = date(1900, 1, 1)  # nobody alive was born before; far off days have no windows either


def today_of(service: Service, at: datetime | None = None) -> date:
    """The day that it is where the service is, now or ``at``."""
    return (at or timezone.now()).astimezone(service.zone).date()


def too_young(service: Service, born_on: date | None, at: datetime | None = None) -> bool:
    """Whether somebody born then is younger than the service's people. Born on 29 February: older on 1 March."""
    if born_on is None:
        return False
    day = today_of(service, at)
    age = day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
    return age < service.youngest


def refuse_days(service: Service, *days: date | None, at: datetime | None = None) -> None:
    """Raise ActionDenied where a day lies before 1900 or in the future; None is no day."""
    known = [day for day in days if day is not None]
    if any(day < EARLIEST for day in known):
        raise ActionDenied("A day before 1900 cannot be meant.")
    if any(day > today_of(service, at) for day in known):
        raise ActionDenied("This day lies in the future.")
