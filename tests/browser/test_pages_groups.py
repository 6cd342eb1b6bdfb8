"""A group of four on a tablet: two sessions, one absence made up for, and one who leaves; the same without script."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
TABLET = 768
PEOPLE = ("Sorrel Example", "Teasel Example", "Yarrow Example", "Vetch Example")

FOUR = """
from datetime import timedelta
from django.utils import timezone
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.actions import add_person, open_episode, record_agreement
by = Member.objects.get(email="clinician@example.invalid")
today = timezone.now().date()
for name in sys.argv[1:]:
    person = add_person(by=by, name=name)
    episode = open_episode(person=person, by=by, referred_on=today - timedelta(days=60))
    record_agreement(person=person, by=by, agreed=True, said_on=today)
    print(episode.id)
"""
DOSE = """
from reconnect.clinic.accounts.models import Service
from reconnect.clinic.reports.outcomes import service_outcomes
outcomes = service_outcomes(Service.objects.get())
for episode in sys.argv[1:]:
    person = next(each for each in outcomes.participants if each.id == episode)
    print(person.cohort_id, person.sessions, sum(each.minutes for each in outcomes.dose if each.person_id == episode))
"""


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_group_from_its_roster_to_two_sessions_with_one_who_leaves(
    visit: Visit, live_clinic: "LiveClinic", *, script: bool
) -> None:
    mark = "spring" if script else "autumn"
    names = [f"{name} {mark.title()}" for name in PEOPLE]
    episodes = live_clinic.run(FOUR, *names).split()
    facilitator = visit(TABLET, java_script_enabled=script)
    facilitator.goto("/demo/clinician/")

    given_a_group(facilitator, f"Link {mark}")
    given_four_people(facilitator, mark, names)

    when_a_session_is_recorded(facilitator, 1, dict.fromkeys(names, "Attended"))
    when_a_session_is_recorded(facilitator, 2, dict.fromkeys(names, "Attended") | {names[1]: "Did not attend"})
    then_a_form_that_is_not_complete_loses_nothing(facilitator, names)
    when_it_is_made_up_for(facilitator, names[1])
    when_somebody_leaves(facilitator, names[3])

    page = facilitator.page
    expect(page.get_by_role("row", name=re.compile(names[1]))).to_contain_text("did not attend")
    expect(page.get_by_role("row", name=re.compile(names[1]))).to_contain_text("made up")
    expect(page.get_by_role("row", name=re.compile(names[3]))).to_contain_text("Time, work or travel")
    facilitator.passes(f"Link {mark}")
    all_of_it, made_up = (line.rsplit(" ", 2) for line in live_clinic.run(DOSE, *episodes[:2]).splitlines())
    assert all_of_it[:2] == made_up[:2] == [f"Link {mark}", "2"]
    assert 0 < int(made_up[2]) < int(all_of_it[2])


def test_a_line_that_drops_while_a_session_is_saved_loses_nothing(visit: Visit, live_clinic: "LiveClinic") -> None:
    names = [f"{name} Winter" for name in PEOPLE[:2]]
    live_clinic.run(FOUR, *names)
    facilitator = visit(TABLET)
    facilitator.goto("/demo/clinician/")
    given_a_group(facilitator, "Link winter")
    given_four_people(facilitator, "winter", names)
    page = facilitator.page
    page.get_by_role("link", name="Session 1", exact=True).click()
    person = page.get_by_role("group", name=names[0])
    person.get_by_label("Note for their record").fill("Words typed in the room")
    facilitator.context.set_offline(True)
    page.get_by_role("button", name="Record this session").click()
    expect(page.get_by_text("There is no connection now.")).to_be_visible()
    expect(person.get_by_label("Note for their record")).to_have_value("Words typed in the room")
    facilitator.context.set_offline(False)
    expect(page.get_by_text("There is no connection now.")).to_be_hidden()

    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="To the group").click()
    expect(person.get_by_label("Note for their record")).to_have_value("Words typed in the room")
    assert asked == ["beforeunload"]
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="To the group").click()
    expect(page.get_by_role("heading", name="Sessions")).to_be_visible()


def given_a_group(facilitator: "Visitor", name: str) -> None:
    page = facilitator.goto("/staff/groups/")
    page.get_by_role("link", name="New group").click()
    page.get_by_label("Link: 7 sessions").check()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("First session on").fill((day() - timedelta(days=20)).isoformat())
    page.get_by_label("Who it is for").fill("Everybody. There is a place for trans and non-binary people.")
    for member in ("Psychologist Sample", "Physiotherapist Sample"):
        page.get_by_label(member).check()
    page.get_by_label("Goes with somebody who needs to leave the room").select_option(label="Lead Sample, medicine")
    facilitator.passes("New group")
    page.get_by_role("button", name="Make this group").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def given_four_people(facilitator: "Visitor", mark: str, names: list[str]) -> None:
    page = facilitator.page
    page.get_by_role("link", name="Add people").click()
    page.get_by_label("Find by name or number").fill(mark)
    page.get_by_role("button", name="Find").click()
    for name in names:
        page.get_by_label(name).check()
    facilitator.passes(f"Add people to Link {mark}")
    page.get_by_role("button", name="Add those who are ticked").click()
    expect(page.get_by_role("heading", name=f"In the group: {len(names)}")).to_be_visible()


def when_a_session_is_recorded(facilitator: "Visitor", number: int, came: dict[str, str]) -> None:
    page = facilitator.page
    group = page.get_by_role("heading", level=1).text_content()
    page.get_by_role("link", name=f"Session {number}", exact=True).click()
    expect(page.get_by_role("heading", name="Say this first, to everybody")).to_be_visible()
    parts = page.locator(".sheet > li")
    for index in range(parts.count()):
        parts.nth(index).get_by_role("checkbox").check()
    parts.first.get_by_role("spinbutton").fill("12")
    for name, how in came.items():
        page.get_by_role("group", name=name).get_by_label(how, exact=True).check()
    first = page.get_by_role("group", name=next(iter(came)))
    first.get_by_label("Late by, minutes").fill("5")
    first.get_by_label("Note for their record").fill("Asked for a chair with arms.")
    facilitator.passes(f"{group}, session {number}")
    page.get_by_role("button", name="Record this session").click()
    expect(page.get_by_role("heading", name="What was done")).to_be_visible()
    expect(page.get_by_text("12 minutes")).to_be_visible()
    expect(page.get_by_text("Asked for a chair")).to_have_count(0)
    facilitator.passes(f"{group}, session {number}")
    page.get_by_role("link", name="To the group").click()


def then_a_form_that_is_not_complete_loses_nothing(facilitator: "Visitor", names: list[str]) -> None:
    page = facilitator.page
    page.get_by_role("link", name="Session 3", exact=True).click()
    person = page.get_by_role("group", name=names[0])
    person.get_by_label("Note for their record").fill("Something typed")
    facilitator.expect("422 " + re.sub(r"^https?://[^/]+", "", page.url))
    page.get_by_role("button", name="Record this session").click()
    expect(page.get_by_role("alert")).to_contain_text("Say whether they were there.")
    expect(person.get_by_label("Note for their record")).to_have_value("Something typed")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="To the group").click()


def when_it_is_made_up_for(facilitator: "Visitor", name: str) -> None:
    page = facilitator.page
    page.get_by_role("link", name=f"Make up (session 2, {name})").click()
    page.get_by_label("Held on").fill(day().isoformat())
    page.locator(".sheet > li").nth(2).get_by_role("checkbox").check()
    facilitator.passes(name)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Sessions")).to_be_visible()


def when_somebody_leaves(facilitator: "Visitor", name: str) -> None:
    page = facilitator.page
    page.get_by_role("link", name=f"Leaves ({name})").click()
    page.get_by_label("Time, work or travel").check()
    facilitator.passes(name)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="In the group: 3")).to_be_visible()


def day() -> date:
    return date.today()  # noqa: DTZ011 as a date control gives it
