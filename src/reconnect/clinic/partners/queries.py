"""Finding partners from who asks, and whether one may be involved."""

from collections.abc import Iterable
from uuid import UUID

from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.partners.models import Involvement, Partner, PartnerMode, PartnerNote, When
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.safety.models import Flag, Outcome
from reconnect.clinic.safety.queries import flags_of
from reconnect.model.flag_kind import FlagKind


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


def may_be_involved(partner: Partner) -> bool:
    """Whether letters and sessions may reach the partner: the newest finding is that the person was seen alone, and
    that it is safe. Nothing recorded is no, and so is abuse or fear that was told after that finding."""
    found = newest_involvement(partner)
    if partner.ended_at is not None or found is None:
        return False
    return allows(found, flags_of(partner.person))


def allows(found: Involvement, told: Iterable[Flag]) -> bool:
    """Whether the finding, a partner's newest, allows it still, after everything ``told`` of the person, closed too."""
    return (
        found.person_seen_alone
        and found.safe
        and not any(
            each.kind == FlagKind.ABUSE and each.raised_at > found.recorded_at and each.outcome != Outcome.BY_MISTAKE
            for each in told
        )
    )


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
    notes = PartnerNote.objects.filter(service_id=member.service_id).select_related("partner__person", "by")
    return get_object_or_404(notes, pk=partner_note_id)


def partner_note_of(partner: Partner, note_id: UUID) -> PartnerNote:
    """The note, or 404 where it is not this partner's."""
    return get_object_or_404(PartnerNote, pk=note_id, partner=partner)


def finding_of(partner: Partner, finding_id: UUID) -> Involvement:
    """The finding, or 404 where it is not about this partner."""
    return get_object_or_404(Involvement, pk=finding_id, partner=partner)


def mode_row_of(partner: Partner, mode_id: UUID) -> PartnerMode:
    """What was recorded, or 404 where it is not about this partner."""
    return get_object_or_404(PartnerMode, pk=mode_id, partner=partner)
