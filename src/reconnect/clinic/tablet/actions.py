"""What staff do for answering in the room."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.people.models import Occasion
from reconnect.clinic.questionnaires.entry import issue_code
from reconnect.clinic.questionnaires.issuing import IssuedCode
from reconnect.clinic.questionnaires.queries import open_code
from reconnect.clinic.questionnaires.tablets import Tablet, tonight
from reconnect.errors import ActionDenied


@action
def hand_over_tablet(*, by: Member, at: datetime | None = None) -> Tablet:
    """Make the member's browser the room's tablet until tonight."""
    at = at or timezone.now()
    _note(by, "hand_over_tablet", at)
    return Tablet(by.service_id, tonight(by.service, at))


@action
def read_chosen(*, by: Member, at: datetime | None = None) -> None:
    """Note that the member looked at whom sheets are to be made for."""
    _note(by, "read_chosen", at)


@action
def issue_sheets(
    *, occasions: Iterable[Occasion], ending: Collection[UUID], by: Member, at: datetime | None = None
) -> dict[UUID, IssuedCode]:
    """A fresh code for each occasion, by its id, or none at all.

    Raises ActionDenied where a code is open that is not among ``ending``: somebody may be answering by it. And where
    nothing is to reach one of the people any more.
    """
    issued = {}
    for occasion in sorted(occasions, key=lambda each: each.pk):  # in one order: two who do this take turns
        occasion.hold()
        before = open_code(occasion)
        if before is not None and before.pk not in ending:
            raise ActionDenied("A code was made meanwhile. Look at it before you end it.")
        issued[occasion.pk] = issue_code(occasion=occasion, by=by, at=at)
    return issued


def _note(by: Member, action_name: str, at: datetime | None) -> None:
    target = f"service:{by.service_id}"
    record(actor=by.actor, action=action_name, target=target, service_id=by.service_id, at=at)
