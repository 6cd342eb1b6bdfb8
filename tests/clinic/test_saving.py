"""Answers are kept as they are given, one by one; a blank never blocks; what is no answer is not kept."""

import pytest
from browsing import Browser, visiting
from universe import MSQ, OURS, Universe

from reconnect.clinic.questionnaires.answering import open_responses, save_answers
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import Answer, Response
from reconnect.errors import ActionDenied
from reconnect.model.answer import AnswerState

FIRST = {
    "item-embarrassment": "7",
    "item-pain-interference": "declined",
    "item-avoid-touch": "does not apply",
    "item-avoid-sex": "0",
}


@pytest.fixture
def phone(universe: Universe) -> Browser:
    return visiting(universe.north.code)


def kept(universe: Universe) -> dict[str, str]:
    """What stands in the database: the value, or the state without one, by item."""
    answers = Answer.objects.filter(response__occasion__episode=universe.north.waiting.episode)
    return {each.item_id: str(each.value) if each.state == AnswerState.VALUE else each.state for each in answers}


def test_every_answer_is_kept_as_soon_as_it_is_given(universe: Universe, phone: Browser) -> None:
    for count, (name, value) in enumerate(FIRST.items(), 1):
        assert phone.post("/t/2/save/", {name: value}).status_code == 204
        assert len(kept(universe)) == count
    assert kept(universe) == {name.removeprefix("item-"): value for name, value in FIRST.items()}


def test_without_script_a_page_is_kept_by_its_button(universe: Universe, phone: Browser) -> None:
    assert phone.post("/t/2/", FIRST)["Location"] == "/t/3/"
    assert kept(universe) == {name.removeprefix("item-"): value for name, value in FIRST.items()}


def test_the_newest_word_counts_until_it_is_sent(universe: Universe, phone: Browser) -> None:
    for value in ("7", "declined", "3"):
        phone.post("/t/2/save/", {"item-embarrassment": value})
    assert kept(universe) == {"embarrassment": "3"}


def test_the_relationship_in_mind_is_kept_for_every_questionnaire_that_asks_it(
    universe: Universe, phone: Browser
) -> None:
    assert phone.post("/t/1/save/", {"basis": "imagined"}).status_code == 204
    responses = Response.objects.filter(occasion__episode=universe.north.waiting.episode)
    assert {response.questionnaire_id: response.basis for response in responses} == {OURS: "imagined", MSQ: "imagined"}


def test_a_blank_is_asked_for_once_and_then_kept_as_blank(universe: Universe, phone: Browser) -> None:
    some = {name: FIRST[name] for name in ("item-embarrassment", "item-avoid-sex")}
    asked = phone.post("/t/2/", some)
    assert asked.status_code == 422
    assert 'name="asked"' in asked.content.decode()
    assert kept(universe) == {"embarrassment": "7", "avoid-sex": "0"}
    assert phone.post("/t/2/", some | {"asked": "yes"})["Location"] == "/t/3/"
    assert kept(universe) == {
        "embarrassment": "7",
        "avoid-sex": "0",
        "pain-interference": AnswerState.BLANK,
        "avoid-touch": AnswerState.BLANK,
    }


def test_a_page_with_nothing_on_it_may_be_left_so(universe: Universe, phone: Browser) -> None:
    assert phone.post("/t/2/", {"sent": ""}).status_code == 422
    assert phone.post("/t/2/", {"asked": "yes"})["Location"] == "/t/3/"
    assert set(kept(universe).values()) == {AnswerState.BLANK}


def test_a_blank_may_still_be_answered(universe: Universe, phone: Browser) -> None:
    phone.post("/t/2/", {"asked": "yes"})
    phone.post("/t/2/", FIRST)
    assert AnswerState.BLANK not in kept(universe).values()


def test_leaving_the_relationship_open_is_asked_once_and_then_goes_on(phone: Browser) -> None:
    assert phone.post("/t/1/", {"sent": ""}).status_code == 422
    assert phone.post("/t/1/", {"asked": "yes"})["Location"] == "/t/2/"
    assert phone.get("/t/")["Location"] == "/t/2/"
    phone.post("/t/2/", FIRST)
    assert phone.get("/t/")["Location"] == "/t/3/"


@pytest.mark.parametrize(
    "value", ["11", "-1", "3.0", " 3", "03", "٣", "1e1", "", "blank", "not shown", "value", "null"]
)
def test_a_value_that_no_button_has_is_no_answer(universe: Universe, phone: Browser, value: str) -> None:
    assert phone.post("/t/2/save/", {"item-embarrassment": value}).status_code == 422
    assert kept(universe) == {}


@pytest.mark.parametrize("basis", ["", "former", "CURRENT", "current "])
def test_a_relationship_that_no_button_has_is_none(universe: Universe, phone: Browser, basis: str) -> None:
    assert phone.post("/t/1/save/", {"basis": basis}).status_code == 422
    assert set(Response.objects.values_list("basis", flat=True)) <= {"", "current"}


def test_items_of_another_page_or_another_questionnaire_are_not_taken(universe: Universe, phone: Browser) -> None:
    sent = {"item-anxiety-1": "3", "item-nothing": "1", "state": "value", "visit": "9", "response": "x"}
    assert phone.post("/t/2/save/", sent).status_code == 422
    assert kept(universe) == {}


@pytest.mark.parametrize(("item", "value"), [("anxiety-1", 3), ("embarrassment", 11), ("embarrassment", -1), ("", 1)])
def test_the_action_itself_refuses_what_does_not_belong_to_the_question(
    universe: Universe, item: str, value: int
) -> None:
    code = enter_code(typed=universe.north.code, network="192.0.2.1")
    ours = next(each for each in open_responses(code=code) if each.questionnaire_id == OURS)
    with pytest.raises(ActionDenied) as refused:
        save_answers(response=ours, given={item: Given(AnswerState.VALUE, value)}, code=code)
    assert str(value) not in str(refused.value)
    assert kept(universe) == {}


def test_a_code_writes_into_its_own_occasion_only(universe: Universe) -> None:
    mine = enter_code(typed=universe.north.code, network="192.0.2.1")
    theirs = enter_code(typed=universe.south.code, network="192.0.2.1")
    (response, *_) = open_responses(code=theirs)
    with pytest.raises(ActionDenied):
        save_answers(response=response, given={"embarrassment": Given(AnswerState.VALUE, 1)}, code=mine)


def test_a_draft_has_no_score_and_no_day(universe: Universe, phone: Browser) -> None:
    phone.post("/t/2/", FIRST)
    drafts = Response.objects.filter(occasion__episode=universe.north.waiting.episode)
    assert {(each.submitted_at, each.answered_on, each.scores.count()) for each in drafts} == {(None, None, 0)}
