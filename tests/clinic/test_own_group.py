"""Whoever is or was in a group finds its days and its sheets on their own pages, and nothing of anybody else."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import unescape

import pytest
from browsing import Browser, signed_in, visiting
from django.db import connection
from django.test.utils import CaptureQueriesContext
from universe import Universe, build_care

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.care.models import Attendance
from reconnect.clinic.groups.actions.groups import end_group, found_group
from reconnect.clinic.groups.actions.roster import add_to_group, leave_group
from reconnect.clinic.groups.actions.sessions import record_session
from reconnect.clinic.groups.meeting import Meeting, There
from reconnect.clinic.groups.models import Group, Membership, Session
from reconnect.clinic.home.actions import ask_to_speak
from reconnect.clinic.library.content import newest
from reconnect.clinic.people.days import today_of
from reconnect.clinic.portal.actions import issue_home_code, open_pages
from reconnect.clinic.programmes.actions import edit_session_plan
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.model.address import address_of
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.session_plan import SessionPlan
from reconnect.model.voice import Voice, voices

PAGE = "/h/i/"


@dataclass
class InGroup:
    """A group of two on its third day: the first was recorded, the second is forgotten, the third is today."""

    universe: Universe
    group: Group
    came: Membership
    missed: Membership
    today: date

    @property
    def sessions(self) -> list[Session]:
        return list(self.group.sessions.order_by("number"))

    def enter(self, membership: Membership) -> Browser:
        episode = membership.episode
        text = issue_home_code(episode=episode, by=self.universe.north.clinician).text
        return visiting(text, leads_to="/h/")

    def page_of(self, number: int) -> str:
        return f"{PAGE}{self.sessions[number - 1].pk}/"


def plan_of(number: int) -> SessionPlan:
    programme = next(each for each in shipped_library().programmes if not each.block)
    return shipped_library().sessions.newest[programme.sessions[number - 1]]


def add(universe: Universe, group: Group, mark: str, day: date) -> Membership:
    by = universe.north.clinician
    person = build_care(by, mark, started_on=None, ended_on=None, nhs_number="")
    open_pages(episode=person.episode, seen_alone_on=day, by=by)
    return add_to_group(group=group, episode=person.episode, on=group.starts_on, by=by)


def record(group: InGroup, number: int, practice: str = "") -> None:
    session = group.sessions[number - 1]
    people = {group.came.pk: There(Attendance.ATTENDED), group.missed.pk: There(Attendance.DID_NOT_ATTEND)}
    told = Meeting(
        held_on=session.planned_on,
        leaders=(group.universe.north.clinician,),
        delivered={each.pk: each.minutes for each in session.parts.all()},
        people=people,
        practice=practice,
    )
    record_session(session=session, told=told, by=group.universe.north.clinician)


@pytest.fixture
def in_group(universe: Universe) -> InGroup:
    by, today = universe.north.clinician, today_of(universe.north.service)
    programme = next(each for each in newest(universe.north.service, "programmes").values() if not each.block)
    group = found_group(
        programme=programme,
        name="Canarycohortnorth",
        starts_on=today - timedelta(14),
        leads=[by],
        distress_lead=by,
        by=by,
    )
    came, missed = (add(universe, group, f"north{who}", today) for who in ("came", "missed"))
    found = InGroup(universe, group, came, missed, today)
    record(found, 1, "\r\n".join(each.text for each in plan_of(1).practice if not each.only))
    return found


def text_of(page: bytes) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.decode())))


def main_of(browser: Browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return text_of(answer.content.split(b"<main")[1].split(b"</main")[0])


def days(browser: Browser) -> list[bool]:
    """Of each day on the page, whether it leads to a sheet."""
    page = browser.get(PAGE).content.decode()
    return ["<a " in each for each in re.findall(r'class="day">(.*?)</h', page)]


def test_somebody_who_was_never_in_a_group_finds_nothing_of_it(in_group: InGroup) -> None:
    alone = in_group.universe.north.answered.episode
    browser = visiting(issue_home_code(episode=alone, by=in_group.universe.north.clinician).text, leads_to="/h/")
    assert "Your group" not in browser.get("/h/").content.decode()
    assert browser.get(PAGE).status_code == 404
    assert browser.get(in_group.page_of(1)).status_code == 404


def test_home_leads_to_the_days_of_the_group(in_group: InGroup) -> None:
    browser = in_group.enter(in_group.came)
    assert f'href="{PAGE}"' in browser.get("/h/").content.decode()
    said = main_of(browser, PAGE)
    for session in in_group.sessions:
        assert f"{session.planned_on.day} {session.planned_on:%b %Y}" in said
    assert said.count("The group met.") == 1


def test_a_day_on_which_nobody_came_is_not_said_to_have_been_held(in_group: InGroup) -> None:
    session = in_group.sessions[1]
    people = {each.pk: There(Attendance.CANCELLED_BY_US) for each in (in_group.came, in_group.missed)}
    told = Meeting(held_on=session.planned_on, people=people)
    record_session(session=session, told=told, by=in_group.universe.north.clinician)
    browser = in_group.enter(in_group.came)
    assert main_of(browser, PAGE).count("The group met.") == 1
    assert days(browser) == [True, True, True, True, False, False, False]


def test_sheets_are_open_from_the_first_day_to_the_next_one_and_no_further(in_group: InGroup) -> None:
    browser = in_group.enter(in_group.came)
    assert days(browser) == [True, True, True, True, False, False, False]
    assert plan_of(4).handout.title in main_of(browser, PAGE)
    assert plan_of(5).handout.title not in main_of(browser, PAGE)
    assert browser.get(in_group.page_of(4)).status_code == 200
    assert browser.get(in_group.page_of(5)).status_code == 404


def test_whoever_missed_a_session_finds_the_very_same_page(in_group: InGroup) -> None:
    came, missed = in_group.enter(in_group.came), in_group.enter(in_group.missed)
    for path in (PAGE, in_group.page_of(1)):
        assert main_of(came, path) == main_of(missed, path)


def test_no_page_counts_scores_or_names_anybody(in_group: InGroup) -> None:
    browser = in_group.enter(in_group.missed)
    assert not re.search(r"missed|attend|absent|out of|%|well done|streak", main_of(browser, PAGE), re.I)
    for path in (PAGE, *(in_group.page_of(number) for number in (1, 2, 3, 4))):
        page = browser.get(path).content.decode()
        assert not re.search(r"canary(name|member|cohort|group|service)", page, re.IGNORECASE), path
        assert f"<title>{in_group.universe.north.service.portal_name}</title>" in page


def test_whoever_left_keeps_what_came_before_and_sees_nothing_of_later(in_group: InGroup) -> None:
    leave_group(membership=in_group.missed, on=in_group.today - timedelta(10), by=in_group.universe.north.clinician)
    browser = in_group.enter(in_group.missed)
    assert days(browser) == [True]
    assert browser.get(in_group.page_of(1)).status_code == 200
    assert browser.get(in_group.page_of(2)).status_code == 404


def test_when_the_group_has_ended_what_never_took_place_is_gone(in_group: InGroup) -> None:
    end_group(group=in_group.group, on=in_group.today, by=in_group.universe.north.clinician)
    assert days(in_group.enter(in_group.came)) == [True]


def test_a_partner_and_a_stranger_do_not_get_there(in_group: InGroup) -> None:
    assert Browser().get(PAGE)["Location"] == "/"
    assert Browser().get(in_group.page_of(1))["Location"] == "/"


def test_another_groups_sheets_are_not_theirs(in_group: InGroup) -> None:
    by = in_group.universe.north.clinician
    programme = next(each for each in newest(in_group.universe.north.service, "programmes").values() if not each.block)
    other = found_group(
        programme=programme, name="Another", starts_on=in_group.today, leads=[by], distress_lead=by, by=by
    )
    session = other.sessions.get(number=1)
    assert in_group.enter(in_group.came).get(f"{PAGE}{session.pk}/").status_code == 404


@pytest.mark.parametrize("voice", voices(), ids=str)
def test_a_sheet_speaks_in_the_persons_own_voice(in_group: InGroup, voice: Voice) -> None:
    in_group.enter(in_group.came)
    code = EntryCode.objects.get(episode=in_group.came.episode, withdrawn_at=None)
    said = {f"word-{word}": Given(AnswerState.VALUE, text=own) for word, own in voice.words.items()}
    said |= {name: Given(AnswerState.VALUE, int(getattr(voice, name))) for name in ("partner", "penetration")}
    ask_to_speak(code=code, given=said)
    plan = plan_of(4)
    page = main_of(in_group.enter(in_group.came), in_group.page_of(4))
    for text in voice.speak((*plan.handout.body, *plan.handout.try_this, *plan.practice)):
        assert text in page
    assert "{" not in page


def test_what_the_group_agreed_instead_stands_in_the_place_of_the_plans_practice(in_group: InGroup) -> None:
    record(in_group, 2, "A walk round the pond, if you like.")
    said = main_of(in_group.enter(in_group.missed), in_group.page_of(2))
    assert "A walk round the pond, if you like." in said
    assert plan_of(2).practice[0].text not in said
    record(in_group, 3, "")
    assert "Until the next day" not in main_of(in_group.enter(in_group.missed), in_group.page_of(3))


def test_a_group_goes_on_with_the_words_that_it_was_planned_from(in_group: InGroup) -> None:
    plan, place = plan_of(4), in_group.universe.north
    own = replace(plan, handout=replace(plan.handout, title="Our own words"))
    edit_session_plan(plan=own, seen=plan.version, by=place.staff[Role.LEAD])
    said = main_of(in_group.enter(in_group.came), in_group.page_of(4))
    assert plan.handout.title in said
    assert "Our own words" not in said


def test_the_list_asks_as_often_for_seven_days_as_for_two(in_group: InGroup) -> None:
    browser = in_group.enter(in_group.came)
    browser.get(PAGE)
    with CaptureQueriesContext(connection) as many:
        browser.get(PAGE)
    for session in in_group.sessions[2:]:
        session.parts.all().delete()
        session.delete()
    with CaptureQueriesContext(connection) as few:
        browser.get(PAGE)
    assert len(many) == len(few)


def test_the_run_desk_leads_to_the_sheets_of_its_own_edition(in_group: InGroup) -> None:
    desk = signed_in(in_group.universe.north.clinician).get(f"/staff/groups/s/{in_group.sessions[0].pk}/")
    address = address_of(plan_of(1).id)
    assert f"/staff/programmes/s/{address}/1/handout/" in desk.content.decode()
