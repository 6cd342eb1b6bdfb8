"""From answers to scores: pure, and honest about what cannot be computed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from reconnect.errors import ScoringError
from reconnect.model.answer import Answer, AnswerState
from reconnect.model.questionnaire import Method, MissingRule, Questionnaire, Scoring


@dataclass(frozen=True, slots=True)
class Score:
    """A measure's value in points, or None with the reason in ``explanation``; ``missing`` of ``of`` items had none."""

    measure_id: str
    value: int | None
    missing: int
    of: int

    @property
    def explanation(self) -> str:
        """How it was computed, or why it could not be."""
        if self.value is None:
            return f"not computable, {self.missing} of {self.of} missing"
        return f"computed from {self.of} of {self.of}"


def score(questionnaire: Questionnaire, answers: Iterable[Answer]) -> tuple[Score, ...]:
    """Score every measure of ``questionnaire`` from ``answers``, in the order of its file.

    An item without an answer counts as missing, as does any answer without a value. Each measure's own method and
    rule for missing answers decide the rest (no published rule lets MSQ anxiety be prorated).

    Raises ScoringError for an answer to another questionnaire or version, to an unknown item, given twice, or
    outside its item's range; the message names the item, never the value.
    """
    values = _values(questionnaire, answers)
    return tuple(_score(scoring, values) for scoring in questionnaire.measures)


def _score(scoring: Scoring, values: dict[str, int]) -> Score:
    present = [values[item_id] for item_id in scoring.items if item_id in values]
    missing = len(scoring.items) - len(present)
    value = combine(scoring.method, present) if _computable(scoring.missing, missing) else None
    return Score(scoring.id, value, missing, len(scoring.items))


def combine(method: Method, values: Sequence[int]) -> int:
    """The score that ``method`` makes of ``values``. Raises ScoringError for a single item of several values."""
    match method:
        case Method.SUM:
            return sum(values)
        case Method.SINGLE:
            if len(values) != 1:
                raise ScoringError("'single' takes exactly one item")
            return values[0]
        case _:
            assert_never(method)


def _computable(rule: MissingRule, missing: int) -> bool:
    match rule:
        case MissingRule.NONE_MISSING:
            return missing == 0
        case _:
            assert_never(rule)


def _values(questionnaire: Questionnaire, answers: Iterable[Answer]) -> dict[str, int]:
    values: dict[str, int] = {}
    seen: set[str] = set()
    for answer in answers:
        if (answer.questionnaire_id, answer.version) != (questionnaire.id, questionnaire.version):
            raise ScoringError(
                f"{answer.item_id}: answered in {answer.questionnaire_id} version {answer.version}, "
                f"scored as {questionnaire.id} version {questionnaire.version}"
            )
        item = questionnaire.item(answer.item_id)
        if item is None:
            raise ScoringError(f"{answer.item_id}: {questionnaire.id} has no such item")
        if answer.item_id in seen:
            raise ScoringError(f"{answer.item_id}: answered twice")
        seen.add(answer.item_id)
        if answer.state is AnswerState.VALUE and answer.value is not None:
            if not item.allows(answer.value):
                raise ScoringError(f"{answer.item_id}: the value is outside {item.low} to {item.high}")
            values[answer.item_id] = answer.value
    return values
