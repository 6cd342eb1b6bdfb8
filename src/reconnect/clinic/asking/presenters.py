"""What was asked and told, ready to print."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from reconnect.clinic.asking import queries
from reconnect.clinic.asking.labels import BASES, UNSAID
from reconnect.clinic.asking.models import Look, Opening, Permission
from reconnect.clinic.asking.queries import AnswerRow
from reconnect.clinic.people.models import Person
from reconnect.clinic.questionnaires.models import Answer, Response
from reconnect.clinic.questionnaires.told import PASSED_OVER, TellsOf, Told, newest_told
from reconnect.model.answer import AnswerState
from reconnect.model.questionnaire import Item, ItemKind, Questionnaire

READINESS = "assessment-readiness"  # the block whose scales stand on the first page


@dataclass(frozen=True, slots=True)
class BlockCard:
    """A block on the first page: of ``of`` questions, how many were answered, how many not to be said, and when.

    ``left_on`` is the day on which it was left for later, where nothing was told since.
    """

    number: int
    block: Questionnaire
    opening: Opening | None
    answered: int
    unsaid: int
    of: int
    told_on: date | None
    left_on: date | None
    responses: tuple[tuple[UUID, date], ...]

    @property
    def locked(self) -> bool:
        """Whether it may not be asked now."""
        return self.block.locked and (self.opening is None or self.opening.closed_at is not None)


@dataclass(frozen=True, slots=True)
class Ruler:
    """A scale of the readiness block: its newest answer, and how often it was answered."""

    item: Item
    told: Told | None
    times: int


@dataclass(frozen=True, slots=True)
class Line:
    """An item of a response with what was said to it; ``hidden`` where it is only shown on demand."""

    item: Item
    said: tuple[str, ...]
    hidden: bool


@dataclass(frozen=True, slots=True)
class AskingPage:
    """What was said to being asked, and the blocks: those that may be asked, and those that are locked."""

    newest: Permission | None
    history: tuple[Permission, ...]
    cards: tuple[BlockCard, ...]
    locked: tuple[BlockCard, ...]
    rulers: tuple[Ruler, ...]
    has_episode: bool


@dataclass(frozen=True, slots=True)
class ResponsePage:
    """A response in words; ``looks`` is who looked at what is sealed in it.

    ``flagged``: something in it must not wait, and nobody has closed that yet."""

    response: Response
    questionnaire: Questionnaire
    lines: tuple[Line, ...]
    basis: str
    has_sealed: bool
    opened: bool
    looks: tuple[Look, ...]
    flagged: bool


def asking_page(person: Person) -> AskingPage:
    """All that the first page shows."""
    blocks = queries.blocks()
    rows = queries.block_answers(person, blocks)
    openings = {each.questionnaire_id: each for each in queries.openings_of(person)}
    cards = block_cards(blocks, rows, openings)
    history = queries.permissions_of(person)
    return AskingPage(
        next((each for each in history if each.retracted_at is None), None),
        tuple(history),
        tuple(card for card in cards if not card.locked),
        tuple(card for card in cards if card.locked),
        rulers(blocks, newest_told(person), rows),
        person.episodes.exists(),
    )


def response_page(response: Response, questionnaire: Questionnaire, *, sealed: bool = False) -> ResponsePage:
    """One response. Sealed answers stay closed unless they are asked for."""
    return ResponsePage(
        response,
        questionnaire,
        lines(response, questionnaire, sealed=sealed),
        BASES.get(response.basis, ""),
        any(item.sealed for item in questionnaire.items),
        sealed,
        tuple(queries.looks_at(response)),
        queries.has_open_flag(response),
    )


def block_cards(
    blocks: Iterable[Questionnaire], rows: list[AnswerRow], openings: Mapping[str, Opening]
) -> tuple[BlockCard, ...]:
    """How far each block has got."""
    return tuple(
        _card(number, block, [row for row in rows if row[1] == block.id], openings.get(block.id))
        for number, block in enumerate(blocks, 1)
    )


def _card(number: int, block: Questionnaire, rows: list[AnswerRow], opening: Opening | None) -> BlockCard:
    asked = {item.id for item in block.items}
    responses: dict[UUID, date] = {}
    states: dict[str, str] = {}
    told: dict[UUID, date] = {}
    for response_id, _, item_id, state, day in rows:
        responses[response_id] = day
        if state not in PASSED_OVER:
            told[response_id] = day
            if item_id in asked:
                states[item_id] = state
    answered = sum(state == AnswerState.VALUE for state in states.values())
    last = next(reversed(responses), None)
    return BlockCard(
        number,
        block,
        opening,
        answered,
        len(states) - answered,
        len(block.items),
        max(told.values(), default=None),
        responses[last] if last is not None and last not in told else None,
        tuple((response_id, day) for response_id, day in reversed(told.items())),
    )


def rulers(found: Iterable[Questionnaire], told: TellsOf, rows: list[AnswerRow]) -> tuple[Ruler, ...]:
    """The scales of readiness, in their order."""
    block = next((each for each in found if each.id == READINESS), None)
    scales = [] if block is None else [item for item in block.items if item.kind is ItemKind.SCALE]
    return tuple(Ruler(item, told.get((READINESS, item.id)), _times(item, rows)) for item in scales)


def _times(item: Item, rows: list[AnswerRow]) -> int:
    return sum(row[1] == READINESS and row[2] == item.id and row[3] == AnswerState.VALUE for row in rows)


def lines(response: Response, questionnaire: Questionnaire, *, sealed: bool) -> tuple[Line, ...]:
    """Every item with what was said, in words. Sealed answers stay closed unless they are asked for."""
    answers = {answer.item_id: answer for answer in response.answers.all()}
    return tuple(_line(item, answers.get(item.id), sealed=sealed) for item in questionnaire.items)


def _line(item: Item, answer: Answer | None, *, sealed: bool) -> Line:
    state = AnswerState.NOT_SHOWN if answer is None else AnswerState(answer.state)
    if item.sealed and not sealed:
        return Line(item, (), hidden=True)
    if answer is None or state is not AnswerState.VALUE:
        return Line(item, (UNSAID[state],), hidden=False)
    value = answer.value_of(item)
    if value is None:
        return Line(item, (answer.text,), hidden=False)
    if item.kind is ItemKind.SCALE:
        return Line(item, (_on_scale(item, value),), hidden=False)
    return Line(item, item.chosen(value), hidden=False)


def _on_scale(item: Item, value: int) -> str:
    ends = f"{item.low}: {item.labels[str(item.low)]}; {item.high}: {item.labels[str(item.high)]}"
    return f"{value} ({ends})"
