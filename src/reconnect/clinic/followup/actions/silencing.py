"""What keeps a message from going: somebody wants to hear no more."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.care.overtaking import retract
from reconnect.clinic.followup.first_day import refuse_before_referral
from reconnect.clinic.followup.holding_back import (
    close_all_pages,
    end_codes,
    hold_occasions,
    occasions_of,
    stop_waiting,
)
from reconnect.clinic.followup.models import Stop, WhyStop
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.people.models import Person
from reconnect.clinic.people.trail import record_about, refuse_elsewhere
from reconnect.errors import ActionDenied


@action
def stop_for(
    *,
    person: Person,
    why: WhyStop,
    on: date,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the stop's
    at: datetime | None = None,
) -> Stop:
    """From now on nothing goes to the person: what waits is stopped, and open codes for their occasions end.

    Where they died their own pages close too, and those of a partner; else these stay theirs to use. With an ``id`` it
    is recorded once: raises IntegrityError the second time.
    """
    at = at or timezone.now()
    refuse_elsewhere(by, person)
    refuse_days(by.service, on, at=at)
    refuse_before_referral(person, on)
    person.hold()
    standing_now = Stop.objects.live().filter(person=person).first()
    if standing_now is not None:
        if standing_now.pk == id:
            raise IntegrityError
        raise ActionDenied("Nothing goes to this person already. To change why, take that back first.")
    hold_occasions(person)
    stop = Stop.objects.create(
        id=id or uuid4(), service_id=person.service_id, person=person, why=why, on=on, by=by, recorded_at=at
    )
    stop_waiting(person, by, at)
    end_codes(occasions_of(person), by, at)
    if stop.died:
        close_all_pages(person, by, at)
    record_about(by, "stop_for", person, at)
    return stop


@action
def take_stop_back(*, stop: Stop, by: Member, at: datetime | None = None) -> Stop:
    """They may be asked again: it was recorded by mistake, or they changed their mind. It stays, marked.

    What was stopped stays stopped; the next message is sent anew.
    """
    at = at or timezone.now()
    refuse_elsewhere(by, stop.person)
    retract(stop, at)
    record_about(by, "take_stop_back", stop.person, at)
    return stop
