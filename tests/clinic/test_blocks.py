"""Blocks of the assessment: each may be left out and come back to, and nothing that was told is lost."""

from datetime import date
from functools import partial

import pytest
from at_once import at_once
from block_forms import DAY, everything, field, first_scale, form, newest_response, page_of
from browsing import signed_in
from rooms.asking import block
from universe import Care, Universe, build_place, code_for

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.asking.actions import open_block
from reconnect.clinic.asking.models import Reason
from reconnect.clinic.asking.presenters import asking_page
from reconnect.clinic.asking.queries import blocks
from reconnect.clinic.questionnaires.actions import open_tool
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.errors import ActionDenied
from reconnect.model.answer import AnswerState
from reconnect.model.questionnaire import Item, ItemKind

pytestmark = pytest.mark.furnished


READINESS = next(number for number, each in enumerate(blocks(), 1) if each.id == "assessment-readiness")


def card(care: Care, number: int) -> object:
    page = asking_page(care.person)
    return next(each for each in (*page.cards, *page.locked) if each.number == number)


@pytest.mark.parametrize("number", range(1, len(blocks()) + 1))
def test_every_block_can_be_left_for_later_and_come_back_to(universe: Universe, number: int) -> None:
    care, browser, found = universe.north.waiting, signed_in(universe.north.clinician), block(number)
    if found.locked:
        open_block(person=care.person, block=found, reason=Reason.THEY_WISH, by=universe.north.clinician)
    assert browser.post(page_of(care, number), form(later="yes")).status_code == 302
    left = card(care, number)
    assert (left.told_on, left.left_on, left.answered) == (None, date(2024, 3, 1), 0)
    assert browser.get(page_of(care, number)).status_code == 200
    assert browser.post(page_of(care, number), form(everything(found), answered_on="2024-03-08")).status_code == 302
    told_now = card(care, number)
    assert (told_now.told_on, told_now.left_on) == (date(2024, 3, 8), None)
    assert (told_now.answered, told_now.of) == (len(found.items), len(found.items))


@pytest.mark.parametrize("item", block(READINESS).items, ids=lambda item: item.id)
def test_every_question_can_be_answered_alone_and_the_others_are_not_zero(universe: Universe, item: Item) -> None:
    care, found = universe.north.waiting, block(READINESS)
    answers = {field(item): everything(found)[field(item)]}
    signed_in(universe.north.clinician).post(page_of(care, READINESS), form(answers))
    answers = {each.item_id: each for each in newest_response(care, found).answers.all()}
    others = [answers[each.id] for each in found.items if each != item]
    assert answers[item.id].state == AnswerState.VALUE
    assert {(each.state, each.value, each.text) for each in others} == {(AnswerState.NOT_SHOWN, None, None)}
    assert card(care, READINESS).answered == 1


def test_what_they_would_rather_not_say_is_kept_as_that(universe: Universe) -> None:
    care, found = universe.north.waiting, block(READINESS)
    scale = first_scale(found)
    browser = signed_in(universe.north.clinician)
    browser.post(page_of(care, READINESS), form({field(scale): "declined"}))
    assert newest_response(care, found).answers.get(item_id=scale.id).state == AnswerState.DECLINED
    assert (card(care, READINESS).answered, card(care, READINESS).unsaid) == (0, 1)
    assert "would rather not say" in browser.get(f"/staff/asking/p/{care.person.pk}/").content.decode()


def test_a_form_without_any_answer_is_not_saved_and_says_what_to_do(universe: Universe) -> None:
    care = universe.north.waiting
    page = signed_in(universe.north.clinician).post(page_of(care), form())
    assert page.status_code == 422
    assert "Leave for later" in page.content.decode()
    assert f'value="{DAY}"' in page.content.decode()
    assert not care.person.responses.exists()


@pytest.mark.parametrize("day", ["", "2999-01-01", "1800-01-01", "yesterday"])
def test_a_day_that_cannot_be_meant_is_refused_and_nothing_that_was_typed_is_lost(universe: Universe, day: str) -> None:
    care, found = universe.north.waiting, block()
    page = signed_in(universe.north.clinician).post(page_of(care), form(everything(found), answered_on=day))
    assert page.status_code == 422
    text = page.content.decode()
    assert "Give the day on which it was told" in text
    assert text.count("Some words</textarea>") == sum(item.kind is ItemKind.TEXT for item in found.items)
    assert text.count(" checked") == sum(item.kind is not ItemKind.TEXT for item in found.items)
    assert not care.person.responses.exists()


