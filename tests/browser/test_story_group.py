"""A group of five, from its roster to the answers nine months later: two absences, and one who leaves."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
TABLET, PHONE = 768, 390
NAMES = tuple(f"{name} Harbour" for name in ("Alder", "Birch", "Cedar", "Damson", "Elder"))
ANSWERS, AWAY_ONCE, AWAY_TOO, LEAVES, SILENT = NAMES
GROUP = "Link harbour"
ADDRESS = "alder.harbour@example.invalid"
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")

FIVE = """
from datetime import date, timedelta
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.actions import add_person, open_episode, record_agreement
by = Member.objects.get(email="clinician@example.invalid")
referred = date.fromisoformat(sys.argv[1])
for name in sys.argv[2:]:
    person = add_person(by=by, name=name)
    episode = open_episode(person=person, by=by, referred_on=referred)
    record_agreement(person=person, by=by, agreed=True, said_on=referred)
    print(person.id)
"""
SEND = """
from reconnect.config.commands.tick import run_steps
from reconnect.config.steps import STEPS
print(run_steps(STEPS))
"""
COHORT = """
from reconnect.analysis.flow import flow
from reconnect.clinic.accounts.models import Service
from reconnect.clinic.reports.outcomes import service_outcomes
from reconnect.clinic.reports.selection import Selection
outcomes = service_outcomes(Service.objects.get(), Selection(programme=sys.argv[1]))
whole = flow(outcomes)[0]
print(whole.eligible, whole.started, whole.post, whole.follow_up)
for person in sorted(outcomes.participants, key=lambda each: each.sessions):
    print(person.sessions, sum(each.minutes for each in outcomes.dose if each.person_id == person.id))
