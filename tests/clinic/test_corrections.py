"""What was submitted never changes: a correction stands beside it, and one of them counts."""

import re
from datetime import date, timedelta

import pytest
from browsing import filled, signed_in, visiting
from django.db import IntegrityError, transaction
from django.utils import timezone
from universe import OURS, REFERRED, Universe, code_for, given, on_paper

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.library.questionnaires import current
from reconnect.clinic.questionnaires.answering import enter_from_paper, open_responses, save_answers
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.models import Answer, Response, Score
from reconnect.errors import ActionDenied
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.occasion import Occasion as Moment


@pytest.fixture
def first(universe: Universe) -> Response:
    """What stands there before anything is corrected."""
    return Response.objects.get(occasion=universe.north.answered.occasions[Moment.PRE], questionnaire_id=OURS)


def correct(universe: Universe, said: int = 8, answered_on: date = REFERRED) -> Response:
    occasion = universe.north.answered.occasions[Moment.PRE]
    (response,) = on_paper(occasion, universe.north.clinician, said=said, answered_on=answered_on, only=OURS)
    return response


def paper(said: object, live: Response | None = None) -> dict[str, object]:
    """What the page of the paper sends when it was opened on ``live``."""
    items = filled(shipped_library().questionnaires.newest[OURS], said)
    day = REFERRED.isoformat()
    return items | {"mode": "paper", "basis": "past", "answered_on": day, "live": str(live.pk) if live else ""}


def responses(occasion_id: object) -> list[Response]:
    return list(Response.objects.filter(occasion_id=occasion_id, questionnaire_id=OURS).order_by("submitted_at"))


def checked(page: str) -> dict[str, str]:
    """What is chosen on the page of the paper, and the day and token in it."""
    inputs = re.findall(r"<input [^>]*>", page)
    pairs = [
        (re.search(r'name="([^"]*)"', each)[1], re.search(r'value="([^"]*)"', each)[1])
        for each in inputs
        if "checked" in each or 'type="date"' in each or 'name="live"' in each
    ]
    return dict(pairs)


def test_a_correction_begins_with_what_stands_there(universe: Universe, first: Response) -> None:
    clinician, address = signed_in(universe.north.clinician), f"/staff/people/o/{first.occasion_id}/{OURS}/"
    sent = paper({"embarrassment": "9", "pain-interference": "declined", "avoid-touch": "blank", "avoid-sex": "0"})
    assert clinician.post(address, sent | {"live": str(first.pk)}).status_code == 302
    live = Response.objects.live().get(occasion=first.occasion_id, questionnaire_id=OURS)
    assert checked(clinician.get(address).content.decode()) == sent | {"live": str(live.pk)}


def test_what_was_never_shown_on_the_phone_is_left_open_in_a_correction(universe: Universe) -> None:
    place = universe.north
    phone = visiting(place.code)
    phone.post("/t/2/save/", {"item-embarrassment": "4"})
    phone.post("/done/")
    occasion = place.waiting.occasions[Moment.PRE]
    page = signed_in(place.clinician).get(f"/staff/people/o/{occasion.pk}/{OURS}/").content.decode()
    assert {name for name in checked(page) if name.startswith("item-")} == {"item-embarrassment"}


@pytest.mark.parametrize("correcting", [True, False])
def test_saving_twice_saves_once(universe: Universe, first: Response, *, correcting: bool) -> None:
    occasion = first.occasion if correcting else universe.north.waiting.occasions[Moment.PRE]
    clinician, address = signed_in(universe.north.clinician), f"/staff/people/o/{occasion.pk}/{OURS}/"
    sent = paper("9", live=first if correcting else None)
    before = len(responses(occasion.pk))
    assert [clinician.post(address, sent).status_code for _ in range(3)] == [302] * 3
    assert len(responses(occasion.pk)) == before + 1


