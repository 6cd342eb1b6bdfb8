"""What opens and closes somebody's own pages, and the codes that lead there."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.partners.queries import may_be_involved
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.people.models import Episode, Partner
from reconnect.clinic.portal.models import OwnPages
from reconnect.clinic.portal.proved import unproved_routes
from reconnect.clinic.questionnaires.guessing import knows_phrase
from reconnect.clinic.questionnaires.issuing import IssuedCode, new_entry_code
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.errors import ActionDenied

AS_LONG_AS_THEY_STAND = timedelta(days=550)  # a course of care and its follow-up: closing ends a code sooner


@action
def open_pages(*, episode: Episode, seen_alone_on: date, by: Member, at: datetime | None = None) -> OwnPages:
    """Open the person's own pages. Where they are open, nothing changes.

    Raises ActionDenied for a day before 1900 or in the future, and for another service's person.
    """
    at = at or timezone.now()
    refuse_days(by.service, seen_alone_on, at=at)
    _refuse_others(episode.service_id, by)
    _refuse_unproved()
    episode.hold()
    pages = OwnPages.objects.standing().filter(episode=episode).first() or OwnPages.objects.create(
        service_id=by.service_id, episode=episode, seen_alone_on=seen_alone_on, opened_at=at, by=by
    )
    record(actor=by.actor, action="open_pages", target=episode.person.target, service_id=by.service_id, at=at)
    return pages


@action
def close_pages(*, episode: Episode, by: Member, at: datetime | None = None) -> None:
    """Close them at once, with every visit and code. What was written stays."""
    at = at or timezone.now()
    _refuse_others(episode.service_id, by)
    episode.hold()
    OwnPages.objects.standing().filter(episode=episode).update(ended_at=at)
    episode.codes.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=at)
    record(actor=by.actor, action="close_pages", target=episode.person.target, service_id=by.service_id, at=at)


@action
def issue_home_code(*, episode: Episode, by: Member, at: datetime | None = None) -> IssuedCode:
    """Make a code for the person's own pages; codes made earlier for them stop working.

    Raises ActionDenied while the pages are closed.
    """
    at = at or timezone.now()
    _refuse_others(episode.service_id, by)
    episode.hold()
    if not OwnPages.objects.standing().filter(episode=episode).exists():
        raise ActionDenied("Open the person's own pages first, having seen them alone.")
    issued = new_entry_code(codes=episode.codes, service_id=by.service_id, at=at, episode=episode)
    record(actor=by.actor, action="issue_home_code", target=episode.person.target, service_id=by.service_id, at=at)
    return issued


@action
def open_partner_pages(*, partner: Partner, by: Member, at: datetime | None = None) -> OwnPages:
    """Open a partner's own pages. Where they are open, nothing changes.

    Raises ActionDenied unless the newest finding is that the person was seen alone and that it is safe.
    """
    at = at or timezone.now()
    _refuse_others(partner.service_id, by)
    _refuse_unproved()
    Partner.objects.select_for_update().only("pk").get(pk=partner.pk)
    partner.refresh_from_db()
    if not may_be_involved(partner):
        raise ActionDenied("See the person alone first, and record that it is safe to involve their partner.")
    pages = OwnPages.objects.standing().filter(partner=partner).first() or OwnPages.objects.create(
        service_id=by.service_id, partner=partner, seen_alone_on=_found_on(partner), opened_at=at, by=by
    )
    record(actor=by.actor, action="open_partner_pages", target=partner.person.target, service_id=by.service_id, at=at)
    return pages


@action
def close_partner_pages(*, partner: Partner, by: Member, at: datetime | None = None) -> None:
    """Close them at once. Their code still opens a page that says there is nothing to do: see ``stand_open``."""
    at = at or timezone.now()
    _refuse_others(partner.service_id, by)
    OwnPages.objects.standing().filter(partner=partner).update(ended_at=at)
    record(actor=by.actor, action="close_partner_pages", target=partner.person.target, service_id=by.service_id, at=at)


@action
def issue_partner_code(*, partner: Partner, by: Member, at: datetime | None = None) -> IssuedCode:
    """Make a code for the partner's own pages; codes made earlier for them stop working.

    Raises ActionDenied while the pages are closed, or once it is no longer safe to involve the partner.
    """
    at = at or timezone.now()
    _refuse_others(partner.service_id, by)
    Partner.objects.select_for_update().only("pk").get(pk=partner.pk)
    partner.refresh_from_db()
    if not OwnPages.objects.standing().filter(partner=partner).exists() or not may_be_involved(partner):
        raise ActionDenied("Open the partner's own pages first.")
    issued = new_entry_code(codes=partner.codes, service_id=by.service_id, at=at, partner=partner)
    record(actor=by.actor, action="issue_partner_code", target=partner.person.target, service_id=by.service_id, at=at)
    return issued


@action
def choose_phrase(*, code: EntryCode, phrase: str, present: str = "", at: datetime | None = None) -> bool:
    """From now on the code opens nothing without the phrase, and works as long as the pages stand open.

    Where one was chosen before it takes that one, ``present``, or nothing changes and False is returned: whoever finds
    the pages open must not shut their owner out. Raises ActionDenied for a code that opens an occasion: it is used
    once.
    """
    at = at or timezone.now()
    if code.occasion_id is not None:
        raise ActionDenied("This code is used once.")
    EntryCode.objects.select_for_update().only("pk").get(pk=code.pk)
    code.refresh_from_db(fields=["phrase"])
    if not knows_phrase(code, present, at):
        return False
    code.phrase = make_password(phrase)
    code.expires_at = at + AS_LONG_AS_THEY_STAND
    code.save(update_fields=["phrase", "expires_at"])
    record(
        actor=f"code:{code.id}", action="choose_phrase", target=code.person.target, service_id=code.service_id, at=at
    )
    return True


def _found_on(partner: Partner) -> date:
    return partner.involvements.order_by("recorded_at").last().found_on


def _refuse_unproved() -> None:
    if unproved_routes() and not settings.DEMO:
        raise ActionDenied("Own pages stay off: some of their addresses were not proved yet. See portal/proved.txt.")


def _refuse_others(service_id: object, by: Member) -> None:
    if service_id != by.service_id:
        raise ActionDenied("This person belongs to another service.")
