"""The training room, for the tests that look at all rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.questionnaires.actions import record_own_response
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.training.actions import record_sitting
from reconnect.clinic.training.models import Moment
from reconnect.clinic.training.queries import confidence
from reconnect.model.answer import AnswerState
from rooms import BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Place, Universe

CLINICAL = (Role.CLINICIAN, Role.FACILITATOR, Role.LEAD)


def numbers(value: int) -> dict[str, Given]:
    """The same number for every skill."""
    return {item.id: Given(AnswerState.VALUE, value) for item in confidence().items}


def furnish(place: Place) -> dict[str, object]:
    """What each of those who may answer said before their training."""
    for value, role in enumerate(CLINICAL, 2):
        record_sitting(member=place.staff[role], questionnaire=confidence(), given=numbers(value), moment=Moment.BEFORE)
    return {}


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    record_own_response: lambda universe: (
        lambda: record_own_response(member=universe.north.clinician, questionnaire=confidence(), given=numbers(4))
    ),
    record_sitting: lambda universe: (
        lambda: record_sitting(
            member=universe.north.clinician, questionnaire=confidence(), given=numbers(5), moment=Moment.AFTER
        )
    ),
}
ALLOWED = {role.value: [("/staff/training/", BAR)] for role in CLINICAL}
