"""How codes are made: what every action that makes one shares. Nothing here is noted in the trail."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Max

from reconnect.clinic.people.models import Occasion
from reconnect.clinic.questionnaires.codes import code_mac, new_code
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.errors import ActionDenied

VALID = timedelta(days=14)
# Asked for whom of some people no code is to be made. Rooms that stand above say so, where they know why.
HOLD_BACK: list[Callable[[Collection[UUID]], set[UUID]]] = []


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A fresh code: ``text`` is shown once and kept nowhere."""

    code: EntryCode
    text: str


def new_entry_code(*, codes: models.Manager[EntryCode], service_id: UUID, at: datetime, **opens: object) -> IssuedCode:
    """Make a code that opens what ``opens`` says, among its ``codes``: those made earlier stop working.

    Visits are counted over all of them: a new code must not show what an earlier one was told.
    """
    visits = codes.aggregate(last=Max("visit"))["last"] or 0
    codes.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=at)
    text = new_code()
    code = EntryCode.objects.create(
        service_id=service_id, mac=code_mac(text), expires_at=at + VALID, visit=visits, **opens
    )
    return IssuedCode(code, text)


def held_back(people: Collection[UUID]) -> set[UUID]:
    """Those of them for whom no code is made for an occasion: they want to hear no more, left or died."""
    return {each for held in HOLD_BACK for each in held(people)} if people else set()


def refuse_held_back(occasion: Occasion) -> None:
    """Raise ActionDenied where no code is made for the person.

    With the occasion held, as whoever holds codes back does: no code is made while they end those that are open.
    """
    if held_back([occasion.episode.person_id]):
        raise ActionDenied("Nothing goes to this person any more, so no code is made. Their follow-up page says why.")