def test_what_was_told_stands_beside_the_question_with_its_day_and_is_not_filled_in(universe: Universe) -> None:
    care, browser, found = universe.north.waiting, signed_in(universe.north.clinician), block(READINESS)
    answers = {field(item): "Canarywords" for item in found.items if item.kind is ItemKind.TEXT}
    browser.post(page_of(care, READINESS), form(answers | {field(first_scale(found)): "7"}))
    page = browser.get(page_of(care, READINESS)).content.decode()
    assert page.count("Canarywords") == len(answers)
    assert "Canarywords</textarea>" not in page
    assert page.count('Told on <time datetime="2024-03-01">') == len(answers) + 1
    assert not any("checked" in line and 'value="7"' in line for line in page.splitlines())


def test_an_earlier_answer_stays_when_another_is_told(universe: Universe) -> None:
    care, browser, found = universe.north.waiting, signed_in(universe.north.clinician), block(READINESS)
    scale = first_scale(found)
    for said, day in (("3", "2024-03-01"), ("6", "2024-04-01")):
        browser.post(page_of(care, READINESS), form({field(scale): said}, answered_on=day))
    values = [each.answers.get(item_id=scale.id).value for each in care.person.responses.order_by("answered_on")]
    assert values == [3, 6]
    ruler = asking_page(care.person).rulers[0]
    assert (ruler.told.value, ruler.times) == (6, 2)


def test_a_ruler_that_was_never_answered_says_so_and_is_no_zero(universe: Universe) -> None:
    care = universe.north.waiting
    page = signed_in(universe.north.clinician).get(f"/staff/asking/p/{care.person.pk}/").content.decode()
    assert {each.told for each in asking_page(care.person).rulers} == {None}
    assert page.count("<td>not asked</td>") == 3
    assert page.count("n = 0") == 3


def test_the_relationship_in_mind_is_kept_where_a_block_asks_for_it(
    universe: Universe, monkeypatch: pytest.MonkeyPatch
) -> None:
    care, browser = universe.north.waiting, signed_in(universe.north.clinician)
    answers = {field(first_scale(block(READINESS))): "5"}
    browser.post(page_of(care, READINESS), form(answers, basis="past"))
    assert newest_response(care, block(READINESS)).basis == ""  # this one does not ask
    object.__setattr__(block(READINESS), "asks_basis", True)
    try:
        assert "Which relationship do they have in mind?" in browser.get(page_of(care, READINESS)).content.decode()
        browser.post(page_of(care, READINESS), form(answers, basis="past", answered_on="2024-03-02"))
    finally:
        object.__setattr__(block(READINESS), "asks_basis", False)
    response = newest_response(care, block(READINESS))
    assert response.basis == "past"
    assert "A past relationship" in browser.get(f"/staff/asking/r/{response.pk}/").content.decode()


def test_a_form_that_is_sent_twice_is_saved_once(universe: Universe) -> None:
    care, browser, sent = universe.north.waiting, signed_in(universe.north.clinician), form(everything(block()))
    pages = [browser.post(page_of(care), sent) for _ in range(2)]
    assert {page["Location"] for page in pages} == {f"/staff/asking/r/{sent['token']}/"}
    assert care.person.responses.count() == 1


def test_a_token_of_somebody_elses_answers_saves_nothing_and_tells_nothing(universe: Universe) -> None:
    taken = universe.south.answered.person.responses.first()
    page = signed_in(universe.north.clinician).post(
        page_of(universe.north.waiting), form(everything(block()), token=str(taken.pk))
    )
    assert page.status_code == 404
    assert not universe.north.waiting.person.responses.exists()


@pytest.mark.django_db(transaction=True)
def test_what_two_members_save_at_once_is_kept_twice() -> None:
    place = build_place("north", furnished=False)
    browsers = [signed_in(place.clinician), signed_in(place.staff[Role.LEAD])]
    scale = first_scale(block(READINESS))
    jobs = [
        partial(each.post, page_of(place.waiting, READINESS), form({field(scale): said}))
        for each, said in zip(browsers, ("2", "8"), strict=True)
    ]
    assert [page.status_code for page in at_once(jobs)] == [302, 302]
    values = [each.answers.get(item_id=scale.id).value for each in place.waiting.person.responses.all()]
    assert sorted(values) == [2, 8]


def test_a_code_for_an_occasion_asks_no_block(universe: Universe) -> None:
    care = universe.north.waiting
    code = enter_code(typed=code_for(next(iter(care.occasions.values())), universe.north.clinician), network="::1")
    with pytest.raises(ActionDenied, match="opens no tools"):
        open_tool(code=code, questionnaire=block())
