"""A woman with vulval pain on her own pages, and later a partner on theirs: one thing shared, two boundaries apart."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from own_pages import LIKE_OTHERS, PHONE, enter, finish, look, walk
from playwright.sync_api import expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
KEEP = "Keep it here, and send it to nobody"
THEIRS_ALONE = "Keep it to myself: it stays here, and nobody else reads it"
WISH, MINE, THEIRS = "An hour in the garden together", "Arms and back, clothes on", "Not after a night shift"

SOMEBODY_WITHOUT_PAGES = """
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.people.days import today_of
by = Member.objects.get(email="clinician@example.invalid")
person = add_person(by=by, name="Coral Sample", gender_said="woman", diagnoses=["vulval pain"])
open_episode(person=person, by=by, referred_on=today_of(by.service))
print(person.id)
"""


def test_she_has_her_own_pages_first_and_a_partner_who_joins_late_sees_what_she_chose(
    visit: Visit, live_clinic: "LiveClinic"
) -> None:
    person_id = live_clinic.run(SOMEBODY_WITHOUT_PAGES)
    clinician = visit()
    clinician.goto("/demo/clinician/")
    code = when_the_clinician_opens_her_pages(clinician, person_id)
    her = visit(PHONE)
    enter(her, code)
    look(her, "Your page")
    when_she_plans_for_herself(her)
    then_nobody_is_there_to_share_with(her)

    when_a_partner_is_noted(clinician, person_id)
    then_their_pages_stay_off_until_she_was_seen_alone(clinician)
    them = visit(PHONE)
    enter(them, when_the_clinician_opens_the_partners_pages(clinician, person_id))
    look(them, "Your page")
    expect(them.page.get_by_text("There is nothing to do here now.")).to_be_visible()

    when_she_shares_her_plan(her)
    then_they_read_it(them)
    when_each_writes_a_boundary_alone(her, them)
    then_each_sees_only_their_own(her, them)
    when_they_choose_to_show(them)
    then_each_sees_only_their_own(her, them)
    when_they_choose_to_show(her)
    for somebody in (her, them):
        page = somebody.goto("/h/g/b/")
        assert MINE in page.content()
        assert THEIRS in page.content()
        look(somebody, "Boundaries")
    then_no_other_page_of_theirs_holds_a_word_of_hers(them)
    then_her_pages_hold_nothing_that_they_did_not_show(her)


def when_the_clinician_opens_her_pages(clinician: "Visitor", person_id: str) -> str:
    page = clinician.goto(f"/staff/home/p/{person_id}/")
    expect(page.get_by_text("Their pages are off.")).to_be_visible()
    assert page.get_by_role("button", name="Make a code").count() == 0
    page.get_by_role("link", name="Open them").click()
    page.get_by_label("I saw them alone on").fill(date.today().isoformat())  # noqa: DTZ011 as a date control gives it
    page.get_by_label("They want these pages").check()
    clinician.passes("Coral Sample")
    page.get_by_role("button", name="Open their pages").click()
    page.get_by_role("button", name="Make a code").click()
    return page.locator(".code-shown").inner_text()


def when_she_plans_for_herself(her: "Visitor") -> None:
    page = her.goto("/h/c/c/")
    page.get_by_role("button", name="Make a plan").click()
    page.get_by_label("What would you like time for?").fill(WISH)
    finish(page, KEEP)


def then_nobody_is_there_to_share_with(her: "Visitor") -> None:
    page = her.goto("/h/")
    assert page.get_by_role("link", name="What you share").count() == 0
    assert "partner" not in page.locator("main").inner_text().lower()
    her.goto("/h/g/s/")
    expect(page.get_by_text("Nobody is there to share with now.")).to_be_visible()
    look(her, "What you share")


def when_a_partner_is_noted(clinician: "Visitor", person_id: str) -> None:
    page = clinician.goto(f"/staff/partners/p/{person_id}/")
    page.get_by_role("link", name="Note a partner").click()
    page.get_by_label("The partner's name").fill("Jade Sample")
    page.locator("form.about-form button").click()
    expect(page.get_by_text("Not to be involved as things stand.")).to_be_visible()


def then_their_pages_stay_off_until_she_was_seen_alone(clinician: "Visitor") -> None:
    page = clinician.page
    page.get_by_role("link", name="Their own pages").click()
    expect(page.get_by_text("They can be opened once it is recorded")).to_be_visible()
    assert page.get_by_role("button", name=re.compile("Open their pages|Make a code")).count() == 0
    clinician.passes("Coral Sample")


def when_the_clinician_opens_the_partners_pages(clinician: "Visitor", person_id: str) -> str:
    page = clinician.goto(f"/staff/partners/p/{person_id}/")
    page.get_by_role("link", name="Record a finding").click()
    page.get_by_role("group", name="Was the person seen alone?").get_by_label("Yes").check()
    page.get_by_role("group", name="Was the partner seen alone?").get_by_label("No").check()
    page.get_by_role("group", name="Is it safe to involve the partner?").get_by_label("Yes").check()
    page.get_by_label("Found on").fill(date.today().isoformat())  # noqa: DTZ011 as a date control gives it
    page.locator("form.about-form button").click()
    page.get_by_role("link", name="Their own pages").click()
    page.get_by_role("button", name="Open their pages").click()
    page.get_by_role("button", name="Make a code").click()
    clinician.passes("Coral Sample")
    return page.locator(".code-shown").inner_text()


def when_she_shares_her_plan(her: "Visitor") -> None:
    page = her.goto("/h/")
    page.get_by_role("link", name="What you share").click()
    expect(page.get_by_text("You share nothing now.")).to_be_visible()
    page.get_by_role("link", name="Plan a good time").click()
    expect(page.get_by_text(WISH)).to_be_visible()
    until = date.today() + timedelta(days=7)  # noqa: DTZ011 as a date control gives it
    page.get_by_label("Until when?").fill(until.isoformat())
    look(her, "Share this with your partner?")
    page.get_by_role("button", name="Share it").click()
    look(her, "What you share")
    expect(page.get_by_text(f"Your partner can read it. Until {until.day} {until:%b %Y}.")).to_be_visible()


def then_they_read_it(them: "Visitor") -> None:
    page = them.goto("/h/g/")
    look(them, "Your page")
    page.get_by_role("link", name="Plan a good time").click()
    expect(page.get_by_text(WISH)).to_be_visible()
    look(them, "Plan a good time")


def when_each_writes_a_boundary_alone(her: "Visitor", them: "Visitor") -> None:
    for somebody, words, ending in ((her, MINE, KEEP), (them, THEIRS, THEIRS_ALONE)):
        page = somebody.goto("/h/g/b/")
        look(somebody, "Boundaries")
        page.get_by_role("button", name="Write one").click()
        page.locator("textarea").first.fill(words)
        look(somebody)
        finish(page, ending)


def then_each_sees_only_their_own(her: "Visitor", them: "Visitor") -> None:
    for somebody, own, other in ((her, MINE, THEIRS), (them, THEIRS, MINE)):
        page = somebody.goto("/h/g/b/")
        assert own in page.content()
        assert other not in page.content()
        look(somebody, "Boundaries")


def when_they_choose_to_show(somebody: "Visitor") -> None:
    page = somebody.goto("/h/g/b/")
    page.get_by_role("button", name="Show it, if my partner does too").click()
    expect(page.get_by_role("button", name="Stop showing it")).to_be_visible()


def then_no_other_page_of_theirs_holds_a_word_of_hers(them: "Visitor") -> None:
    shown = dict(walk(them))
    assert len(shown) > 20
    assert {path for path, words in shown.items() if MINE in words} == {"/h/g/b/"}
    assert [path[:6] for path, words in shown.items() if WISH in words] == ["/h/g/m"]


def then_her_pages_hold_nothing_that_they_did_not_show(her: "Visitor") -> None:
    shown = dict(walk(her, leave=LIKE_OTHERS))
    assert {path for path, words in shown.items() if THEIRS in words} == {"/h/g/b/"}
