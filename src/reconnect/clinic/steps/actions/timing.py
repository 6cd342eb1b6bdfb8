"""Actions on the time of a step: a physiotherapist offers it, the person sets its pace or leaves it out."""

from datetime import datetime

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.people.days import today_of
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.steps.models import LadderStep, PaceChoice, TimedRule
from reconnect.clinic.steps.own import hold, note, own_step
from reconnect.errors import ActionDenied
from reconnect.model.discipline import Discipline
from reconnect.model.pacing import PERCENTS


@action
def enable_timing(*, step: LadderStep, by: Member, at: datetime | None = None) -> None:
    """Offer the timed rule of thumb for this step. Twice does it once.

    Raises ActionDenied for anybody but a physiotherapist, for a step that the person does not show, and for one that
    is done with somebody: that needs both to choose it.
    """
    at = at or timezone.now()
    found = _step_for(step, by)
    if found.together:
        raise ActionDenied("The timed rule is for steps on one's own.")
    if not found.timed_rules.filter(ended_at=None).exists():
        TimedRule.objects.create(service_id=by.service_id, step=found, enabled_by=by, enabled_at=at)
    _note_by(found, by, "enable_timing", at)


@action
def end_timing(*, step: LadderStep, by: Member, at: datetime | None = None) -> None:
    """Switch it off again. Raises ActionDenied for anybody but a physiotherapist."""
    at = at or timezone.now()
    found = _step_for(step, by)
    found.timed_rules.filter(ended_at=None).update(ended_at=at)
    _note_by(found, by, "end_timing", at)


@action
def choose_pace(
    *, code: EntryCode, step: LadderStep, percent: int = 0, back: bool = False, at: datetime | None = None
) -> None:
    """Let the time stay, or grow no faster than the rule, from now on; or step back right now."""
    at = at or timezone.now()
    found = _timed(code, step)
    if percent not in PERCENTS:
        raise ActionDenied("No pace is faster than the rule.")
    PaceChoice.objects.create(
        service_id=code.service_id,
        step=found,
        percent=0 if back else percent,
        back=back,
        chosen_on=today_of(code.service, at),
        chosen_at=at,
    )
    note(code, "choose_pace", at)


@action
def leave_time_out(*, code: EntryCode, step: LadderStep, at: datetime | None = None) -> None:
    """The person wants no time for this step. Twice does it once."""
    at = at or timezone.now()
    hold(code)
    found = own_step(code, step)
    found.timed_rules.filter(ended_at=None).update(ended_at=at)
    note(code, "leave_time_out", at)


def _step_for(step: LadderStep, by: Member) -> LadderStep:
    """The step, held, as the team may see it."""
    if step.service_id != by.service_id:
        raise ActionDenied("This person belongs to another service.")
    if by.discipline != Discipline.PHYSIOTHERAPY.value:
        raise ActionDenied("Only a physiotherapist switches the timed rule on or off.")
    step.episode.hold()
    found = LadderStep.objects.shown_to_team(step.episode.person).filter(pk=step.pk).first()
    if found is None:
        raise ActionDenied("The person does not show this step now.")
    return found


def _timed(code: EntryCode, step: LadderStep) -> LadderStep:
    hold(code)
    found = own_step(code, step)
    if not found.timed_rules.filter(ended_at=None).exists():
        raise ActionDenied("No time is set for this step.")
    return found


def _note_by(step: LadderStep, by: Member, name: str, at: datetime) -> None:
    record(actor=by.actor, action=name, target=step.episode.person.target, service_id=by.service_id, at=at)
