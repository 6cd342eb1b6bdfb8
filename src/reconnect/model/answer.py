"""What a person said to an item, or why there is no value. Missing is never 0."""

from dataclasses import dataclass
from enum import StrEnum


class AnswerState(StrEnum):
    """The five things an answer can be; only VALUE carries a number."""

    VALUE = "value"
    DECLINED = "declined"  # "prefer not to say"
    DOES_NOT_APPLY = "does not apply"
    BLANK = "blank"  # seen and left empty
    NOT_SHOWN = "not shown"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one item of one version of a questionnaire.

    Raises ValueError where a value is there without the state VALUE, or the other way round.
    """

    questionnaire_id: str
    version: int
    item_id: str
    state: AnswerState
    value: int | None = None

    def __post_init__(self) -> None:
        if (self.state is AnswerState.VALUE) != (self.value is not None):
            raise ValueError(f"{self.item_id}: an answer holds a value exactly when its state is 'value'")
