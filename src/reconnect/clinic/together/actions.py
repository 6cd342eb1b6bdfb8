"""What changes what one of two people lets the other see."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Partner
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.together.models import Giver, Share, ShareKind
from reconnect.clinic.together.queries import kept_boundary, present_partner, standing_shares
from reconnect.clinic.together.shareables import Shareable, shareable_boundary, shareables_of
from reconnect.errors import ActionDenied

LONGEST = timedelta(days=90)  # and then it takes a new choice
USUAL = timedelta(days=28)


@action
def share(*, code: EntryCode, thing: Shareable, until: date, at: datetime | None = None) -> Share:
    """Let the partner see one thing until a day, as it is now. What is shared already stays as it is.

    Raises ActionDenied for what is not theirs to share, for a day out of reach, and where nobody is there.
    """
    at = at or timezone.now()
    if code.episode_id is None or thing not in shareables_of(code):
        raise ActionDenied("This cannot be shared.")
    return _share(code, Giver.PERSON, thing, until, at)


@action
def end_share(*, code: EntryCode, share: Share, at: datetime | None = None) -> None:
    """Stop sharing it, from the partner's very next page on. No reason is asked for, and nobody is told."""
    at = at or timezone.now()
    if code.episode_id is None:
        raise ActionDenied("This is not theirs to end.")
    given = Share.objects.filter(giver=Giver.PERSON, partner__person=code.person)
    given.filter(pk=share.pk, ended_at=None).update(ended_at=at)
    _record(code, "end_share", at)


@action
def show_boundary(*, code: EntryCode, until: date, at: datetime | None = None) -> Share:
    """Choose to show one's own boundary beside the other one's. It is seen once both chose so.

    Raises ActionDenied where none is kept, for a day out of reach, and where nobody is there.
    """
    at = at or timezone.now()
    giver = Giver.PARTNER if code.partner_id else Giver.PERSON
    kept = kept_boundary(code.partner, giver, code.episode)
    if kept is None:
        raise ActionDenied("There is no boundary to show yet.")
    return _share(code, giver, shareable_boundary(kept), until, at)


@action
def hide_boundary(*, code: EntryCode, at: datetime | None = None) -> None:
    """Show it no longer. Both pages are as they were before, and neither says why."""
    at = at or timezone.now()
    shown = Share.objects.filter(kind=ShareKind.BOUNDARY, ended_at=None)
    if code.partner_id is not None:
        shown = shown.filter(giver=Giver.PARTNER, partner=code.partner_id)
    else:
        shown = shown.filter(giver=Giver.PERSON, partner__person=code.person)
    shown.update(ended_at=at)
    _record(code, "hide_boundary", at)


def _share(code: EntryCode, giver: Giver, thing: Shareable, until: date, at: datetime) -> Share:
    today = today_of(code.service, at)
    if not today <= until <= today + LONGEST:
        raise ActionDenied("Choose a day from today on, within ninety days.")
    partner = present_partner(code)
    if partner is None:
        raise ActionDenied("Nobody is there to share with.")
    Partner.objects.select_for_update().only("pk").get(pk=partner.pk)  # two clicks share once
    shares = standing_shares(partner, giver, at)
    standing = next((each for each in shares if (each.kind, each.what) == (thing.kind, thing.what)), None)
    _record(code, "show_boundary" if thing.kind is ShareKind.BOUNDARY else "share", at)
    if standing is not None:
        return standing
    before = Share.objects.filter(partner=partner, giver=giver, kind=thing.kind, ended_at=None)
    # What is over makes room for what is new; of boundaries only one stands.
    (before if thing.kind is ShareKind.BOUNDARY else before.filter(what=thing.what)).update(ended_at=at)
    return Share.objects.create(
        service_id=code.service_id,
        partner=partner,
        episode_id=code.episode_id,
        giver=giver,
        kind=thing.kind,
        what=thing.what,
        version=thing.version,
        words=list(thing.words),
        until=until,
        shared_at=at,
    )


def _record(code: EntryCode, action_name: str, at: datetime) -> None:
    target = code.person.target
    record(actor=f"code:{code.id}", action=action_name, target=target, service_id=code.service_id, at=at)
