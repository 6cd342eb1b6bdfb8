"""Actions of the person on their own steps."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db.models import Max
from django.utils import timezone

from reconnect.clinic.audit.transaction import action
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.steps.models import HowItWas, LadderStep, StepsShown, StepTry
from reconnect.clinic.steps.own import hold, note, own_step
from reconnect.errors import ActionDenied
from reconnect.model.pacing import Flare


@action
def add_step(
    *,
    code: EntryCode,
    words: str,
    together: bool = False,
    shown: bool | None = None,
    id: UUID | None = None,  # noqa: A002 it is the step's
    at: datetime | None = None,
) -> LadderStep:
    """Keep a step on the person's pages, after the others. With an ``id`` the same is added once.

    ``shown`` says whether the team may see the steps, where that was asked with it.
    """
    at = at or timezone.now()
    hold(code)
    before = LadderStep.objects.filter(pk=id).first()
    if before is not None:
        return own_step(code, before)
    last = LadderStep.objects.of(code).aggregate(last=Max("place"))["last"] or 0
    step = LadderStep.objects.create(
        id=id or uuid4(),
        service_id=code.service_id,
        episode=code.episode,
        words=words,
        together=together,
        place=last + 1,
        added_at=at,
    )
    if shown is not None:
        _say_shown(code, at, shown=shown)
    note(code, "add_step", at)
    return step


@action
def say_shown(*, code: EntryCode, shown: bool, at: datetime | None = None) -> None:
    """Let the team see the steps, or no longer. What they saw before they have seen; from now on nothing shows."""
    at = at or timezone.now()
    hold(code)
    _say_shown(code, at, shown=shown)
    note(code, "say_shown", at)


@action
def move_step(*, code: EntryCode, step: LadderStep, earlier: bool, at: datetime | None = None) -> None:
    """Change its place with the one before or after it. At the end of the row nothing changes."""
    hold(code)
    own_step(code, step)
    row = list(LadderStep.objects.of(code))
    here = next(number for number, each in enumerate(row) if each.pk == step.pk)
    there = here - 1 if earlier else here + 1
    if 0 <= there < len(row):
        row[here], row[there] = row[there], row[here]
    for place, each in enumerate(row, 1):
        LadderStep.objects.filter(pk=each.pk).update(place=place)
    note(code, "move_step", at)


@action
def put_step_away(*, code: EntryCode, step: LadderStep, at: datetime | None = None) -> None:
    """Take it off the person's pages, and out of the team's sight. Twice does it once."""
    at = at or timezone.now()
    hold(code)
    LadderStep.objects.of(code).filter(pk=step.pk).update(put_away_at=at)
    note(code, "put_step_away", at)


@action
def note_try(
    *,
    code: EntryCode,
    step: LadderStep,
    tried_on: date,
    how: HowItWas | None = None,
    flare: Flare = Flare.UNSAID,
    seconds: int | None = None,
    id: UUID | None = None,  # noqa: A002 it is the try's
    at: datetime | None = None,
) -> StepTry:
    """Note that it was tried. What was not said stays unsaid. With an ``id`` the same is noted once."""
    at = at or timezone.now()
    hold(code)
    own_step(code, step)
    refuse_days(code.service, tried_on, at=at)
    before = StepTry.objects.filter(pk=id).first()
    if before is not None:
        if before.step_id != step.pk:
            raise ActionDenied("This was noted for another step.")
        return before
    noted = StepTry.objects.create(
        id=id or uuid4(),
        service_id=code.service_id,
        step=step,
        tried_on=tried_on,
        seconds=seconds,
        how=how.value if how else "",
        flare=flare.value,
        noted_at=at,
    )
    note(code, "note_try", at)
    return noted


@action
def take_back_try(*, code: EntryCode, step: LadderStep, at: datetime | None = None) -> None:
    """Take back what was noted last of this step: it counts nowhere any more. With nothing noted, nothing changes."""
    at = at or timezone.now()
    hold(code)
    own_step(code, step)
    last = step.tries.filter(taken_back_at=None).order_by("noted_at", "id").last()
    if last is not None:
        StepTry.objects.filter(pk=last.pk).update(taken_back_at=at)
    note(code, "take_back_try", at)


def _say_shown(code: EntryCode, at: datetime, *, shown: bool) -> None:
    StepsShown.objects.create(service_id=code.service_id, episode=code.episode, shown=shown, said_at=at)
