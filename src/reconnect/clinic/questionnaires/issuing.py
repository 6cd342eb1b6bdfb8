"""How codes are made: what every action that makes one shares. Nothing here is noted in the trail."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Max

from reconnect.clinic.questionnaires.codes import code_mac, new_code
from reconnect.clinic.questionnaires.models import EntryCode

VALID = timedelta(days=14)


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
