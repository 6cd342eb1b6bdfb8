"""How answers came: by a code, on paper, by telephone. It stands beside them, and changes nothing they say."""

from datetime import date, timedelta

import pytest
from browsing import filled, signed_in, visiting
from django.db import IntegrityError, transaction
from universe import ENDED, OURS, REFERRED, Universe, given

from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.library.questionnaires import current
from reconnect.clinic.people.actions import end_episode
from reconnect.clinic.questionnaires.actions import record_own_response, record_response
from reconnect.clinic.questionnaires.answering import enter_from_paper
from reconnect.clinic.questionnaires.models import Mode, Response
from reconnect.clinic.reports.outcomes import service_outcomes
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.occasion import Occasion as Moment
from reconnect.model.questionnaire import Use


def typed_in(universe: Universe, mode: str | None, day: date = REFERRED) -> tuple[int, str]:
    """What the form of the paper answers to somebody whose answers came so, and how they then say they came."""
    place = universe.north
    occasion = place.waiting.occasions[Moment.PRE]
    told = {"live": "", "basis": "past", "answered_on": day.isoformat()} | ({"mode": mode} if mode else {})
    sent = filled(current(place.service)[OURS], "4") | told
    page = signed_in(place.clinician).post(f"/staff/people/o/{occasion.pk}/{OURS}/", sent)
    found = Response.objects.filter(occasion=occasion, questionnaire_id=OURS, entered_by=place.clinician).first()
    return page.status_code, found.mode if found else ""


def test_whoever_answers_by_a_code_is_noted_so(universe: Universe) -> None:
    phone = visiting(universe.north.code)
    drafts = Response.objects.filter(occasion=universe.north.waiting.occasions[Moment.PRE])
    assert {each.mode for each in drafts} == {""}  # nothing has come yet
    phone.post("/done/", {"mode": "paper"})
    assert {each.mode for each in drafts.all()} == {"code"}


@pytest.mark.parametrize("mode", ["paper", "telephone"])
def test_staff_say_whether_it_came_on_paper_or_by_telephone(universe: Universe, mode: str) -> None:
    assert typed_in(universe, mode) == (302, mode)
    said = AuditEvent.objects.filter(action__startswith="enter_").last()
    assert said.action == {"paper": "enter_from_paper", "telephone": "enter_by_telephone"}[mode]


@pytest.mark.parametrize("mode", [None, "tablet", "code", "pigeon"])
def test_what_does_not_say_how_it_came_is_not_taken(universe: Universe, mode: str | None) -> None:
    assert typed_in(universe, mode) == (422, "")


def test_the_form_says_what_to_ask_before_a_call_and_shows_how_it_came(universe: Universe) -> None:
    occasion = universe.north.answered.occasions[Moment.PRE]
    clinician, address = signed_in(universe.north.clinician), f"/staff/people/o/{occasion.pk}/{OURS}/"
    page = clinician.get(address).content.decode()
    assert "Are you on your own, and can nobody overhear?" in page
    assert '<input type="radio" name="mode" value="paper" checked>' in page


def test_the_persons_page_says_how_answers_came(universe: Universe) -> None:
    clinician = universe.north.clinician
    care = universe.north.answered
    address = f"/staff/people/p/{care.person.pk}/"
    assert f"typed in from paper by {clinician.name}" in signed_in(clinician).get(address).content.decode()
    questionnaire = current(universe.north.service)[OURS]
    enter_from_paper(
        occasion=care.occasions[Moment.PRE],
        questionnaire=questionnaire,
        given=given(questionnaire, 4),
        basis=None,
        answered_on=REFERRED,
        by=clinician,
        mode=Mode.TELEPHONE,
    )
    assert f"by telephone, typed in by {clinician.name}" in signed_in(clinician).get(address).content.decode()


def test_answers_of_a_day_after_the_window_are_taken_marked_and_left_out(universe: Universe) -> None:
    place = universe.north
    care = place.answered
    occasion, late = care.occasions[Moment.FOLLOW_UP], ENDED + timedelta(days=400)
    end_episode(episode=care.episode, by=place.clinician, on=ENDED)
    before = len(service_outcomes(place.service).readings)
    clinician, address = signed_in(place.clinician), f"/staff/people/o/{occasion.pk}/{OURS}/"
    assert "Answers of another day are taken all the same" in clinician.get(address).content.decode()
    told = {"mode": "telephone", "live": "", "basis": "past", "answered_on": late.isoformat()}
    assert clinician.post(address, filled(current(place.service)[OURS], "4") | told).status_code == 302
    response = Response.objects.get(occasion=occasion, questionnaire_id=OURS)
    assert (response.mode, response.answered_on, response.scores.count()) == ("telephone", late, 4)
    page = clinician.get(f"/staff/people/p/{care.person.pk}/").content.decode()
    assert "Outside its days: left out of reports" in page
    assert len(service_outcomes(place.service).readings) == before


def test_how_answers_came_changes_nothing_in_the_evaluation(universe: Universe) -> None:
    place = universe.north
    before = service_outcomes(place.service)
    responses = Response.objects.filter(person=place.answered.person)
    assert responses.update(mode=Mode.TELEPHONE)
    assert service_outcomes(place.service) == before


def test_what_staff_say_themselves_or_note_in_a_contact_came_in_no_such_way(universe: Universe) -> None:
    place, newest = universe.north, shipped_library().questionnaires.newest
    sure = next(each for each in newest.values() if each.use is Use.CONFIDENCE)
    block = next(each for each in newest.values() if each.use is Use.ASSESSMENT)
    own = record_own_response(member=place.clinician, questionnaire=sure, given={})
    noted = record_response(
        episode=place.answered.episode,
        questionnaire=block,
        given=given(block, AnswerState.DECLINED),
        answered_on=REFERRED,
        by=place.clinician,
    )
    for response in (own, noted):
        response.refresh_from_db()
        assert (response.mode, response.submitted_at is not None) == ("", True)


@pytest.mark.parametrize("mode", ["code", "tablet", "pigeon"])
def test_what_staff_typed_in_did_not_come_by_itself_says_the_database(universe: Universe, mode: str) -> None:
    typed = Response.objects.filter(entered_by=universe.north.clinician, occasion__isnull=False)
    assert typed.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        typed.update(mode=mode)


def test_what_came_by_itself_was_not_typed_in_by_staff_says_the_database(universe: Universe) -> None:
    visiting(universe.north.code).post("/done/")
    sent = Response.objects.filter(mode=Mode.CODE)
    assert sent.exists()
    for mode in (Mode.PAPER, Mode.TELEPHONE):
        with pytest.raises(IntegrityError), transaction.atomic():
            sent.update(mode=mode)
    with pytest.raises(IntegrityError), transaction.atomic():  # a tablet stands in the room, where only occasions open
        sent.update(mode=Mode.TABLET, occasion=None)
