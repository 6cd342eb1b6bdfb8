"""The channels that somebody said are safe: confirmed, and ended."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.followup.addresses import address_of
from reconnect.clinic.followup.first_day import refuse_before_referral
from reconnect.clinic.followup.holding_back import end_codes, stop_waiting, written_about
from reconnect.clinic.followup.models import SafeChannel
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.people.models import Occasion, Person
from reconnect.clinic.people.trail import record_about, refuse_elsewhere
from reconnect.errors import ActionDenied


@action
def confirm_channel(
    *,
    person: Person,
    channel: Channel,
    address: str,
    confirmed_on: date,
    by: Member,
    may_hold_code: bool = False,
    occasion: Occasion | None = None,
    id: UUID | None = None,  # noqa: A002 it is the channel's
    at: datetime | None = None,
) -> SafeChannel:
    """Note that the person said, or said again, that messages may go there. An earlier address of its kind ends.

    With an ``id`` the same is noted once: raises IntegrityError the second time.
    """
    at = at or timezone.now()
    _refuse(person, confirmed_on, occasion, by, at)
    address = address_of(channel, address)
    person.hold()
    before = SafeChannel.objects.filter(person=person, channel=channel, ended_at=None).exclude(pk=id).first()
    same = before is not None and before.address == address
    if before is not None:
        if not (same and before.may_hold_code <= may_hold_code):
            _hold_back(before, by, at)
        before.ended_at = at
        before.save(update_fields=["ended_at"])
    confirmed = SafeChannel.objects.create(
        id=id or uuid4(),
        service_id=person.service_id,
        person=person,
        channel=channel,
        address=address,
        may_hold_code=may_hold_code,
        said_on=before.said_on if same else confirmed_on,
        confirmed_on=confirmed_on,
        occasion=occasion,
        by=by,
        recorded_at=at,
    )
    record_about(by, "confirm_channel", person, at)
    return confirmed


@action
def end_channel(*, channel: SafeChannel, by: Member, at: datetime | None = None) -> None:
    """Nothing goes there any more, and nothing that waits goes either. Ending what has ended does nothing."""
    at = at or timezone.now()
    refuse_elsewhere(by, channel.person)
    channel.person.hold()
    if SafeChannel.objects.filter(pk=channel.pk, ended_at=None).update(ended_at=at):
        _hold_back(channel, by, at)
        record_about(by, "end_channel", channel.person, at)


def _refuse(person: Person, confirmed_on: date, occasion: Occasion | None, by: Member, at: datetime) -> None:
    refuse_elsewhere(by, person)
    refuse_days(by.service, confirmed_on, at=at)
    refuse_before_referral(person, confirmed_on)
    if occasion is not None and occasion.episode.person_id != person.pk:
        raise ActionDenied("This occasion is somebody else's.")


def _hold_back(channel: SafeChannel, by: Member, at: datetime) -> None:
    """What waits may be on its way there: it is stopped. The code that lies there, or may arrive yet, opens nothing."""
    stopped = stop_waiting(channel.person, by, at)
    if channel.may_hold_code:
        end_codes({*stopped, *written_about(channel)}, by, at)
