"""The pages of groups and of follow-up ask the database little, and as often for many people as for few."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from browsing import Browser, signed_in
from grouping import ABSENT, CAME, held, session_of, with_people
from test_queries import at_most
from universe import OURS, Place, Universe, build_care, on_paper

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.followup.actions.channels import confirm_channel
from reconnect.clinic.followup.actions.reasons import record_not_answered
from reconnect.clinic.followup.models import Reason
from reconnect.clinic.groups.models import Group
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.people.days import today_of
from reconnect.model.occasion import Occasion as Moment

MOST = 25
Pages = tuple[str, ...]


@pytest.fixture
def place(universe: Universe) -> Place:
    return universe.north


@pytest.fixture
def browser(place: Place) -> Browser:
    """A lead's, who may open them all."""
    browser = signed_in(place.staff[Role.LEAD])
    browser.get("/staff/groups/")
    return browser


def group_of(place: Place, people: int, name: str) -> Group:
    """One session held, with an absence, and others to come."""
    group, members = with_people(place, people, name)
    there = {each: CAME if number else ABSENT for number, each in enumerate(members)}
    held(session_of(group), place.clinician, there)
    return group


def pages_of(group: Group) -> Pages:
    """Its run desk before and after it was recorded, its page, and the list."""
    recorded, to_come = session_of(group), session_of(group, 2)
    ids = (f"s/{to_come.pk}", f"s/{recorded.pk}", f"g/{group.pk}")
    return (*(f"/staff/groups/{each}/" for each in ids), "/staff/groups/")


def asked(browser: Browser, pages: Pages) -> list[int]:
    counts = []
    for page in pages:
        with at_most(MOST) as queries:
            assert browser.get(page).status_code == 200
        counts.append(len(queries))
    return counts


def test_a_run_desk_asks_at_most_25_times_and_as_often_for_3_people_as_for_10(place: Place, browser: Browser) -> None:
    few = asked(browser, pages_of(group_of(place, 3, "Link 7")))
    many = asked(browser, pages_of(group_of(place, 10, "Link 8")))
    assert few == many


def due(place: Place, number: int) -> None:
    """Somebody whose end is open to answer, with a channel, a word on why not, and one questionnaire of two."""
    by, today = place.clinician, today_of(place.service)
    days = {"started_on": today - timedelta(days=60), "ended_on": today - timedelta(days=35)}
    care = build_care(by, f"northdue{number}", name=f"Person {number} Example", **days)
    address = f"person{number}@example.invalid"
    confirm_channel(person=care.person, channel=Channel.EMAIL, address=address, confirmed_on=today, by=by)
    record_not_answered(occasion=care.occasions[Moment.POST], reason=Reason.TOO_BUSY, said_on=today, by=by)
    on_paper(care.occasions[Moment.POST], by, said=5, answered_on=today, only=OURS)


def listed(browser: Browser, page: str, count: Callable[[str], int]) -> tuple[int, int]:
    """How often the page asked, and what it shows of it."""
    with at_most(MOST) as queries:
        response = browser.get(page)
    assert response.status_code == 200
    return len(queries), count(response.content.decode())


@pytest.mark.parametrize("page", ["/staff/follow-up/", "/staff/outcomes/completion/"])
def test_a_list_of_follow_up_asks_at_most_25_times_and_as_often_for_many(
    place: Place, browser: Browser, page: str
) -> None:
    for number in range(2):
        due(place, number)
    browser.get(page)
    few, shown = listed(browser, page, len)
    for number in range(2, 14):
        due(place, number)
    many, more = listed(browser, page, len)
    assert (few, shown < more) == (many, True)
