"""What was submitted never changes: a correction stands beside it, and one of them counts."""

from datetime import date, timedelta

import pytest
from browsing import filled, signed_in
from django.db import IntegrityError, transaction
from django.utils import timezone
from universe import OURS, REFERRED, Universe, code_for, given, on_paper

from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.library.questionnaires import current
from reconnect.clinic.questionnaires.answering import enter_from_paper, open_responses, save_answers
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.models import Answer, Response, Score
from reconnect.errors import ActionDenied
from reconnect.model.answer import AnswerState
from reconnect.model.occasion import Occasion as Moment


@pytest.fixture
def first(universe: Universe) -> Response:
    """What stands there before anything is corrected."""
    return Response.objects.get(occasion=universe.north.answered.occasions[Moment.PRE], questionnaire_id=OURS)


def correct(universe: Universe, said: int = 8, answered_on: date = REFERRED) -> Response:
    occasion = universe.north.answered.occasions[Moment.PRE]
    (response,) = on_paper(occasion, universe.north.clinician, said=said, answered_on=answered_on, only=OURS)
    return response


def test_a_correction_keeps_both_and_says_which_it_replaces(universe: Universe, first: Response) -> None:
    rows = list(first.answers.values()), list(first.scores.values())
    second = correct(universe)
    first.refresh_from_db()
    assert (second.supersedes, first.retracted_at is not None, second.retracted_at) == (first, True, None)
    assert (list(first.answers.values()), list(first.scores.values())) == rows
    assert {score.value for score in second.scores.all()} == {8}
    assert AuditEvent.objects.last().action == "correct_response"


def test_a_correction_may_be_corrected(universe: Universe, first: Response) -> None:
    second = correct(universe)
    third = correct(universe, said=1)
    assert third.supersedes == second
    assert list(Response.objects.live().filter(occasion=first.occasion, questionnaire_id=OURS)) == [third]


def test_one_live_response_is_a_rule_of_the_database(first: Response) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.create(
            service_id=first.service_id,
            person_id=first.person_id,
            occasion_id=first.occasion_id,
            questionnaire_id=OURS,
            version=99,
        )


def test_an_answer_holds_a_value_exactly_when_it_says_so(first: Response) -> None:
    answer = first.answers.first()
    for state, value in ((AnswerState.BLANK, 3), (AnswerState.VALUE, None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.filter(pk=answer.pk).update(state=state, value=value)


def test_the_person_page_shows_both_and_marks_the_one_that_was_replaced(universe: Universe) -> None:
    correct(universe)
    page = signed_in(universe.north.clinician).get(f"/staff/people/p/{universe.north.answered.person.pk}/")
    assert page.content.decode().lower().count("replaced by a correction</span>") == 1


def test_staff_correct_through_the_page_of_the_paper(universe: Universe, first: Response) -> None:
    sent = filled(current(universe.north.service)[OURS], "9") | {"basis": "past", "answered_on": REFERRED.isoformat()}
    page = signed_in(universe.north.clinician).post(f"/staff/people/o/{first.occasion_id}/{OURS}/", sent)
    assert page.status_code == 302
    live = Response.objects.live().get(occasion=first.occasion, questionnaire_id=OURS)
    assert (live.supersedes_id, live.basis, live.entered_by) == (first.pk, "past", universe.north.clinician)


def test_paper_needs_every_item_or_the_word_that_it_was_left_blank(universe: Universe, first: Response) -> None:
    clinician, address = signed_in(universe.north.clinician), f"/staff/people/o/{first.occasion_id}/{OURS}/"
    sent = filled(current(universe.north.service)[OURS], "9") | {"basis": "", "answered_on": REFERRED.isoformat()}
    del sent["item-avoid-sex"]
    assert clinician.post(address, sent).status_code == 422
    assert clinician.post(address, sent | {"item-avoid-sex": "blank"}).status_code == 302
    live = Response.objects.live().get(occasion=first.occasion, questionnaire_id=OURS)
    assert live.answers.get(item_id="avoid-sex").state == AnswerState.BLANK
    assert live.basis == ""


@pytest.mark.parametrize("day", ["", "yesterday", "2024-02-30", "01/02/2024", "9999-01-01", "1899-12-31", "0001-01-01"])
def test_a_paper_without_a_day_or_from_the_future_is_not_taken(universe: Universe, first: Response, day: str) -> None:
    sent = filled(current(universe.north.service)[OURS], "9") | {"basis": "past", "answered_on": day}
    page = signed_in(universe.north.clinician).post(f"/staff/people/o/{first.occasion_id}/{OURS}/", sent)
    assert page.status_code == 422
    assert Response.objects.filter(occasion=first.occasion, questionnaire_id=OURS).count() == 1


def test_the_action_refuses_tomorrow_and_another_service(universe: Universe, first: Response) -> None:
    questionnaire = current(universe.north.service)[OURS]
    told = {"occasion": first.occasion, "questionnaire": questionnaire, "given": given(questionnaire, 1), "basis": None}
    tomorrow = timezone.localdate() + timedelta(days=2)
    for by, day in ((universe.north.clinician, tomorrow), (universe.south.clinician, REFERRED)):
        with pytest.raises(ActionDenied):
            enter_from_paper(by=by, answered_on=day, **told)
    first.refresh_from_db()
    assert first.retracted_at is None


def test_paper_takes_the_place_of_what_was_begun_on_the_phone(universe: Universe) -> None:
    place = universe.north
    code = enter_code(typed=place.code, network="192.0.2.1")
    draft = next(each for each in open_responses(code=code) if each.questionnaire_id == OURS)
    save_answers(response=draft, given=given(current(place.service)[OURS], 1), code=code)
    on_paper(place.waiting.occasions[Moment.PRE], place.clinician, said=7, answered_on=REFERRED, only=OURS)
    live = Response.objects.live().get(occasion=draft.occasion, questionnaire_id=OURS)
    assert {score.value for score in live.scores.all()} == {7}
    with pytest.raises(ActionDenied):
        save_answers(response=draft, given=given(current(place.service)[OURS], 2), code=code)
    assert not Score.objects.filter(response=draft).exists()


def test_a_code_for_what_is_complete_opens_nothing_to_change(universe: Universe, first: Response) -> None:
    text = code_for(first.occasion, universe.north.clinician)
    code = enter_code(typed=text, network="192.0.2.1")
    opened = next(each for each in open_responses(code=code) if each.questionnaire_id == OURS)
    assert opened == first
    with pytest.raises(ActionDenied):
        save_answers(response=opened, given=given(current(universe.north.service)[OURS], 1), code=code)