def test_answers_that_came_meanwhile_are_not_replaced_unseen_and_what_was_typed_is_kept(
    universe: Universe, first: Response
) -> None:
    one, other = (signed_in(universe.north.staff[role]) for role in (Role.CLINICIAN, Role.LEAD))
    address = f"/staff/people/o/{first.occasion_id}/{OURS}/"
    assert one.post(address, paper("9", live=first)).status_code == 302
    typed = paper("2", live=first)
    page = other.post(address, typed)
    second = responses(first.occasion_id)[-1]
    assert (page.status_code, second.entered_by) == (409, universe.north.clinician)
    assert "Other answers were saved here while this page was open" in page.content.decode()
    assert universe.north.clinician.name in page.content.decode()
    assert checked(page.content.decode()) == typed | {"live": str(second.pk)}
    assert len(responses(first.occasion_id)) == 2

    # What is not complete either stays on what it was opened on, so that it is not forgotten.
    unfinished = other.post(address, {**typed, "item-avoid-sex": ""})
    assert (unfinished.status_code, checked(unfinished.content.decode())["live"]) == (422, str(first.pk))
    assert other.post(address, checked(page.content.decode())).status_code == 302
    assert [each.entered_by for each in responses(first.occasion_id)[1:]] == [
        universe.north.clinician,
        universe.north.staff[Role.LEAD],
    ]


def test_answers_that_the_person_sent_meanwhile_are_not_replaced_unseen(universe: Universe) -> None:
    place = universe.north
    phone, clinician = visiting(place.code), signed_in(place.clinician)
    occasion = place.waiting.occasions[Moment.PRE]
    address = f"/staff/people/o/{occasion.pk}/{OURS}/"
    assert checked(clinician.get(address).content.decode())["live"] == ""  # what is not sent yet may be replaced
    phone.post("/done/")
    page = clinician.post(address, paper("9"))
    assert page.status_code == 409
    assert "sent by the person" in page.content.decode()
    assert len(responses(occasion.pk)) == 1


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
    sent = paper("9", live=first)
    page = signed_in(universe.north.clinician).post(f"/staff/people/o/{first.occasion_id}/{OURS}/", sent)
    assert page.status_code == 302
    live = Response.objects.live().get(occasion=first.occasion, questionnaire_id=OURS)
    assert (live.supersedes_id, live.basis, live.entered_by) == (first.pk, "past", universe.north.clinician)


def test_paper_needs_every_item_or_the_word_that_it_was_left_blank(universe: Universe, first: Response) -> None:
    clinician, address = signed_in(universe.north.clinician), f"/staff/people/o/{first.occasion_id}/{OURS}/"
    sent = paper("9", live=first) | {"basis": ""}
    del sent["item-avoid-sex"]
    assert clinician.post(address, sent).status_code == 422
    assert clinician.post(address, sent | {"item-avoid-sex": "blank"}).status_code == 302
    live = Response.objects.live().get(occasion=first.occasion, questionnaire_id=OURS)
    assert live.answers.get(item_id="avoid-sex").state == AnswerState.BLANK
    assert live.basis == ""


@pytest.mark.parametrize("day", ["", "yesterday", "2024-02-30", "01/02/2024", "9999-01-01", "1899-12-31", "0001-01-01"])
def test_a_paper_without_a_day_or_from_the_future_is_not_taken(universe: Universe, first: Response, day: str) -> None:
    sent = paper("9", live=first) | {"answered_on": day}
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


def test_paper_that_takes_over_a_draft_closes_the_codes_that_led_there(universe: Universe) -> None:
    place = universe.north
    phone = visiting(place.code)
    drawn = re.search(r'name="response" value="([^"]+)"', phone.get("/t/2/").content.decode())[1]
    phone.post("/t/2/", {"item-embarrassment": "7", "response": drawn})
    occasion = place.waiting.occasions[Moment.PRE]
    on_paper(occasion, place.clinician, said=3, answered_on=REFERRED, only=OURS)
    assert phone.get("/t/2/")["Location"] == "/"
    again = visiting(code_for(occasion, place.clinician))
    assert again.post("/t/2/", {"item-anxiety-1": "2", "response": drawn})["Location"] == "/t/"
    assert not Response.objects.live().filter(occasion=occasion, submitted_at=None, answers__isnull=False).exists()


def test_paper_beside_a_code_that_nobody_entered_leaves_it_open(universe: Universe) -> None:
    place = universe.north
    on_paper(place.waiting.occasions[Moment.PRE], place.clinician, said=3, answered_on=REFERRED, only=OURS)
    phone = visiting(place.code)
    assert "anxiety-1" in phone.get("/t/2/").content.decode()
