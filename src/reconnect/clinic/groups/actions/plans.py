"""The plan of one session: the group's own, changed without asking the programme."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db.models import Max

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.groups.days import refuse_day_of_plan
from reconnect.clinic.groups.models import Session, SessionPart
from reconnect.clinic.groups.models.session import LONGEST_PART, LONGEST_SESSION
from reconnect.clinic.groups.trail import record_of_group
from reconnect.clinic.library.content import newest
from reconnect.clinic.partners.overtaken import OvertakenError
from reconnect.errors import ActionDenied
from reconnect.model.session_plan import Doing


@dataclass(frozen=True, slots=True)
class Line:
    """Where a part stands, how long it is to take, and whether it is left out."""

    position: int
    minutes: int
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class OwnPart:
    """A part that the facilitators add."""

    title: str
    minutes: int
    doing: Doing = Doing.DISCUSSION
    technique_id: str = ""
    about_sex: bool = False
    optional: bool = False
    words: str = ""


@action
def change_session_plan(
    *,
    session: Session,
    planned_on: date,
    minutes: int,
    lines: Mapping[UUID, Line],
    by: Member,
    seen: UUID | None = None,
    id: UUID | None = None,  # noqa: A002 it is the form's
    at: datetime | None = None,
) -> Session:
    """Change the day, the length and the lines of a session that is not recorded yet, by id of the part.

    ``seen`` is the change that the form was opened on, ``id`` the form's own: sent twice it counts once. Raises
    OvertakenError where a colleague changed the plan meanwhile.
    """
    session.hold()
    session.refresh_from_db()
    if id is not None and session.plan_mark == id:
        return session
    if session.recorded_at is not None:
        raise ActionDenied("This session is recorded. Its plan stays as it was; put the record right instead.")
    if session.plan_mark != seen:
        raise OvertakenError("A colleague changed this plan while you were writing. Look at theirs before you save.")
    if not 1 <= minutes <= LONGEST_SESSION or any(not 1 <= each.minutes <= LONGEST_PART for each in lines.values()):
        raise ActionDenied(f"A part takes from 1 to {LONGEST_PART} minutes, a session at most {LONGEST_SESSION}.")
    parts = {each.pk: each for each in session.parts.all()}
    if lines.keys() != parts.keys():
        raise OvertakenError("A part was added while you were writing. Look at the plan, then save again.")
    if lines and all(each.left_out for each in lines.values()):
        raise ActionDenied("Keep at least one part: with everything left out nothing is planned.")
    refuse_day_of_plan(session, planned_on)
    for position, key in enumerate(sorted(lines, key=lambda each: (lines[each].position, parts[each].position)), 1):
        part = parts[key]
        part.position, part.minutes, part.left_out = position, lines[key].minutes, lines[key].left_out
    SessionPart.objects.bulk_update(parts.values(), ["position", "minutes", "left_out"])
    session.planned_on, session.minutes, session.plan_mark = planned_on, minutes, id or uuid4()
    session.save(update_fields=["planned_on", "minutes", "plan_mark"])
    record_of_group(by, "change_session_plan", session.group, at)
    return session


@action
def add_part(
    *,
    session: Session,
    part: OwnPart,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the part's
    at: datetime | None = None,
) -> SessionPart:
    """Add a part at the end of the session's plan, before or after it was held. With an ``id`` it is added once."""
    session.hold()
    before = SessionPart.objects.filter(pk=id, session=session).first() if id else None
    if before is not None:
        return before
    if not 1 <= part.minutes <= LONGEST_PART:
        raise ActionDenied(f"A part takes from 1 to {LONGEST_PART} minutes.")
    if part.technique_id and part.technique_id not in newest(by.service, "techniques"):
        raise ActionDenied("This technique does not exist.")
    last = session.parts.aggregate(last=Max("position"))["last"] or 0
    added = SessionPart.objects.create(
        id=id or uuid4(),
        service_id=session.service_id,
        session=session,
        position=last + 1,
        title=part.title,
        doing=part.doing.value,
        minutes=part.minutes,
        technique_id=part.technique_id,
        about_sex=part.about_sex,
        optional=part.optional,
        own_words=part.words or None,
    )
    record_of_group(by, "add_part", session.group, at)
    return added