"""


def test_a_group_from_its_roster_to_the_answers_nine_months_later(visit: Visit, live_clinic: "LiveClinic") -> None:
    ended = nine_months_before(date.today()) - timedelta(days=10)  # noqa: DTZ011 as a date control gives it
    began = ended - timedelta(weeks=6)
    ids = live_clinic.run(FIVE, (began - timedelta(days=50)).isoformat(), *NAMES).split()
    facilitator = visit(TABLET)
    facilitator.goto("/demo/lead/")

    given_the_group(facilitator, began)
    when_the_sessions_are_held(facilitator, began)
    when_the_group_ends(facilitator, ended)
    given_a_way_that_is_safe(facilitator, ids[0], ended)

    then_they_are_due(facilitator)
    code = when_they_are_invited(facilitator, live_clinic)
    when_they_answer(visit(PHONE), code)
    then_the_list_and_the_figures_know_it(facilitator)

    whole, *each = live_clinic.run(COHORT, GROUP).splitlines()
    assert whole == "5 5 0 1"
    assert [int(line.split()[0]) for line in each] == [3, 6, 6, 7, 7]
    minutes = [int(line.split()[1]) for line in each]
    assert 0 < minutes[0] < min(minutes[1:3]) <= max(minutes[1:3]) < minutes[3] == minutes[4]


def given_the_group(facilitator: "Visitor", began: date) -> None:
    page = facilitator.goto("/staff/groups/new/")
    page.get_by_label("Link: 7 sessions").check()
    page.get_by_label("Name", exact=True).fill(GROUP)
    page.get_by_label("First session on").fill(began.isoformat())
    for member in ("Psychologist Sample", "Physiotherapist Sample"):
        page.get_by_label(member).check()
    page.get_by_label("Goes with somebody who needs to leave the room").select_option(label="Lead Sample, medicine")
    page.get_by_role("button", name="Make this group").click()
    page.get_by_role("link", name="Add people").click()
    page.get_by_label("Find by name or number").fill("harbour")
    page.get_by_role("button", name="Find").click()
    for name in NAMES:
        page.get_by_label(name).check()
    page.get_by_role("button", name="Add those who are ticked").click()
    expect(page.get_by_role("heading", name="In the group: 5")).to_be_visible()


def when_the_sessions_are_held(facilitator: "Visitor", began: date) -> None:
    """All seven. Two people miss one each, and one leaves after the third."""
    page = facilitator.page
    away = {2: AWAY_ONCE, 5: AWAY_TOO}
    for number in range(1, 8):
        page.get_by_role("link", name=f"Session {number}", exact=True).click()
        for box in page.locator(".sheet > li").get_by_role("checkbox").all():
            box.check()
        for name in NAMES if number <= 3 else [each for each in NAMES if each != LEAVES]:
            how = "Did not attend" if away.get(number) == name else "Attended"
            page.get_by_role("group", name=name).get_by_label(how, exact=True).check()
        page.get_by_role("button", name="Record this session").click()
        expect(page.get_by_role("heading", name="What was done", exact=True)).to_be_visible()
        page.get_by_role("link", name="To the group").click()
        if number == 3:
            when_one_leaves(facilitator, began + timedelta(days=17))


def when_one_leaves(facilitator: "Visitor", on: date) -> None:
    page = facilitator.page
    page.get_by_role("link", name=f"Leaves ({LEAVES})").click()
    page.get_by_label("Left on").fill(on.isoformat())
    page.get_by_label("They did not say").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="In the group: 4")).to_be_visible()


def when_the_group_ends(facilitator: "Visitor", ended: date) -> None:
    page = facilitator.page
    page.get_by_role("link", name="End this group").click()
    page.get_by_label("Last day of the group").fill(ended.isoformat())
    for name in NAMES:
        if name != LEAVES:
            page.get_by_label(name).check()
    facilitator.passes(f"{GROUP} ends")
    page.get_by_role("button", name="End this group").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(GROUP)
    facilitator.passes(GROUP)


def given_a_way_that_is_safe(facilitator: "Visitor", person_id: str, ended: date) -> None:
    """Asked at the end measure, so that it holds until the follow-up closes."""
    page = facilitator.goto(f"/staff/follow-up/p/{person_id}/")
    page.get_by_role("link", name="Note a safe way").click()
    page.get_by_label("E-mail").check()
    page.get_by_label("The address or number").fill(ADDRESS)
    page.get_by_label("A message there may hold the code").check()
    page.get_by_label("They said so on").fill(ended.isoformat())
    option = page.get_by_label("Asked at").locator("option", has_text=re.compile("^At the end"))
    page.get_by_label("Asked at").select_option(value=option.get_attribute("value"))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Holds until")).to_be_visible()


def then_they_are_due(facilitator: "Visitor") -> None:
    page = facilitator.goto("/staff/follow-up/")
    page.get_by_label("Group").select_option(label=GROUP)
    page.get_by_role("button", name="Show these").click()
    due = page.get_by_role("region", name=re.compile("^Due"))
    for name in NAMES:
        expect(due.get_by_role("row", name=re.compile(f"{name}.*Follow-up", re.DOTALL))).to_have_count(
            int(name != LEAVES)
        )
    facilitator.passes("Follow-up")


def when_they_are_invited(facilitator: "Visitor", live_clinic: "LiveClinic") -> str:
    """They look at the very words first; the code is in the message that arrived, and nowhere else."""
    page = facilitator.page
    page.get_by_role("row", name=re.compile(ANSWERS)).get_by_role("link", name="Invite").click()
    expect(page.get_by_role("heading", name="Before it is sent")).to_be_visible()
    expect(page.get_by_text(ADDRESS)).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Invite").click()
    assert live_clinic.run(SEND).splitlines()[-1] == "0"
    arrived = [
        each.read_text("utf-8") for each in Path(live_clinic.environment["RECONNECT_MESSAGES_FOLDER"]).glob("*.txt")
    ]
    (message,) = (each for each in arrived if ADDRESS in each)
    (code,) = CODE.findall(message)
    assert GROUP not in message
    return str(code)


def when_they_answer(person: "Visitor", code: str) -> None:
    page = person.goto("/")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    parts = int(page.get_by_text(re.compile(r"^Part 1 of \d+$")).inner_text().split()[-1])
    for number in range(1, parts + 1):
        expect(page.get_by_text(f"Part {number} of {parts}")).to_be_visible()
        for question in page.locator("fieldset").all():
            question.get_by_role("radio").first.check()
        page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your answers are with your team.")).to_be_visible()


def then_the_list_and_the_figures_know_it(facilitator: "Visitor") -> None:
    page = facilitator.goto("/staff/follow-up/")
    page.get_by_label("Group").select_option(label=GROUP)
    page.get_by_role("button", name="Show these").click()
    due = page.get_by_role("region", name=re.compile("^Due"))
    expect(due.get_by_role("row", name=re.compile(SILENT))).to_be_visible()
    expect(due.get_by_role("row", name=re.compile(ANSWERS))).to_have_count(0)
    page = facilitator.goto("/staff/outcomes/completion/")
    cohort = page.locator(".cohort", has=page.get_by_role("heading", name=GROUP, exact=True))
    expect(cohort).to_contain_text("5 began")
    expect(cohort).to_contain_text("1 left before the end of the group")
    facilitator.passes("Who was heard from again?")


def nine_months_before(day: date) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - 9, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
