"""What the pages about practices and stones say, in the person's own voice."""

from collections.abc import Iterable
from dataclasses import dataclass

from reconnect.clinic.library.content import edition
from reconnect.clinic.people.models import Episode
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.clinic.questionnaires.told import Told
from reconnect.clinic.questionnaires.voices import voice_of
from reconnect.clinic.sensations.models import StoneMove, Why
from reconnect.clinic.sensations.queries import (
    kept_boundary,
    moves_of,
    order_of,
    practices_for,
    rules_of,
    sent_from,
    stages_of,
    stones_of,
)
from reconnect.model.address import address_of
from reconnect.model.load import shipped_library
from reconnect.model.practice import Practice, Setting
from reconnect.model.stage import Stage
from reconnect.model.stepping_stones import Stones
from reconnect.model.voice import Voice


@dataclass(frozen=True, slots=True)
class Way:
    """A page to go to, by its name."""

    name: str
    at: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Stone:
    """A stone in the picture: where it is for the person now. None of it says how many lie before or after it."""

    way: Way
    here: bool
    readable: bool
    earlier: bool
    may_ask: bool


@dataclass(frozen=True, slots=True)
class StonesPage:
    """All that the page of the stones shows."""

    stones: tuple[Stone, ...]
    here: Stage | None
    here_at: str
    state: Stones
    boundary: tuple[Told, ...]
    rules_name: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StonePage:
    """One stone, as it is for this person."""

    stage: Stage
    at: str
    here: bool
    earlier: bool
    may_ask: bool
    about: tuple[str, ...]
    alone: tuple[str, ...]
    together: tuple[str, ...]
    nothing_inside: tuple[str, ...]
    bodies_alike: tuple[str, ...]
    left_out: tuple[str, ...]
    with_pain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StaffStones:
    """An episode's stones as staff see them: what the person did, and what they sent."""

    episode: Episode
    here: str
    state: Stones
    acts: tuple[tuple[StoneMove, str, str], ...]
    sent: tuple[tuple[Response, str, str], ...]


def ways(code: EntryCode, setting: Setting) -> tuple[Way, ...]:
    """The practices of a setting that are open."""
    return tuple(
        Way(each.name, address_of(each.id), each.about) for each in practices_for(code) if each.setting is setting
    )


def steps_of(code: EntryCode, practice: Practice) -> tuple[str, ...]:
    """What to do, for this person."""
    return voice_of(code).speak(practice.steps)


def stones_page(code: EntryCode, state: Stones) -> StonesPage:
    """The stones as the person finds them. What they say is far enough leaves later ones out of sight."""
    stages = stages_of(code.service)
    order = tuple(each.id for each in stages)
    found = tuple(_stone(each, state, order) for each in stages)
    shown = tuple(each for each in found if each.readable or not state.far_enough)
    here = next((each for each in stages if each.id == state.here), None)
    rules = rules_of(code.service)
    return StonesPage(
        shown,
        here,
        address_of(here.id) if here else "",
        state,
        kept_boundary(code),
        rules.name,
        voice_of(code).speak(rules.rules),
    )


def _stone(stage: Stage, state: Stones, order: tuple[str, ...]) -> Stone:
    return Stone(
        Way(stage.name, address_of(stage.id)),
        stage.id == state.here,
        is_readable(stage, state, order),
        stage.id in state.earlier(order),
        state.may_ask(order, stage.id),
    )


def is_readable(stage: Stage, state: Stones, order: tuple[str, ...]) -> bool:
    """Whether all of it is shown: it was opened, or lies before where they stand."""
    return stage.id in {state.here, *state.opened, *state.earlier(order)}


def stone_page(code: EntryCode, stage: Stage, state: Stones) -> StonePage:
    """The stone in the person's voice; what is for two only where their pages speak of a partner."""
    voice, order = voice_of(code), order_of(code.service)
    stone = _stone(stage, state, order)
    return StonePage(
        stage,
        stone.way.at,
        stone.here,
        stone.earlier,
        stone.may_ask,
        **{part: voice.speak(getattr(stage, part)) for part in PARTS},
        **{part: _for_two(voice, stage, part) for part in ("together", "bodies_alike")},
    )


PARTS = ("about", "alone", "nothing_inside", "left_out", "with_pain")


def _for_two(voice: Voice, stage: Stage, part: str) -> tuple[str, ...]:
    return voice.speak(getattr(stage, part)) if voice.partner else ()


def staff_stones(episode: Episode) -> StaffStones:
    """What the person did on the stones in this course of care, newest first."""
    service, moves = episode.service, moves_of(episode)
    state = stones_of(episode)
    names = {each.id: each.name for each in stages_of(service)}
    acts = tuple((each, _name_then(each), Why(each.why).label if each.why else "") for each in reversed(moves))
    return StaffStones(episode, names.get(state.here or "", ""), state, acts, tuple(_sent(sent_from(episode), names)))


def _name_then(move: StoneMove) -> str:
    """The stone's name in the edition that they saw."""
    if not move.stage_id:
        return ""
    then: Stage = edition(move.service, "stages", move.stage_id, move.version)
    return then.name


def _sent(responses: Iterable[Response], names: dict[str, str]) -> Iterable[tuple[Response, str, str]]:
    library = shipped_library()
    about = {each.id: each.name for each in library.practices.newest.values()} | names
    for each in responses:
        yield each, library.questionnaires.newest[each.questionnaire_id].name, about.get(each.about, "")
