"""Finding partners from who asks, and whether one may be involved."""

from collections.abc import Iterable
from uuid import UUID

from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.partners.models import Involvement, PartnerMode, PartnerNote, When
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode, Partner, Person
from reconnect.clinic.safety.models import Flag, Outcome
from reconnect.clinic.safety.queries import flags_of
from reconnect.model.flag_kind import FlagKind

UNSAFE = frozenset({FlagKind.ABUSE, FlagKind.ASSAULT, FlagKind.AT_RISK})  # what a partner may have part in


def partner_for(member: Member, partner_id: UUID) -> Partner:
    """The partner with their person, or 404 where they are another service's."""
    return get_object_or_404(
        Partner.objects.filter(service_id=member.service_id).select_related("person"), pk=partner_id
    )


def present_partner_for(member: Member, partner_id: UUID) -> Partner:
    """The partner whom their person wants to take part now, or 404."""
    partners = Partner.objects.filter(service_id=member.service_id, ended_at=None)
    return get_object_or_404(partners.select_related("person"), pk=partner_id)


def partner_of(person: Person) -> Partner | None:
    """The partner whom the person wants to take part now, or None."""
    return person.partners.filter(ended_at=None).first()


def earlier_partners_of(person: Person) -> list[Partner]:
    """Whose part has ended."""
    return list(person.partners.exclude(ended_at=None))


def findings_of(partner: Partner) -> list[Involvement]:
    """Everything that was found about involving them, newest first."""
    return list(partner.involvements.select_related("by").order_by("-recorded_at"))


def newest_involvement(partner: Partner) -> Involvement | None:
    """What was found last, or None where nobody looked."""
    return partner.involvements.select_related("by").last()


def newest_finding(person: Person) -> tuple[bool, Involvement | None]:
    """Whether a partner is noted now, and what was found last of involving them: in one query."""
    columns = [field.attname for field in Involvement._meta.concrete_fields]
    rows = person.partners.filter(ended_at=None).order_by("involvements__recorded_at")
    row = rows.values_list(*(f"involvements__{each}" for each in columns)).last()
    return row is not None, Involvement(**dict(zip(columns, row, strict=True))) if row and row[0] else None


def may_be_involved(partner: Partner) -> bool:
    """Whether letters and sessions may reach the partner: the newest finding is that the person was seen alone, and
    that it is safe. Nothing recorded is no, and so is abuse, assault or somebody at risk that was told after it: after
    the day on which it was found, or later on that day than it was recorded."""
    found = newest_involvement(partner)
    return partner.ended_at is None and found is not None and still_holds(found, flags_of(partner.person))


def still_holds(found: Involvement, flags: Iterable[Flag]) -> bool:
    """Whether that finding says so, and none of the person's ``flags`` speaks against it since."""
    told = [each for each in flags if each.kind in UNSAFE and each.outcome != Outcome.BY_MISTAKE]
    since = (
        each.raised_at > found.recorded_at or today_of(each.service, each.raised_at) > found.found_on for each in told
    )
    return found.person_seen_alone and found.safe and not any(since)


def times_feared(person: Person) -> int:
    """How often something was raised about the person that a partner may have part in."""
    return sum(each.kind in UNSAFE for each in flags_of(person))


def may_take_part_from_the_outset(partner: Partner) -> bool:
    """Whether the newest finding is that each of them was seen alone, and that it is safe."""
    found = newest_involvement(partner)
    return may_be_involved(partner) and found is not None and found.partner_seen_alone


def mode_of(partner: Partner, episode: Episode) -> When | None:
    """When the partner takes part in the episode; None where nobody asked, or where it is no longer safe."""
    newest = PartnerMode.objects.filter(partner=partner, episode=episode).last()
    if newest is None or (newest.when == When.FROM_THE_OUTSET and not may_take_part_from_the_outset(partner)):
        return None
    return When(newest.when)


def partner_notes_of(partner: Partner) -> list[PartnerNote]:
    """What the partner told alone, newest first, sealed until it is opened for a purpose."""
    return list(partner.notes.select_related("by").prefetch_related("readings__by"))


def partner_note_for(member: Member, partner_note_id: UUID) -> PartnerNote:
    """The note with its partner and person, or 404 where it is another service's."""
    notes = PartnerNote.objects.visible_to(member).select_related("partner__person", "by")
    return get_object_or_404(notes, pk=partner_note_id)
