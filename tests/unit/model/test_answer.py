"""An answer: a value exactly when its state says so."""

from dataclasses import FrozenInstanceError

import pytest

from reconnect.model.answer import Answer, AnswerState

WITHOUT_VALUE = [state for state in AnswerState if state is not AnswerState.VALUE]


def test_there_are_five_things_an_answer_can_be() -> None:
    assert {str(state) for state in AnswerState} == {"value", "declined", "does not apply", "blank", "not shown"}


@pytest.mark.parametrize("value", [0, 4])
def test_an_answer_with_a_value_keeps_it_and_0_is_a_value(value: int) -> None:
    assert Answer("q", 1, "item", AnswerState.VALUE, value).value == value


@pytest.mark.parametrize("state", WITHOUT_VALUE)
def test_an_answer_without_a_value_has_none_and_not_0(state: AnswerState) -> None:
    assert Answer("q", 1, "item", state).value is None


@pytest.mark.parametrize("state", WITHOUT_VALUE)
@pytest.mark.parametrize("value", [0, 3])
def test_a_value_in_any_other_state_is_an_error_that_names_the_item(state: AnswerState, value: int) -> None:
    with pytest.raises(ValueError, match="anxiety-1"):
        Answer("q", 1, "anxiety-1", state, value)


def test_the_state_value_without_a_value_is_an_error_that_names_the_item() -> None:
    with pytest.raises(ValueError, match="anxiety-1"):
        Answer("q", 1, "anxiety-1", AnswerState.VALUE)


def test_an_answer_cannot_be_changed() -> None:
    answer = Answer("q", 1, "item", AnswerState.VALUE, 3)
    with pytest.raises(FrozenInstanceError):
        answer.value = 4  # type: ignore[misc]
