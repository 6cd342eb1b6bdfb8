"""What changes the skills that a person holds, and the levels that members say of themselves."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.accounts.policy import CLINICAL
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.library.content import newest
from reconnect.clinic.people.days import refuse_days, today_of
from reconnect.clinic.people.models import Episode
from reconnect.clinic.people.trail import record_about
from reconnect.clinic.plan.models import Competence, HeldSkill, Level
from reconnect.clinic.plan.queries import levels_of
from reconnect.errors import ActionDenied


@action
def note_skill(
    *,
    episode: Episode,
    skill: str,
    noted_on: date,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the skill's
    at: datetime | None = None,
) -> HeldSkill:
    """Note a skill that the person has already. With an ``id``, once: raises IntegrityError the second time."""
    at = at or timezone.now()
    refuse_days(by.service, noted_on, at=at)
    held = HeldSkill.objects.create(
        id=id or uuid4(), service_id=episode.service_id, episode=episode, skill=skill, noted_on=noted_on, recorded_at=at
    )
    record_about(by, "note_skill", held.episode.person, at)
    return held


@action
def withdraw_skill(*, held: HeldSkill, by: Member, at: datetime | None = None) -> None:
    """Take a skill off the plan: it was noted by mistake, or helps no longer."""
    at = at or timezone.now()
    HeldSkill.objects.filter(pk=held.pk, withdrawn_on=None).update(withdrawn_on=today_of(by.service, at))
    record_about(by, "withdraw_skill", held.episode.person, at)


@action
def say_levels(*, member: Member, levels: Mapping[str, Level], at: datetime | None = None) -> None:
    """Keep how far the member says they can go, by technique; only what is new is written, older words stay.

    Nobody says it for somebody else. Raises ActionDenied for whoever treats nobody, and for what is no technique.
    """
    at = at or timezone.now()
    if member.role not in CLINICAL:
        raise ActionDenied("Only members who treat people say what they can lead.")
    if levels.keys() - newest(member.service, "techniques").keys():
        raise ActionDenied("There is no such technique.")
    Member.objects.select_for_update().only("pk").get(pk=member.pk)
    said = levels_of([member]).get(member.pk, {})
    Competence.objects.bulk_create(
        Competence(
            service_id=member.service_id,
            member=member,
            technique_id=technique_id,
            level=level,
            said_on=today_of(member.service, at),
            recorded_at=at,
        )
        for technique_id, level in levels.items()
        if said.get(technique_id) != level
    )
    record(actor=member.actor, action="say_levels", target=member.actor, service_id=member.service_id, at=at)
