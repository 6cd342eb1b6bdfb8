"""Whatever arrives at the same moment: sent once, one live response, one open visit, one unbroken trail."""

import time
from functools import partial
from threading import Thread

import pytest
from at_once import at_once
from browsing import filled, signed_in, visiting
from django.db import OperationalError, connections, transaction
from universe import OURS, Care, Place, build_place, code_for, given, on_paper

from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.audit.trail import first_broken
from reconnect.clinic.audit.transaction import BUSY
from reconnect.clinic.library.questionnaires import asked_at, current
from reconnect.clinic.people.actions import add_person
from reconnect.clinic.questionnaires.answering import open_responses, save_answers, submit_responses
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.models import EntryCode, Response, Score
from reconnect.model.occasion import Occasion as Moment

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50


@pytest.fixture
def place(transactional_db: None) -> Place:
    return build_place("north", furnished=False)


def sends(care: Care) -> int:
    """How often the trail says that answers were sent."""
    return AuditEvent.objects.filter(action="submit_responses", target=care.person.target).count()


def test_fifty_clicks_on_send_send_once(place: Place) -> None:
    care = place.waiting
    for sent, moment in enumerate(Moment, 1):
        browser = visiting(code_for(care.occasions[moment], place.clinician))
        for number, questionnaire in enumerate(current(place.service).values(), 2):
            browser.post(f"/t/{number}/", filled(questionnaire, "2"))
        pages = at_once([partial(browser.copy().post, "/done/") for _ in range(MANY)])
        assert {getattr(page, "status_code", page) for page in pages} - {503} <= {200, 302}  # 503: waited too long
        assert sends(care) == sent
        responses = Response.objects.filter(occasion=care.occasions[moment])
        assert [each.submitted_at is not None for each in responses] == [True] * len(asked_at(place.service, moment))
        assert Score.objects.filter(response__in=responses).count() == 4
    assert first_broken(AuditEvent.objects.all()) is None


def test_fifty_times_the_same_action_sends_once(place: Place) -> None:
    code = enter_code(typed=place.code, network="192.0.2.1")
    open_responses(code=code)
    for _ in range(3):
        done = at_once([lambda: submit_responses(code=code)] * MANY)
        # On a machine that has other work some wait too long, and are told so: nothing was done for them.
        assert {repr(each) for each in done} <= {"None", repr(OperationalError(BUSY))}
        assert None in done
    assert sends(place.waiting) == 1


def test_a_code_that_is_entered_on_many_phones_opens_one_visit(place: Place) -> None:
    codes = at_once([lambda: enter_code(typed=place.code, network="192.0.2.1")] * 20)
    visits = [code.visit for code in codes if isinstance(code, EntryCode)]
    assert sorted(visits) == list(range(1, 21))
    assert EntryCode.objects.get(pk=codes[0].pk).visit == 20


def test_an_answer_on_its_way_while_another_tab_sends_is_sent_with_the_others_or_not_kept(place: Place) -> None:
    code = enter_code(typed=place.code, network="192.0.2.1")
    ours = next(each for each in open_responses(code=code) if each.questionnaire_id == OURS)
    outcome: list[Exception] = []

    def send() -> None:
        try:
            submit_responses(code=code)
        except Exception as error:  # noqa: BLE001 asserted below
            outcome.append(error)
        finally:
            connections.close_all()

    sending = Thread(target=send)
    with transaction.atomic():
        save_answers(response=ours, given=given(current(place.service)[OURS], 6), code=code)
        sending.start()
        time.sleep(0.4)
    sending.join()
    assert outcome == []
    assert {score.value for score in Score.objects.filter(response=ours)} == {6}
    assert ours.answers.count() == 4


