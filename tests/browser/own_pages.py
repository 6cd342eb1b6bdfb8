"""Somebody on their own pages, for browser tests: how they come in, look at a page, and walk wherever links lead."""

import re
from collections.abc import Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Locator, Page, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

PHONE, NARROWEST = 390, 320
NONE = re.compile("(?!)")
# One page of each kind: a belief, a practice, a leaflet, a medicine, a movement look like the others of theirs.
LIKE_OTHERS = re.compile(r"^(/h/m/b|/h/b/p|/h/a|/l|/h/e/k|/h/c/e|/h/k)/.")

SOMEBODY = """
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.actions.lines import add_technique
from reconnect.clinic.portal.actions import issue_home_code, open_pages
name, gender, diagnosis, *techniques = sys.argv[1:]
by = Member.objects.get(email="clinician@example.invalid")
day = today_of(by.service)
person = add_person(by=by, name=name, gender_said=gender, diagnoses=[diagnosis])
episode = open_episode(person=person, by=by, referred_on=day)
for technique in techniques:
    add_technique(episode=episode, technique_id=technique, added_on=day, by=by)
open_pages(episode=episode, seen_alone_on=day, by=by)
print(person.id, issue_home_code(episode=episode, by=by).text.replace(" ", ""))
"""
# What is read or read out on a page: also what is folded away, and the names of pictures and buttons.
READ = """() => {
  const shown = document.body.cloneNode(true);
  shown.querySelectorAll("script, style, noscript, template").forEach((each) => each.remove());
  const named = [...shown.querySelectorAll("[aria-label], [alt], [title]")];
  const names = named.flatMap((each) => ["aria-label", "alt", "title"].map((name) => each.getAttribute(name) || ""));
  return [shown.textContent, ...names].join(" ").replace(/\\s+/g, " ");
}"""
LINKS = "() => [...document.querySelectorAll('a[href]:not(.exit)')].map((each) => each.getAttribute('href'))"


def somebody(clinic: "LiveClinic", name: str, gender: str, diagnosis: str, *techniques: str) -> list[str]:
    """The id of a new person whose pages are open and whose plan holds the techniques, and their code."""
    return clinic.run(SOMEBODY, name, gender, diagnosis, *techniques).split()


def enter(visitor: "Visitor", code: str) -> Page:
    """With a code, to the first page."""
    page = visitor.goto("/")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your page")
    return page


def look(visitor: "Visitor", heading: str = "") -> None:
    """One look at the page as it stands: axe finds nothing, and at the narrowest nothing lies to the side."""
    page = visitor.page
    if heading:
        expect(page.locator("h1")).to_have_text([heading])
    shown = page if visitor.script else visitor.twin()
    assert visitor.axe(shown) == [], page.url
    fits(page)
    if shown is not page:
        shown.context.close()


def fits(page: Page) -> None:
    """At the narrowest, nothing lies to the side."""
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST, page.url
    page.set_viewport_size({"width": PHONE, "height": 844})


def walk(visitor: "Visitor", *, start: str = "/h/", leave: re.Pattern[str] = NONE) -> Iterator[tuple[str, str]]:
    """Every page that links lead to from the first one: its path, and all that is read or read out on it.

    None of them scrolls sideways on the narrowest phone. Of paths alike in what ``leave`` finds, only the first counts.
    """
    visitor.page.set_viewport_size({"width": NARROWEST, "height": 800})
    waiting, found, kinds = [start], {start}, set[str]()
    while waiting:
        path = waiting.pop()
        page = visitor.page
        answer = page.goto(path)
        assert answer, path
        assert answer.status == 200, path
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST, path
        yield urlsplit(page.url).path, str(page.evaluate(READ))
        for link in page.evaluate(LINKS):
            way = urlsplit(urljoin(page.url, link))
            kind = leave.search(way.path)
            if way.netloc == urlsplit(page.url).netloc and way.path not in found and not (kind and kind[1] in kinds):
                found.add(way.path)
                kinds |= {kind[1]} if kind else set()
                waiting.append(way.path)
    visitor.page.set_viewport_size({"width": PHONE, "height": 844})


def by_keys(page: Page, target: Locator, *keys: str) -> None:
    """Reach it with Tab alone, and press; Enter leads to another page."""
    page.evaluate("document.activeElement.blur()")
    for _ in range(200):
        page.keyboard.press("Tab")
        if target.evaluate("each => each === document.activeElement"):
            with page.expect_navigation() if "Enter" in keys else nullcontext():
                for key in keys:
                    page.keyboard.press(key)
            return
    raise AssertionError(f"Tab does not lead to {target}")


def finish(page: Page, ending: str) -> None:
    """Go on to the end of the sheet that is open, and say where it goes."""
    on = page.get_by_role("button", name="Save and go on")
    while on.count():
        with page.expect_navigation():
            on.click()
    page.get_by_label(ending).check()
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
