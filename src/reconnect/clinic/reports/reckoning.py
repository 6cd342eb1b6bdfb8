"""What the form of a year is made of, before anybody keeps it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from reconnect.analysis.disclosure import shared_form
from reconnect.analysis.evaluate import Evaluation, evaluate
from reconnect.analysis.shared import Shared
from reconnect.clinic.accounts.models import Service
from reconnect.clinic.reports.outcomes import service_outcomes
from reconnect.clinic.reports.selection import Selection
from reconnect.errors import ActionDenied


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A year of a service, evaluated and suppressed. ``year`` was over when it was."""

    year: int
    evaluation: Evaluation
    shared: Shared


def reckon_year(*, service: Service, year: int, at: datetime | None = None) -> Reckoned:
    """What a form of the year would be made of: takes a while, so nothing is held meanwhile. Nothing is kept.

    Raises ActionDenied where the year is not over.
    """
    if year >= (at or timezone.now()).astimezone(service.zone).year:
        raise ActionDenied("This year is not over: a form is made of a whole year.")
    evaluation = evaluate(service_outcomes(service, Selection.of_year(year)), sensitivity=False)
    return Reckoned(year, evaluation, shared_form(evaluation, str(year)))
