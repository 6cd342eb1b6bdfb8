"""What changes permissions, and what locked blocks hold."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.asking.models import Look, Opening, Permission, Purpose, Reason, Said
from reconnect.clinic.asking.permissions import OPENERS
from reconnect.clinic.asking.waiting import NO_LEVEL, waiting_problem
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.people.days import refuse_days, today_of
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.people.trail import record_about
from reconnect.clinic.questionnaires.actions import record_response
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import Response
from reconnect.errors import ActionDenied
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.guidance import Level
from reconnect.model.questionnaire import Questionnaire


class NotOpen(ActionDenied):
    """The block is locked for this person."""


@action
def record_permission(
    *,
    episode: Episode,
    answer: Said,
    said_on: date,
    at_first_visit: bool,
    by: Member,
    ask_again_on: date | None = None,
    level: Level | None = None,
    note: str = "",
    id: UUID | None = None,  # noqa: A002 it is the permission's
    at: datetime | None = None,
) -> Permission:
    """Record what the person said to being asked about intimacy; what was recorded before stays.

    With an ``id`` the same is recorded once: raises IntegrityError the second time. Raises ActionDenied for a day to
    ask again with anything but "not now", or one that does not come after the day on which it was said, and for a level
    with anything but "yes".
    """
    at = at or timezone.now()
    refuse_days(by.service, said_on, at=at)
    if ask_again_on is not None and (problem := waiting_problem(answer, said_on, ask_again_on)):
        raise ActionDenied(problem)
    if level and answer != Said.YES:
        raise ActionDenied(NO_LEVEL)
    permission = Permission.objects.create(
        id=id or uuid4(),
        service_id=episode.service_id,
        person_id=episode.person_id,
        episode=episode,
        answer=answer,
        said_on=said_on,
        ask_again_on=ask_again_on,
        at_first_visit=at_first_visit,
        level=level or "",
        note=note or None,
        by=by,
        recorded_at=at,
    )
    record_about(by, "record_permission", episode.person, at)
    return permission


@action
def retract_permission(*, permission: Permission, by: Member, at: datetime | None = None) -> Permission:
    """It was recorded by mistake: it no longer counts, and stays in sight."""
    if permission.retracted_at is None:
        permission.retracted_at = at or timezone.now()
        permission.save(update_fields=["retracted_at"])
    record_about(by, "retract_permission", permission.person, at)
    return permission


@action
def open_block(
    *, person: Person, block: Questionnaire, reason: Reason, by: Member, at: datetime | None = None
) -> Opening:
    """Open a locked block for this person. Where it stands open already, nothing changes."""
    if by.role not in OPENERS:
        raise ActionDenied("A clinician opens this, who knows the person.")
    if not block.locked:
        raise ActionDenied("This is not locked.")
    person.hold()
    opening, _ = Opening.objects.get_or_create(
        person=person,
        questionnaire_id=block.id,
        closed_at=None,
        defaults={
            "service_id": person.service_id,
            "reason": reason,
            "opened_on": today_of(by.service, at),
            "by": by,
        },
    )
    record_about(by, "open_block", person, at)
    return opening


@action
def close_block(*, person: Person, block: Questionnaire, by: Member, at: datetime | None = None) -> None:
    """Lock the block again for this person. What was told in it stays readable."""
    if by.role not in OPENERS:
        raise ActionDenied("A clinician closes this, who knows the person.")
    person.hold()
    person.openings.filter(questionnaire_id=block.id, closed_at=None).update(closed_at=at or timezone.now())
    record_about(by, "close_block", person, at)


@action
def record_block(
    *,
    episode: Episode,
    block: Questionnaire,
    given: Mapping[str, Given],
    answered_on: date,
    by: Member,
    basis: AnswerBasis | None = None,
    id: UUID | None = None,  # noqa: A002 it is the response's
    at: datetime | None = None,
) -> Response:
    """Record what the person told to a block; nothing at all is that it was left for later.

    With an ``id`` the same is recorded once: raises IntegrityError the second time. Raises NotOpen where the block is
    locked for this person.
    """
    if block.locked:
        episode.person.hold()
        if not episode.person.openings.filter(questionnaire_id=block.id, closed_at=None).exists():
            raise NotOpen("This is locked for this person: nothing was saved.")
    return record_response(
        episode=episode,
        questionnaire=block,
        given=given,
        answered_on=answered_on,
        by=by,
        basis=basis,
        id=id,
        at=at,
    )


@action
def read_sealed_answers(*, response: Response, purpose: Purpose, by: Member, at: datetime | None = None) -> Look:
    """Note that the member looks at the sealed answers of a response, and what for."""
    at = at or timezone.now()
    look = Look.objects.create(service_id=response.service_id, response=response, purpose=purpose, by=by, at=at)
    record_about(by, "read_sealed_answers", response.person, at)
    return look


@action
def read_may_be_asked(*, by: Member, at: datetime | None = None) -> None:
    """Note that the member reads who of the service said "not now"."""
    record(
        actor=by.actor,
        action="read_may_be_asked",
        target=f"service:{by.service_id}",
        service_id=by.service_id,
        at=at,
    )
