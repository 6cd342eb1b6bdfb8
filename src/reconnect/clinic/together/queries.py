"""What is shared now, with whom, and what it was taken from."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode, Partner
from reconnect.clinic.plan.models import Goal
from reconnect.clinic.plan.places import open_places, places
from reconnect.clinic.portal.models import OwnPages
from reconnect.clinic.portal.queries import pages_of_partner, partner_beside, stand_open
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.clinic.together.models import Giver, Share, ShareKind
from reconnect.model.load import shipped_library
from reconnect.model.place import Opens, Place
from reconnect.model.questionnaire import Questionnaire

OWN = "partner-own"  # the place of a partner's own sheets
BOUNDARY = {Giver.PERSON: "boundary", Giver.PARTNER: "partner-boundary"}  # two sheets, answered apart


def present_partner(code: EntryCode) -> Partner | None:
    """The partner of whoever's code this is, while their pages stand open; None where nobody is there."""
    if code.partner_id is None:
        return partner_beside(code.person)
    return code.partner if stand_open(code) else None


def standing_shares(partner: Partner, giver: Giver, at: datetime | None = None) -> tuple[Share, ...]:
    """Everything that one of the two lets the other see now, boundaries among it, whatever the other one chose.

    Whosever pages were closed meanwhile: what was shared before they were opened again is over, and is chosen anew.
    A few queries, however many there are.
    """
    pages = pages_of_partner(partner)
    if partner.ended_at is not None or pages is None:
        return ()
    day = today_of(partner.service, at or timezone.now())
    found = Share.objects.standing(day).filter(partner=partner, giver=giver, shared_at__gte=pages.opened_at)
    found = found.filter(Q(episode=None) | Exists(_pages_since())).select_related("episode", "partner")
    sources = _sources(tuple(found))
    return tuple(each for each in found if each.pk in sources)


def shared_by_person(partner: Partner, at: datetime | None = None) -> tuple[Share, ...]:
    """What the person shares with their partner now, oldest first; their boundary is among it."""
    return standing_shares(partner, Giver.PERSON, at)


def seen_by_partner(code: EntryCode, at: datetime | None = None) -> tuple[Share, ...]:
    """What a partner finds on their pages now. A boundary stands only beside their own, on a page for both."""
    return tuple(each for each in shared_by_person(code.partner, at) if each.kind != ShareKind.BOUNDARY)


def share_seen(code: EntryCode, share_id: UUID) -> Share | None:
    """One of them, or None: whether it ended, is over, or never was, cannot be told apart."""
    return next((each for each in seen_by_partner(code) if each.pk == share_id), None)


def own_share(code: EntryCode, share_id: UUID) -> Share:
    """One that the person shares or once shared, or 404: a second click on Stop finds it too."""
    return get_object_or_404(Share, pk=share_id, giver=Giver.PERSON, partner__person=code.person)


def shown_boundary(partner: Partner, giver: Giver, at: datetime | None = None) -> Share | None:
    """That side's boundary, while they choose to show it, whatever the other side chose."""
    return next((each for each in standing_shares(partner, giver, at) if each.kind == ShareKind.BOUNDARY), None)


def kept_boundary(partner: Partner | None, giver: Giver, episode: Episode | None) -> Response | None:
    """The boundary that somebody wrote last and keeps, or None.

    Where they finished another since and did not keep it, there is none: an older one might allow what no longer holds.
    """
    done = Response.objects.live().filter(questionnaire_id=BOUNDARY[giver]).exclude(kept_at=None, submitted_at=None)
    done = done.filter(partner=partner) if giver == Giver.PARTNER else done.filter(episode=episode, occasion=None)
    newest = max(done, key=lambda each: max(filter(None, (each.kept_at, each.submitted_at))), default=None)
    return newest if newest is not None and newest.kept_at is not None else None


def partner_places() -> tuple[Place, ...]:
    """The places of a partner's own pages, in order."""
    return tuple(each for each in places() if each.opens is Opens.TO_PARTNER)


def own_sheets(code: EntryCode) -> tuple[Questionnaire, ...]:
    """The sheets that a partner may fill in for themselves now, apart from those that have a page of their own."""
    newest = shipped_library().questionnaires.newest
    own = (each for each in open_places(code) if each.id == OWN)
    return tuple(newest[worksheet] for place in own for worksheet in place.worksheets)


def _pages_since() -> QuerySet[OwnPages]:
    """The pages of a share's person, open since it was shared. While they are closed they can stop nothing."""
    return OwnPages.objects.standing().filter(episode=OuterRef("episode"), opened_at__lte=OuterRef("shared_at"))


def _sources(shares: Iterable[Share]) -> set[UUID]:
    """The ids of those whose source is still theirs to show: kept since, not put away, not ended."""
    by_kind: dict[str, list[Share]] = {}
    for share in shares:
        by_kind.setdefault(share.kind, []).append(share)
    pieces = shipped_library().pieces.editions
    standing = {each.pk for each in by_kind.get(ShareKind.PIECE, ()) if (each.what, each.version) in pieces}
    standing |= {each.pk for each in by_kind.get(ShareKind.BOUNDARY, ()) if _boundary_stands(each)}
    goals = by_kind.get(ShareKind.GOAL, [])
    live = Goal.objects.filter(pk__in=[each.what for each in goals], ended_on=None)
    own = {(str(pk), episode) for pk, episode in live.values_list("pk", "episode_id")}
    standing |= {each.pk for each in goals if (each.what, each.episode_id) in own}
    sheets = by_kind.get(ShareKind.WORKSHEET, []) + by_kind.get(ShareKind.CARD, [])
    kept = Response.objects.live().filter(pk__in=[each.what for each in sheets]).kept()
    days = {(str(pk), episode): at for pk, episode, at in kept.values_list("pk", "episode_id", "kept_at")}
    whole = ((each, days.get((each.what, each.episode_id))) for each in sheets)
    return standing | {each.pk for each, kept_at in whole if kept_at is not None and kept_at <= each.shared_at}


def _boundary_stands(share: Share) -> bool:
    newest = kept_boundary(share.partner, Giver(share.giver), share.episode)
    return newest is not None and str(newest.pk) == share.what and newest.kept_at <= share.shared_at
