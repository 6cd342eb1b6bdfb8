"""The plan and Home are the same data: a technique opens its tool, and a try reaches the team's pages uncopied."""

import re

import pytest
from at_home import AtHome, at_home, bare, filled
from browsing import signed_in
from universe import Universe

from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.actions.lines import add_technique, end_line, pause_line, resume_line
from reconnect.clinic.plan.models import PlanLine
from reconnect.clinic.plan.places import places
from reconnect.clinic.plan.queries import tries_of
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Questionnaire, Use

pytestmark = pytest.mark.furnished

ALL = shipped_library().questionnaires.newest.values()
WORKSHEETS = [each for each in ALL if each.use is Use.WORKSHEET and each.id == f"worksheet-{each.technique}"]
HELD = {worksheet for place in places() for worksheet in place.worksheets}
FREE = next(each for each in WORKSHEETS if each.id not in HELD)
NAMES = re.compile(r'<h3 id="(?:next|agreed-\d+|asked-\d+)">(.*?)</h3>')


@pytest.fixture
def home(universe: Universe) -> AtHome:
    return at_home(universe.north)


def planned(home: AtHome, technique_id: str = FREE.technique) -> PlanLine:
    day = today_of(home.place.service)
    return add_technique(episode=home.care.episode, technique_id=technique_id, added_on=day, by=home.place.clinician)


def tools(home: AtHome) -> list[str]:
    return NAMES.findall(home.enter().get("/h/").content.decode())


def tried(home: AtHome, worksheet: Questionnaire, words: str) -> str:
    """Fill in the technique's worksheet and send it; its address."""
    browser = home.enter()
    address = home.begin(browser, worksheet.id)
    for number, start in enumerate(range(0, len(worksheet.items), 5), 1):
        browser.post(f"{address}{number}/", filled(worksheet.items[start : start + 5], words=words))
    assert browser.post(f"{address}send/")["Location"] == address
    return address


def test_staff_see_which_places_the_plan_opens(home: AtHome) -> None:
    address, name = f"/staff/home/p/{home.care.person.pk}/", "Small experiments"
    clinician = signed_in(home.place.clinician)
    assert f"<li>{name}</li>" not in clinician.get(address).content.decode()
    planned(home, "avoidance-reduction")
    assert f"<li>{name}</li>" in clinician.get(address).content.decode()


def test_a_technique_in_the_plan_opens_its_tool_by_a_plain_name(home: AtHome) -> None:
    assert tools(home) == [home.block.name]
    planned(home)
    assert tools(home) == [FREE.name, home.block.name]


@pytest.mark.parametrize("worksheet", WORKSHEETS, ids=lambda each: each.technique)
def test_every_technique_has_a_tool_whose_pages_open_and_send(home: AtHome, worksheet: Questionnaire) -> None:
    planned(home, worksheet.technique)
    tried(home, worksheet, "Words of the try")
    assert [each.technique_id for each in tries_of(home.care.episode)] == [worksheet.technique]


def test_a_technique_that_rests_or_has_ended_has_no_tool(home: AtHome) -> None:
    line, by = planned(home), home.place.clinician
    pause_line(line=line, by=by)
    assert tools(home) == [home.block.name]
    resume_line(line=line, by=by)
    assert FREE.name in tools(home)
    end_line(line=line, by=by)
    assert tools(home) == [home.block.name]


def test_a_try_that_was_sent_stands_on_the_plan_and_the_next_one_is_begun_afresh(home: AtHome) -> None:
    planned(home)
    before = bare(home.enter().get("/h/"))
    first = tried(home, FREE, "Words of the first try")
    clinician = signed_in(home.place.clinician)
    page = clinician.get(f"/staff/plan/p/{home.care.person.pk}/").content.decode()
    assert "Words of the first try" in page
    assert bare(home.enter().get("/h/")) == before
    browser = home.enter()
    second = home.begin(browser, FREE.id)
    assert second != first
    assert "Words of the first try" not in browser.get(f"{second}1/").content.decode()


def test_a_try_reaches_the_page_before_a_contact_uncopied(home: AtHome) -> None:
    planned(home)
    clinician = signed_in(home.place.clinician)
    address = f"/staff/people/p/{home.care.person.pk}/before/"
    draft = home.enter()
    path = home.begin(draft, FREE.id)
    draft.post(f"{path}1/", filled(FREE.items[:5], words="Words of the only try"))
    assert home.care.person.responses.filter(occasion=None, submitted_at=None).exists()
    response_page = f"/r/{path.split('/')[3]}/"
    assert response_page not in clinician.get(address).content.decode()  # a draft reaches nobody
    draft.post(f"{path}send/")
    assert response_page in clinician.get(address).content.decode()
