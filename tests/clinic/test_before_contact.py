"""One page before a contact: what it knows, where that came from, and the question that it offers."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from browsing import signed_in
from test_queries import at_most
from universe import Care, Place, Universe

from reconnect.clinic.asking.actions import record_block, record_permission
from reconnect.clinic.asking.models import Said
from reconnect.clinic.care.actions.contacts import record_contact
from reconnect.clinic.care.actions.events import record_event
from reconnect.clinic.care.encounter import Encounter
from reconnect.clinic.care.models import Attendance, Barrier
from reconnect.clinic.desk.course import course_of
from reconnect.clinic.desk.one_page import Change, OnePage, Stand, one_page
from reconnect.clinic.followup.actions.silencing import stop_for, take_stop_back
from reconnect.clinic.followup.models import WhyStop
from reconnect.clinic.partners.actions.partner import add_partner, end_partner, record_involvement
from reconnect.clinic.partners.queries import partner_of
from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.actions.lines import add_technique
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.questionnaires.actions import open_tool, record_response, send_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.safety.actions import report_concern
from reconnect.model.answer import AnswerState
from reconnect.model.fact import Fact
from reconnect.model.flag_kind import FlagKind
from reconnect.model.load import shipped_library

pytestmark = pytest.mark.furnished

Do = Callable[[Place, Care, date], object]


def page_of(care: Care, today: date) -> OnePage:
    return one_page(course_of(care.person, care.episode, today))


def suggested(care: Care, today: date) -> str:
    return page_of(care, today).offered.suggestion.id


def told(place: Place, care: Care, name: str, day: date, **said: int | str) -> None:
    questionnaire = shipped_library().questionnaires.newest[name]
    given = {
        item.replace("_", "-"): Given(AnswerState.VALUE, value)
        if isinstance(value, int)
        else Given(AnswerState.VALUE, text=value)
        for item, value in said.items()
    }
    record = record_block if name.startswith("assessment") else record_response
    named = {"block" if record is record_block else "questionnaire": questionnaire}
    record(episode=care.episode, given=given, answered_on=day, by=place.clinician, **named)


def asked(place: Place, care: Care, today: date, answer: Said = Said.YES, again: date | None = None) -> None:
    record_permission(
        episode=care.episode,
        answer=answer,
        said_on=today - timedelta(days=30),
        at_first_visit=True,
        ask_again_on=again,
        by=place.clinician,
    )


def met(place: Place, care: Care, day: date, *, came: bool = True, in_group: bool = False) -> None:
    attendance = Attendance.ATTENDED if came else Attendance.DID_NOT_ATTEND
    record_contact(
        episode=care.episode,
        told=Encounter(
            held_on=day, attendance=attendance, person_present=came, leaders=(place.clinician,), in_group=in_group
        ),
        by=place.clinician,
    )


def tried(place: Place, care: Care, day: date, **said: int) -> None:
    told(place, care, "worksheet-sensate-focus", day, **said)


# What happened, on top of "yes" a month ago and a contact a week ago; and what is then suggested.
AFTER: dict[str, tuple[Do, str]] = {
    "nothing else": (lambda *_: None, "make-sense-together"),
    "a concern": (
        lambda place, care, _: report_concern(
            person=care.person, kind=FlagKind.MEDICAL, heard="Something", by=place.clinician
        ),
        "safety-first",
    ),
    "a bereavement last month": (
        lambda place, care, today: record_event(
            person=care.person, kind=Barrier.BEREAVEMENT, began_on=today - timedelta(days=30), by=place.clinician
        ),
        "just-listen-after-a-loss",
    ),
    "a bereavement last year": (
        lambda place, care, today: record_event(
            person=care.person, kind=Barrier.BEREAVEMENT, began_on=today - timedelta(days=91), by=place.clinician
        ),
        "make-sense-together",
    ),
    "a try that hurt and flared": (
        lambda place, care, today: tried(place, care, today, helpful=2, flare=1),
        "just-listen-after-a-hard-time",
    ),
    "a try that flared": (lambda place, care, today: tried(place, care, today, helpful=1, flare=2), "after-a-flare"),
    "a try that was harder": (
        lambda place, care, today: tried(place, care, today, helpful=2, flare=0),
        "after-an-unhelpful-week",
    ),
    "a try that was harder, before the last contact": (
        lambda place, care, today: tried(place, care, today - timedelta(days=8), helpful=2, flare=0),
        "make-sense-together",
    ),
    "a flare-up that goes on": (
        lambda place, care, today: record_event(
            person=care.person, kind=Barrier.FLARE_UP, began_on=today - timedelta(days=20), by=place.clinician
        ),
        "after-a-flare",
    ),
    "not there yesterday": (
        lambda place, care, today: met(place, care, today - timedelta(days=1), came=False),
        "after-a-missed-contact",
    ),
    "an operation": (
        lambda place, care, today: record_event(
            person=care.person, kind=Barrier.SURGERY, began_on=today, by=place.clinician
        ),
        "something-new-in-life",
    ),
    "a question for the prescriber": (
        lambda place, care, today: told(place, care, "worksheet-medication-management", today, ask="May I ask?"),
        "a-question-about-medicines",
    ),
    "a partner": (
        lambda place, care, _: add_partner(person=care.person, name="Somebody", by=place.clinician),
        "see-alone-first",
    ),
    "matters much, and unsure": (
        lambda place, care, today: told(place, care, "assessment-readiness", today, importance=6, confidence=4),
        "important-and-unsure",
    ),
    "matters little": (
        lambda place, care, today: told(place, care, "assessment-readiness", today, importance=3, confidence=2),
        "not-so-important",
    ),
}


@pytest.mark.parametrize(("do", "expected"), AFTER.values(), ids=AFTER)
def test_what_happened_leads_to_the_question(universe: Universe, do: Do, expected: str) -> None:
    place, care = universe.north, universe.north.waiting
    today = today_of(place.service)
    asked(place, care, today)
    met(place, care, today - timedelta(days=7))
    do(place, care, today)
    assert suggested(care, today) == expected


def test_nobody_asked_and_what_they_answer_decides_first(universe: Universe) -> None:
    place, care = universe.north, universe.north.waiting
    today = today_of(place.service)
    assert suggested(care, today) == "ask-permission"
    asked(place, care, today, Said.NOT_NOW, again=today + timedelta(days=1))
    assert suggested(care, today) == "what-matters-now"
    assert suggested(care, today + timedelta(days=1)) == "ask-gently-again"
    asked(place, care, today, Said.NO)
    assert suggested(care, today) == "their-time"


def test_a_refused_ruler_is_no_number(universe: Universe) -> None:
    place, care = universe.north, universe.north.waiting
    today = today_of(place.service)
    block = shipped_library().questionnaires.newest["assessment-readiness"]
    given = {"importance": Given(AnswerState.DECLINED), "confidence": Given(AnswerState.VALUE, 0)}
    record_block(episode=care.episode, block=block, given=given, answered_on=today, by=place.clinician)
    known = {each.item.id: each.value for each in page_of(care, today).rulers}
    assert known == {"importance": None, "confidence": 0}


def test_a_try_sent_from_home_stands_on_the_page_at_once_and_nowhere_twice(universe: Universe) -> None:
    place, care = universe.north, universe.north.waiting
    today = today_of(place.service)
    add_technique(episode=care.episode, technique_id="sensate-focus", added_on=today, by=place.clinician)
    code = enter_code(typed=issue_home_code(episode=care.episode, by=place.clinician).text, network="192.0.2.1")
    response = open_tool(code=code, questionnaire=shipped_library().questionnaires.newest["worksheet-sensate-focus"])
    save_answers(response=response, given={"helpful": Given(AnswerState.VALUE, 0)}, code=code)
    assert [practice.latest for practice in page_of(care, today).practices] == [None]
    send_tool(code=code, response=response)
    page = page_of(care, today)
    assert [practice.latest.response.pk for practice in page.practices] == [response.pk]
    assert suggested(care, today) != "still-right"


def test_every_statement_leads_to_a_page_that_is_there(universe: Universe) -> None:
    place = universe.north
    browser = signed_in(place.clinician)
    page = browser.get(f"/staff/people/p/{place.answered.person.pk}/before/").content.decode()
    statements = re.findall(r"<li>.*?</li>", page.partition('class="one-page"')[2], re.DOTALL)
    scores = re.findall(r'<td><a class="from".*?</td>', page, re.DOTALL)
    assert len(statements) > 8
    assert scores
    for statement in [*statements, *scores]:
        places = re.findall(r'href="([^"]+)"', statement)
        assert places, statement
        for address in places:
            assert browser.get(address).status_code == 200, address


def test_what_the_suggestion_rests_on_is_linked(universe: Universe) -> None:
    place, care = universe.north, universe.north.waiting
    today = today_of(place.service)
    asked(place, care, today)
    tried(place, care, today, helpful=2, flare=1)
    offered = page_of(care, today).offered
    assert {fact for fact, _ in offered.met} == {Fact.UNHELPFUL_WEEK, Fact.FLARE}
    browser = signed_in(place.clinician)
    page = browser.get(f"/staff/people/p/{care.person.pk}/before/").content.decode()
    card = page.partition('id="ask"')[2].partition("</section>")[0]
    assert len(re.findall(r'href="/staff/plan/', card)) == 2


def test_a_change_has_both_its_days_and_its_direction(universe: Universe) -> None:
    place, care = universe.north, universe.north.answered
    page = page_of(care, today_of(place.service))
    assert page.changes
    for change in page.changes:
        assert change.start is not None
        assert change.later is None
        assert change.points is None
        assert change.word == ""


def stand(basis: str, response: int = 0) -> Stand:
    return Stand(5, "Before", date(2026, 1, response + 1), uuid4(), basis, stand_in=False)


@pytest.mark.parametrize(
    ("first", "second", "another"),
    [
        ("current", "past", True),
        ("current", "current", False),
        ("current", "prefer not to say", False),
        ("", "imagined", False),
    ],
)
def test_a_change_says_where_another_relationship_was_in_mind(first: str, second: str, *, another: bool) -> None:
    scoring = shipped_library().questionnaires.newest["interference-and-avoidance"].measures[0]
    assert Change(scoring, stand(first), stand(second, 1)).another_in_mind is another


def test_a_missed_contact_stands_beside_the_last_one_they_came_to(universe: Universe) -> None:
    place, care = universe.north, universe.north.waiting
    today = today_of(place.service)
    address = f"/staff/people/p/{care.person.pk}/before/"
    browser = signed_in(place.clinician)
    assert "No contact has taken place yet. " in browser.get(address).content.decode()
    assert "on, the day of the referral." in browser.get(address).content.decode()
    met(place, care, today - timedelta(days=9), came=False)
    met(place, care, today - timedelta(days=8))
    met(place, care, today - timedelta(days=1), came=False)
    page = browser.get(address).content.decode()
    assert "They came last on" in page
    assert page.count("Did not attend: ") == 1
    assert "on, their last contact." in page


def test_a_partner_may_be_involved_only_while_that_still_counts(universe: Universe) -> None:
    place, care = universe.north, universe.north.waiting
    today = today_of(place.service)
    browser = signed_in(place.clinician)
    address = f"/staff/people/p/{care.person.pk}/before/"
    partner = add_partner(person=care.person, name="Somebody", by=place.clinician)
    seen = {"partner_seen_alone": True, "safe": True, "found_on": today, "by": place.clinician}
    record_involvement(partner=partner, person_seen_alone=True, **seen | {"safe": False})
    assert "A partner may be involved" not in browser.get(address).content.decode()
    record_involvement(partner=partner, person_seen_alone=True, **seen)
    assert "A partner may be involved" in browser.get(address).content.decode()
    report_concern(person=care.person, kind=FlagKind.ABUSE, heard="Something", by=place.clinician)
    page = browser.get(address).content.decode()
    assert "A partner may be involved" not in page
    assert "not to be involved until somebody has looked again" in page


def test_before_a_contact_about_somebody_who_died_nothing_is_offered_to_ask(universe: Universe) -> None:
    place, care = universe.north, universe.north.answered
    browser, address = signed_in(place.clinician), f"/staff/people/p/{care.person.pk}/before/"
    stop = stop_for(person=care.person, why=WhyStop.DECLINED, on=today_of(place.service), by=place.clinician)
    assert "One question you may ask" in browser.get(address).content.decode()
    take_stop_back(stop=stop, by=place.clinician)
    stop_for(person=care.person, why=WhyStop.DIED, on=today_of(place.service), by=place.clinician)
    with at_most(25):
        page = browser.get(address).content.decode()
    assert "One question you may ask" not in page
    assert "They died, so this page offers no question." in page
    assert page.count("<strong>They died.</strong>") == 1


def test_the_page_asks_at_most_25_times_however_long_the_course(universe: Universe) -> None:
    place, care = universe.north, universe.north.answered
    browser = signed_in(place.clinician)
    today = today_of(place.service)
    address = f"/staff/people/p/{care.person.pk}/before/"
    browser.get(address)
    with at_most(25):
        assert browser.get(address).status_code == 200
    for day in range(40):
        met(place, care, today - timedelta(days=day), in_group=True)
        tried(place, care, today - timedelta(days=day), helpful=1)
    with at_most(25):
        assert browser.get(address).status_code == 200
    partner = partner_of(care.person)
    assert partner is not None
    end_partner(partner=partner, by=place.clinician)
    with at_most(25):
        assert browser.get(address).status_code == 200


@pytest.mark.parametrize("kind", [FlagKind.ABUSE, FlagKind.MEDICAL])
def test_a_partner_found_safe_is_held_back_by_what_was_told_since(universe: Universe, kind: FlagKind) -> None:
    place, care = universe.north, universe.north.waiting
    today = today_of(place.service)
    partner = add_partner(person=care.person, name="Somebody", by=place.clinician)
    record_involvement(partner=partner, person_seen_alone=True, safe=True, found_on=today, by=place.clinician)
    assert course_of(care.person, care.episode, today).may_take_part
    report_concern(person=care.person, kind=kind, heard="Something", by=place.clinician)
    assert course_of(care.person, care.episode, today).may_take_part is (kind is not FlagKind.ABUSE)
    page = signed_in(place.clinician).get(f"/staff/people/p/{care.person.pk}/before/").content.decode()
    assert ("until somebody has looked again" in page) is (kind is FlagKind.ABUSE)