def test_two_who_type_in_the_same_paper_leave_one_live_response(place: Place) -> None:
    occasion = place.waiting.occasions[Moment.PRE]
    day = place.waiting.episode.referred_on
    done = at_once([lambda: on_paper(occasion, place.clinician, said=4, answered_on=day, only=OURS)] * 8)
    assert [each for each in done if isinstance(each, Exception)] == []
    responses = Response.objects.filter(occasion=occasion, questionnaire_id=OURS)
    assert responses.live().count() == 1
    assert responses.exclude(submitted_at=None).count() == responses.count()
    assert first_broken(AuditEvent.objects.all()) is None


def test_a_visit_that_opens_on_many_phones_at_once_opens_the_same_drafts(place: Place) -> None:
    code = enter_code(typed=place.code, network="192.0.2.1")
    done = at_once([lambda: open_responses(code=code)] * 8)
    assert {tuple(sorted(str(each.pk) for each in drafts)) for drafts in done} == {
        tuple(sorted(str(each.pk) for each in Response.objects.filter(occasion=code.occasion)))
    }


def test_codes_made_at_once_leave_one_that_opens(place: Place) -> None:
    occasion = place.waiting.occasions[Moment.PRE]
    done = at_once([lambda: code_for(occasion, place.clinician)] * 8)
    assert [each for each in done if isinstance(each, Exception)] == []
    assert occasion.codes.filter(withdrawn_at=None).count() == 1


def test_paper_and_sending_at_once_end_in_one_live_response_of_each(place: Place) -> None:
    for moment in Moment:
        occasion = place.waiting.occasions[moment]
        code = enter_code(typed=code_for(occasion, place.clinician), network="192.0.2.1")
        ours = next(each for each in open_responses(code=code) if each.questionnaire_id == OURS)
        save_answers(response=ours, given=given(current(place.service)[OURS], 6), code=code)
        paper = partial(
            on_paper, occasion, place.clinician, said=4, answered_on=place.waiting.episode.referred_on, only=OURS
        )
        done = at_once([paper, partial(submit_responses, code=code)] * 4)
        assert [each for each in done if isinstance(each, Exception)] == []
        live = Response.objects.live().filter(occasion=occasion)
        assert sorted(live.values_list("questionnaire_id", flat=True)) == sorted(asked_at(place.service, moment))
    assert first_broken(AuditEvent.objects.all()) is None


def test_what_many_do_at_once_stands_in_the_trail_in_one_unbroken_row(place: Place) -> None:
    before = AuditEvent.objects.count()
    done = at_once(
        [lambda name=number: add_person(by=place.clinician, name=f"Person {name}") for number in range(MANY)]
    )
    assert [each for each in done if isinstance(each, Exception)] == []
    assert AuditEvent.objects.count() == before + MANY
    assert first_broken(AuditEvent.objects.all()) is None


def test_pages_asked_for_at_once_by_one_browser_are_all_answered(place: Place) -> None:
    browser = visiting(place.code)
    pages = at_once([partial(browser.copy().get, "/t/2/") for _ in range(MANY)])
    assert {getattr(page, "status_code", page) for page in pages} == {200}


@pytest.mark.parametrize("said", [["7"] * 8, list("01234567")], ids=["the same eight times", "eight forms"])
def test_paper_saved_eight_times_at_once_is_saved_once(place: Place, said: list[str]) -> None:
    occasion, browser = place.waiting.occasions[Moment.PRE], signed_in(place.clinician)
    questionnaire = current(place.service)[OURS]
    sent = {"mode": "paper", "basis": "past", "answered_on": "2024-01-08", "live": ""}
    address = f"/staff/people/o/{occasion.pk}/{OURS}/"
    pages = at_once(
        [lambda each=each: browser.copy().post(address, sent | filled(questionnaire, each)) for each in said]
    )
    statuses = sorted(getattr(page, "status_code", repr(page)) for page in pages)
    assert statuses == ([302] * 8 if len(set(said)) == 1 else [302] + [409] * 7)
    assert Response.objects.filter(occasion=occasion, questionnaire_id=OURS).count() == 1
