"""What changes the techniques in a plan."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db.models import Max, QuerySet
from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.accounts.policy import CLINICAL
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.library.content import newest
from reconnect.clinic.people.days import refuse_days, today_of
from reconnect.clinic.people.models import Episode
from reconnect.clinic.people.trail import record_about
from reconnect.clinic.plan.models import PlanLine, PlanStep, Target
from reconnect.errors import ActionDenied


@dataclass(frozen=True, slots=True)
class Doing:
    """How a technique is done with this person: what a step holds.

    ``experiment_on`` is the day on which the experiment was agreed, and given exactly where there is one.
    """

    target: Target | None = None
    lead: Member | None = None
    adaptation: str = ""
    experiment: str = ""
    experiment_on: date | None = None

    @classmethod
    def held_by(cls, step: PlanStep) -> "Doing":
        """What the step says."""
        return cls(step.target, step.lead, step.adaptation or "", step.experiment or "", step.experiment_on)


class Overtaken(ActionDenied):
    """Somebody else has changed the line since it was opened: ``standing`` is what stands there now."""

    def __init__(self, standing: PlanStep) -> None:
        super().__init__("Somebody else has changed this since you opened it.")
        self.standing = standing


@action
def add_technique(
    *,
    episode: Episode,
    technique_id: str,
    added_on: date,
    by: Member,
    doing: Doing = Doing(),
    id: UUID | None = None,  # noqa: A002 it is the line's
    at: datetime | None = None,
) -> PlanLine:
    """Put the newest edition of a technique at the end of the plan; from now on its tool is open to the person.

    Raises ActionDenied where the plan holds it already. With an ``id`` the same is added once: raises IntegrityError
    the second time.
    """
    at = at or timezone.now()
    refuse_days(by.service, added_on, at=at)
    techniques = newest(by.service, "techniques")
    if technique_id not in techniques:
        raise ActionDenied("There is no such technique.")
    episode.hold()
    if episode.plan_lines.filter(technique_id=technique_id, ended_on=None).exclude(pk=id).exists():
        raise ActionDenied("The plan holds this technique already: change it there.")
    line = PlanLine(
        id=id or uuid4(),
        service_id=episode.service_id,
        episode=episode,
        technique_id=technique_id,
        technique_version=techniques[technique_id].version,
        place=(episode.plan_lines.aggregate(last=Max("place"))["last"] or 0) + 1,
        added_on=added_on,
        recorded_at=at,
    )
    line.save(force_insert=True)
    _write(line, 1, doing, by, at)
    record_about(by, "add_technique", line.episode.person, at)
    return line


@action
def change_line(*, line: PlanLine, after: int, doing: Doing, by: Member, at: datetime | None = None) -> PlanStep:
    """Write the line's next step. ``after`` is the number of the step that the member saw.

    Raises Overtaken where another one stands there by now; then nothing is written. The very same words of the same
    member, sent twice, are one step.
    """
    at = at or timezone.now()
    line = PlanLine.objects.select_for_update(of=("self",)).select_related("episode__person").get(pk=line.pk)
    if line.ended_on is not None:
        raise ActionDenied("This technique has left the plan: add it again to go on with it.")
    standing = line.steps.select_related("written_by").last()
    if standing.number == after:
        step = _write(line, after + 1, doing, by, at)
        record_about(by, "change_line", line.episode.person, at)
        return step
    if standing.number == after + 1 and standing.written_by_id == by.pk and Doing.held_by(standing) == doing:
        return standing
    raise Overtaken(standing)


@action
def pause_line(*, line: PlanLine, by: Member, at: datetime | None = None) -> None:
    """Let the technique rest: its tool is closed until it is taken up again. Nothing that was said is lost."""
    at = at or timezone.now()
    _of(line).filter(paused_on=None).update(paused_on=today_of(by.service, at))
    record_about(by, "pause_line", line.episode.person, at)


@action
def resume_line(*, line: PlanLine, by: Member, at: datetime | None = None) -> None:
    """Take the technique up again, where it was left."""
    at = at or timezone.now()
    _of(line).update(paused_on=None)
    record_about(by, "resume_line", line.episode.person, at)


@action
def end_line(*, line: PlanLine, by: Member, at: datetime | None = None) -> None:
    """Take the technique out of the plan, from today. What was done with it stays."""
    at = at or timezone.now()
    _of(line).update(ended_on=max(today_of(by.service, at), line.added_on))
    record_about(by, "end_line", line.episode.person, at)


@action
def read_stalled(*, by: Member, at: datetime | None = None) -> None:
    """Note that the member reads in whose plans nothing moves, and what they hold."""
    target = f"service:{by.service_id}"
    record(actor=by.actor, action="read_stalled", target=target, service_id=by.service_id, at=at)


def _of(line: PlanLine) -> QuerySet[PlanLine]:
    """The line itself, while it is in the plan."""
    return PlanLine.objects.filter(pk=line.pk, ended_on=None)


def _write(line: PlanLine, number: int, doing: Doing, by: Member, at: datetime) -> PlanStep:
    refuse_days(by.service, doing.experiment_on, at=at)
    if bool(doing.experiment) != (doing.experiment_on is not None):
        raise ActionDenied("An experiment and the day on which it was agreed belong together.")
    target, lead = doing.target, doing.lead
    if target is not None and (target.goal.episode_id != line.episode_id or target.ended_on is not None):
        raise ActionDenied("This target does not stand in the plan: choose one that does, or none.")
    if lead is not None and (lead.service_id != line.service_id or not lead.is_active or lead.role not in CLINICAL):
        raise ActionDenied("Only somebody who treats people in your service can lead.")
    return PlanStep.objects.create(
        service_id=line.service_id,
        line=line,
        number=number,
        target=target,
        lead=lead,
        adaptation=doing.adaptation or None,
        experiment=doing.experiment or None,
        experiment_on=doing.experiment_on,
        written_by=by,
        written_at=at,
    )
