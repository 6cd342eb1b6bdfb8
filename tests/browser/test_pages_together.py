"""Two people, each on a phone of their own: a partner who joins late, and a share that ends while they look at it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
PHONE = 390
WANTED = "To sit close of an evening"
MINE, THEIRS = "As far as the elbow", "Only when we are both awake"

SOMEBODY_ALONE = """
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.actions.goals import record_persons_word, set_goal, set_target
from reconnect.clinic.portal.actions import issue_home_code, open_pages
by = Member.objects.get(email="clinician@example.invalid")
day = today_of(by.service)
person = add_person(by=by, name="Ochre Sample")
episode = open_episode(person=person, by=by, referred_on=day)
goal = set_goal(episode=episode, words="To sit close of an evening", set_on=day, by=by)
target = set_target(goal=goal, words="Ten minutes on the bench", arrow_key="", set_on=day, by=by)
record_persons_word(episode=episode, seen={target.pk}, agreed=True, said_on=day, by=by)
open_pages(episode=episode, seen_alone_on=day, by=by)
print(person.id, issue_home_code(episode=episode, by=by).text)
"""
SOMEBODY_JOINS = """
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.partners.actions import add_partner, record_involvement
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Person
from reconnect.clinic.portal.actions import issue_partner_code, open_partner_pages
by = Member.objects.get(email="clinician@example.invalid")
partner = add_partner(person=Person.objects.get(pk=sys.argv[1]), name="Sienna Sample", by=by)
record_involvement(partner=partner, person_seen_alone=True, safe=True, found_on=today_of(by.service), by=by)
open_partner_pages(partner=partner, by=by)
print(issue_partner_code(partner=partner, by=by).text)
"""
EACH_KEEPS_A_BOUNDARY = """
from reconnect.clinic.people.models import Person
from reconnect.clinic.questionnaires.actions import keep_tool, open_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
person = Person.objects.get(pk=sys.argv[1])
codes = (person.episodes.get().codes.get(), person.partners.get().codes.get())
for code, sheet, words in zip(codes, ("boundary", "partner-boundary"), sys.argv[2:], strict=True):
    questionnaire = shipped_library().questionnaires.newest[sheet]
    draft = open_tool(code=code, questionnaire=questionnaire)
    item = questionnaire.items[0]
    save_answers(response=draft, given={item.id: Given(AnswerState.VALUE, text=words)}, code=code)
    keep_tool(code=code, response=draft)
