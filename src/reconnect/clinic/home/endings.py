"""How a tool may end."""

from enum import StrEnum

from django.http import QueryDict

from reconnect.clinic.questionnaires.visits import Visit
from reconnect.model.questionnaire import Questionnaire


class Ending(StrEnum):
    """Whom it reaches, and whether it stays on the pages of whoever filled it in."""

    SEND = "send"
    BOTH = "both"
    KEEP = "keep"


def default_of(visit: Visit) -> Ending:
    """A person's goes to their team and leaves nothing here; a partner's stays theirs until they give it."""
    return Ending.KEEP if visit.code.partner_id is not None else Ending.SEND


def endings_of(wording: Questionnaire, visit: Visit) -> tuple[Ending, ...]:
    """Those that may be chosen, the default first. What is locked is kept on no page: somebody may hold the phone."""
    if wording.locked:
        return (Ending.SEND,)
    first = default_of(visit)
    return (first, *(each for each in Ending if each is not first))


def ending_of(sent: QueryDict, wording: Questionnaire, visit: Visit) -> Ending:
    """The one that was chosen, or else the default."""
    endings = endings_of(wording, visit)
    return next((each for each in endings if each == sent.get("ending")), endings[0])
