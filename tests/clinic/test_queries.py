"""How often a page asks the database: a bound each, which does not grow with the people."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from browsing import Browser, filled, signed_in, visiting
from django.db import connection
from django.test.utils import CaptureQueriesContext
from universe import FOLLOWED_UP, OURS, Care, Place, Universe, build_care, install, on_paper

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.library.questionnaires import current
from reconnect.clinic.people.models import Person
from reconnect.model.occasion import Occasion as Moment

# A lock of the trail is what BEGIN IMMEDIATE is elsewhere: it holds, and asks nothing.
NO_QUESTION = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT", "SELECT pg_advisory_xact_lock")


@contextmanager
def at_most(number: int) -> Iterator[list[str]]:
    """No more queries than that, transactions' own words left out."""
    asked: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield asked
    asked += questions(captured)
    assert 0 < len(asked) <= number, "\n".join(asked)


def queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(questions(captured))


def questions(captured: CaptureQueriesContext) -> list[str]:
    """What was asked."""
    return [query["sql"] for query in captured if not query["sql"].startswith(NO_QUESTION)]


@pytest.fixture(params=["shipped words", "own words"])
def place(request: pytest.FixtureRequest, universe: Universe) -> Place:
    if request.param == "own words":
        install(universe.north.service)
    return universe.north


def answered(place: Place) -> Browser:
    browser = visiting(place.code)
    browser.post("/t/1/", {"basis": "current"})
    for number, questionnaire in enumerate(current(place.service).values(), 2):
        browser.post(f"/t/{number}/", filled(questionnaire, "2"))
    return browser


def test_sending_asks_at_most_15_times(place: Place) -> None:
    browser = answered(place)
    with at_most(15):
        assert browser.post("/done/").status_code == 302


@pytest.mark.parametrize(("page", "number"), [("/t/", 8), ("/t/2/", 8), ("/t/check/", 8), ("/done/", 4), ("/", 3)])
def test_a_page_of_a_visit_asks_little(place: Place, page: str, number: int) -> None:
    browser = answered(place)
    browser.post("/t/2/save/", {"item-embarrassment": "1"})
    with at_most(number):
        browser.get(page)


def test_saving_one_answer_asks_at_most_15_times(place: Place) -> None:
    browser = visiting(place.code)
    with at_most(15):
        assert browser.post("/t/2/save/", {"item-embarrassment": "1"}).status_code == 204


def test_the_caseload_asks_at_most_12_times_and_as_often_for_5_people_as_for_55(universe: Universe) -> None:
    place = universe.south
    clinician = signed_in(place.clinician)
    clinician.get("/staff/people/")
    counts = []
    for people in (5, 55):
        while len(_everyone(place)) < people:
            build_care(place.clinician, "south", name=f"Person {len(_everyone(place))} Example")
        with at_most(12) as asked:
            page = clinician.get("/staff/people/")
        counts.append(len(asked))
        assert page.content.decode().count("Example") >= min(people, 50) - 2
    assert counts[0] == counts[1]
    with at_most(12):
        clinician.post("/staff/people/", {"search": "example person"})
    with at_most(12):
        clinician.post("/staff/people/", {"page": "2"})


def _everyone(place: Place) -> list[object]:
    return list(Person.objects.visible_to(place.clinician).only("pk"))


def test_a_persons_page_asks_as_often_with_one_response_as_with_all_and_their_corrections(place: Place) -> None:
    care: Care = place.answered
    clinician, address = signed_in(place.clinician), f"/staff/people/p/{care.person.pk}/"
    clinician.get(address)
    with at_most(20) as before:
        clinician.get(address)
    for moment, day in ((Moment.POST, care.episode.ended_on), (Moment.FOLLOW_UP, FOLLOWED_UP)):
        on_paper(care.occasions[moment], place.clinician, said=2, answered_on=day)
        on_paper(care.occasions[moment], place.clinician, said=3, answered_on=day, only=OURS)
    with at_most(25) as after:
        clinician.get(address)
    assert len(after) <= len(before) + 4


def test_the_outcomes_ask_as_often_for_many_as_for_few(universe: Universe) -> None:
    place = universe.north
    lead = signed_in(place.staff[Role.LEAD])
    few = queries(lambda: lead.get("/staff/outcomes/"))
    for number in range(15):
        care = build_care(place.clinician, f"north{number}")
        on_paper(care.occasions[Moment.PRE], place.clinician, said=2, answered_on=care.episode.referred_on, only=OURS)
    assert queries(lambda: lead.get("/staff/outcomes/")) <= few <= 28  # three of them to say who cannot have been asked


def test_a_bound_that_is_too_low_is_noticed(universe: Universe) -> None:
    with pytest.raises(AssertionError, match="SELECT"), at_most(1):
        signed_in(universe.north.clinician)