"""


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_partner_joins_late_and_a_share_ends_while_they_look_at_it(
    visit: Visit, live_clinic: "LiveClinic", *, script: bool
) -> None:
    person_id, code = live_clinic.run(SOMEBODY_ALONE).split()
    person = visit(PHONE, java_script_enabled=script)
    when_they_enter(person, code)
    then_nobody_is_there_to_share_with(person)

    partner = visit(PHONE, java_script_enabled=script)
    when_they_enter(partner, live_clinic.run(SOMEBODY_JOINS, person_id))
    then_there_is_nothing_to_do(partner)
    when_the_person_shares_what_they_want(person)
    when_the_partner_reads_it(partner)
    when_the_person_stops(person)
    then_it_is_gone_from_under_the_partner(partner)
    then_their_own_pages_are_still_there(partner)


def test_two_boundaries_are_seen_when_both_choose_so_and_by_neither_once_one_stops(
    visit: Visit, live_clinic: "LiveClinic"
) -> None:
    person_id, code = live_clinic.run(SOMEBODY_ALONE).split()
    joined = live_clinic.run(SOMEBODY_JOINS, person_id)
    person, partner = visit(PHONE), visit(PHONE)
    when_they_enter(person, code)
    when_they_enter(partner, joined)
    live_clinic.run(EACH_KEEPS_A_BOUNDARY, person_id, MINE, THEIRS)

    then_they_see(person, [MINE], but_not=[THEIRS])
    when_they_choose_to_show(partner)
    then_they_see(person, [MINE], but_not=[THEIRS])
    when_they_choose_to_show(person)
    then_they_see(partner, [THEIRS, MINE])
    then_they_see(person, [MINE, THEIRS])
    person.page.get_by_role("button", name="Stop showing it").press("Enter")
    then_they_see(partner, [THEIRS], but_not=[MINE])
    then_they_see(person, [MINE], but_not=[THEIRS])


def when_they_enter(somebody: "Visitor", code: str) -> None:
    page = somebody.goto("/")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("link", name="Exit this page")).to_be_visible()


def then_nobody_is_there_to_share_with(person: "Visitor") -> None:
    page = person.goto("/h/g/s/")
    person.passes("What you share")
    expect(page.get_by_text("Nobody is there to share with now.")).to_be_visible()


def then_there_is_nothing_to_do(partner: "Visitor") -> None:
    page = partner.goto("/h/g/")
    partner.passes("Your page")
    expect(page.get_by_text("There is nothing to do here now.")).to_be_visible()


def when_the_person_shares_what_they_want(person: "Visitor") -> None:
    page = person.goto("/h/g/s/")
    expect(page.get_by_text("You share nothing now.")).to_be_visible()
    person.passes("What you share")
    page.get_by_role("link", name=WANTED).press("Enter")
    person.passes("Share this with your partner?")
    page.get_by_label("Until when?").fill("2020-01-01")
    person.expect(f"422 {page.url.removeprefix(person.clinic.address)}")
    page.get_by_role("button", name="Share it").click()
    expect(page.get_by_role("alert")).to_contain_text("within ninety days")
    person.passes("Share this with your partner?")
    page.goto(page.url)
    page.get_by_role("button", name="Share it").click()
    person.passes("What you share")


def when_the_partner_reads_it(partner: "Visitor") -> None:
    page = partner.goto("/h/g/")
    partner.passes("Your page")
    page.get_by_role("link", name="Something that matters to your partner").press("Enter")
    expect(page.get_by_text(WANTED)).to_be_visible()
    partner.passes("Something that matters to your partner")


def when_the_person_stops(person: "Visitor") -> None:
    person.page.get_by_role("button", name="Stop sharing").press("Enter")
    expect(person.page.get_by_text("You share nothing now.")).to_be_visible()


def then_it_is_gone_from_under_the_partner(partner: "Visitor") -> None:
    page = partner.page
    partner.expect(f"404 {page.url.removeprefix(partner.clinic.address)}")
    page.reload()
    partner.passes("Your page")
    expect(page.get_by_text("There is nothing to do here now.")).to_be_visible()
    assert WANTED not in page.content()
    page.get_by_role("link", name="Go to your page").click()
    expect(page.get_by_text("There is nothing to do here now.")).to_be_visible()
    assert page.get_by_role("link", name="Something that matters to your partner").count() == 0


def then_their_own_pages_are_still_there(partner: "Visitor") -> None:
    page = partner.page
    page.get_by_role("link", name="Thoughts, worries and needs").click()
    partner.passes("Thoughts, worries and needs")
    page.get_by_role("link", name="Go to your page").click()
    page.get_by_role("link", name="Support of your own").click()
    partner.passes("Support of your own")


def then_they_see(somebody: "Visitor", words: list[str], but_not: tuple[str, ...] | list[str] = ()) -> None:
    page = somebody.goto("/h/g/b/")
    somebody.passes("Boundaries")
    for each in words:
        expect(page.get_by_text(each)).to_be_visible()
    assert [each for each in but_not if each in page.content()] == []


def when_they_choose_to_show(somebody: "Visitor") -> None:
    page = somebody.goto("/h/g/b/")
    page.get_by_role("button", name="Show it, if my partner does too").press("Enter")
    expect(page.get_by_role("button", name="Stop showing it")).to_be_visible()
