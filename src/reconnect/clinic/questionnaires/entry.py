"""Actions on entry codes: issue, enter, withdraw."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.people.models import Episode, Occasion
from reconnect.clinic.questionnaires.codes import code_mac
from reconnect.clinic.questionnaires.guessing import IN_THE_ROOM, TRIES, TRIES_WITHIN, knows_phrase, recent_failures
from reconnect.clinic.questionnaires.issuing import IssuedCode, new_entry_code, refuse_held_back
from reconnect.clinic.questionnaires.models import EntryCode, FailedEntry
from reconnect.errors import ActionDenied


@action
def issue_code(*, occasion: Occasion, by: Member, at: datetime | None = None) -> IssuedCode:
    """Make a code for the occasion; codes made earlier for it stop working.

    Raises ActionDenied where nothing is to reach the person any more.
    """
    if occasion.service_id != by.service_id:
        raise ActionDenied("This person belongs to another service.")
    at = at or timezone.now()
    occasion.hold()
    refuse_held_back(occasion)
    issued = new_entry_code(codes=occasion.codes, service_id=occasion.service_id, at=at, occasion=occasion)
    target = occasion.episode.person.target
    record(actor=by.actor, action="issue_code", target=target, service_id=occasion.service_id, at=at)
    return issued


class OpensOwnPages(ActionDenied):
    """A code that opens somebody's own pages, entered where others will sit next."""


@action
def enter_code(
    *, typed: str, network: str, phrase: str = "", room: UUID | None = None, at: datetime | None = None
) -> EntryCode | None:
    """The code's new visit, or None where it opens nothing: wrong, used, withdrawn, expired, or too many wrong tries.

    Where a phrase was chosen it opens nothing without it. Why is not said: it would tell a stranger that a code exists.
    On a tablet in the ``room`` of a service only its own codes open anything, and only an occasion: raises
    OpensOwnPages for another that is right, which then is as it was. Wrong tries there are counted by themselves, or
    people on their phones in the same network would have to wait for those at the tablet.
    """
    at = at or timezone.now()
    place, most = (network, TRIES) if room is None else (f"room:{room}", IN_THE_ROOM)
    recent = recent_failures(place, at)
    mac = code_mac(typed)
    code = None
    if mac is not None and recent < most:
        codes = EntryCode.objects.select_for_update(of=("self",)).select_related(
            "occasion__episode__person", "episode__person", "partner__person", "service"
        )
        code = codes.filter(mac=mac).first()
    if code is not None and room not in {None, code.service_id}:
        code = None
    if code is None or not code.opens(at) or not knows_phrase(code, phrase, at):
        FailedEntry.objects.filter(at__lt=at - TRIES_WITHIN).delete()
        # Later tries do not lengthen the wait: whoever has the right code tries it again and again.
        if recent < most:
            FailedEntry.objects.create(network=place, at=at)
        return None
    if room is not None and code.occasion_id is None:
        raise OpensOwnPages("This code opens pages of its holder's own: not on the room's tablet.")
    code.visit += 1
    code.save(update_fields=["visit"])
    record(actor=f"code:{code.id}", action="enter_code", target=code.person.target, service_id=code.service_id, at=at)
    return code


@action
def withdraw_codes(*, occasion: Occasion, by: Member, at: datetime | None = None) -> None:
    """End the occasion's open codes, and the visits they opened. Where none is open nothing happens or is noted."""
    if occasion.service_id != by.service_id:
        raise ActionDenied("This person belongs to another service.")
    at = at or timezone.now()
    if occasion.codes.filter(used_at=None, withdrawn_at=None, expires_at__gt=at).update(withdrawn_at=at):
        target = occasion.episode.person.target
        record(actor=by.actor, action="withdraw_codes", target=target, service_id=occasion.service_id, at=at)


@action
def withdraw_home_codes(*, episode: Episode, by: Member, at: datetime | None = None) -> None:
    """End the open codes for the episode's tools, and the visits they opened. Where none is open nothing happens."""
    if episode.service_id != by.service_id:
        raise ActionDenied("This person belongs to another service.")
    at = at or timezone.now()
    if episode.codes.filter(used_at=None, withdrawn_at=None, expires_at__gt=at).update(withdrawn_at=at):
        target = episode.person.target
        record(actor=by.actor, action="withdraw_home_codes", target=target, service_id=by.service_id, at=at)
