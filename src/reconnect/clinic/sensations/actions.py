"""What a person does on the stepping stones. Nobody else does anything there: no action takes a member or a day."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.sensations.models import StoneMove, Why
from reconnect.clinic.sensations.queries import moves_of, order_of, stones_of
from reconnect.errors import ActionDenied
from reconnect.model.stage import Stage
from reconnect.model.stepping_stones import Kind, Said, Stones


@action
def open_stone(
    *,
    code: EntryCode,
    stage: Stage,
    here: str | None,
    person: Sequence[Said],
    partner: Sequence[Said] | None,
    at: datetime | None = None,
) -> bool:
    """Go to a later stone, and say whether it opened. What was said about ``here`` counts while they stand there.

    Where it stays closed nothing is kept of what was said.
    """
    episode = _held(code)
    stones = stones_of(episode)
    after = stones.open_later(order_of(code.service), stage.id, person, partner) if stones.here == here else stones
    _note(code, "open_stone", at)
    return _kept(episode, stones, after, Kind.OPENED, stage, at)


@action
def step_back(*, code: EntryCode, stage: Stage, at: datetime | None = None) -> None:
    """Go to an earlier stone. Doing it twice does it once."""
    episode = _held(code)
    stones = stones_of(episode)
    _kept(episode, stones, stones.step_back(order_of(code.service), stage.id), Kind.BACK, stage, at)
    _note(code, "step_back", at)


@action
def say_far_enough(*, code: EntryCode, stage: Stage, at: datetime | None = None) -> None:
    """This stone is as far as they want to go. Of another one than where they stand now it says nothing."""
    episode = _held(code)
    stones = stones_of(episode)
    after = stones.as_far_as_i_want() if stones.here == stage.id else stones
    _kept(episode, stones, after, Kind.FAR_ENOUGH, stage, at)
    _note(code, "say_far_enough", at)


@action
def think_again(*, code: EntryCode, at: datetime | None = None) -> None:
    """It is no longer settled that here is far enough."""
    episode = _held(code)
    stones = stones_of(episode)
    _kept(episode, stones, stones.think_again(), Kind.THINK_AGAIN, None, at)
    _note(code, "think_again", at)


@action
def say_not_now(*, code: EntryCode, why: str = "", at: datetime | None = None) -> None:
    """Pause the stones until they lift it themselves. A reason may be added to it later; none is needed."""
    if why not in {"", *Why.values}:
        raise ActionDenied("Choose one of the reasons, or none.")
    episode = _held(code)
    said = [each.why for each in moves_of(episode) if each.kind == Kind.NOT_NOW]
    if not stones_of(episode).resting or (why and said[-1] != why):
        _add(episode, Kind.NOT_NOW, None, at, why)
    _note(code, "say_not_now", at)


@action
def take_up_stones(*, code: EntryCode, at: datetime | None = None) -> None:
    """The pause is over: they stand where they stood."""
    episode = _held(code)
    stones = stones_of(episode)
    _kept(episode, stones, stones.ready(), Kind.READY, None, at)
    _note(code, "take_up_stones", at)


def _held(code: EntryCode) -> Episode:
    if code.episode is None:
        raise ActionDenied("This code opens no stepping stones.")
    code.episode.hold()
    return code.episode


def _kept(
    episode: Episode, before: Stones, after: Stones, kind: Kind, stage: Stage | None, at: datetime | None
) -> bool:
    if after == before:
        return False
    _add(episode, kind, stage, at)
    return True


def _add(episode: Episode, kind: Kind, stage: Stage | None, at: datetime | None, why: str = "") -> None:
    at = at or timezone.now()
    last = episode.stone_moves.last()
    StoneMove.objects.create(
        service_id=episode.service_id,
        episode=episode,
        number=last.number + 1 if last else 1,
        kind=kind.value,
        stage_id=stage.id if stage else "",
        version=stage.version if stage else None,
        why=why,
        done_on=today_of(episode.service, at),
        at=at,
    )


def _note(code: EntryCode, name: str, at: datetime | None) -> None:
    record(actor=f"code:{code.id}", action=name, target=code.person.target, service_id=code.service_id, at=at)
