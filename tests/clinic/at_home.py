"""Somebody at home, for tests: a code, what the team asks for, and the way through its pages."""

import re
from dataclasses import dataclass

from browsing import Browser, visiting
from django.http import HttpResponse
from universe import Care, Place

from reconnect.clinic.asking.queries import blocks
from reconnect.clinic.home.actions import invite
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.questionnaires.models import Answer, Response
from reconnect.model.answer import AnswerState
from reconnect.model.questionnaire import Item, ItemKind, Questionnaire

BODY, CLOSE = "assessment-body", "assessment-relationships"
WORDS = "It was a good day for it"


@dataclass(frozen=True)
class AtHome:
    """A person with a code for home and one block that is asked for there."""

    place: Place
    care: Care
    code: str
    block: Questionnaire

    def enter(self, browser: Browser | None = None) -> Browser:
        """A visit."""
        return visiting(self.code, browser, leads_to="/h/")

    def begin(self, browser: Browser, tool: str = "") -> str:
        """Open the block, or another tool; the address of its pages."""
        answer = browser.post("/h/begin/", {"tool": tool or self.block.id})
        assert answer.status_code == 302
        return str(answer["Location"])

    def answers(self) -> dict[str, object]:
        """What is kept of the person's newest response: value or words, or the state without them, by item."""
        newest = Response.objects.filter(person=self.care.person, occasion=None).order_by("pk")
        found = Answer.objects.filter(response__in=newest)
        return {each.item_id: _said(each) for each in found}


def _said(answer: Answer) -> object:
    if answer.state != AnswerState.VALUE:
        return answer.state
    return answer.value if answer.text is None else answer.text


def at_home(place: Place, block_id: str = BODY) -> AtHome:
    """The person of the place who waits, asked for a block at home."""
    care = place.waiting
    block = next(each for each in blocks() if each.id == block_id)
    invite(episode=care.episode, questionnaire=block, by=place.clinician)
    return AtHome(place, care, issue_home_code(episode=care.episode, by=place.clinician).text, block)


def field(item: Item) -> str:
    """Its name in the form."""
    return f"item-{item.id}"


def said(item: Item, step: int, words: str = WORDS) -> object:
    """What a form sends for a step of an item, or for words."""
    if item.kind is ItemKind.TEXT:
        return words
    inside = str(min(item.low + step, item.high))
    return [inside] if item.kind is ItemKind.CHOICES else inside


def filled(items: tuple[Item, ...], step: int = 1, words: str = WORDS) -> dict[str, object]:
    """What a page sends when everything on it is answered."""
    return {field(item): said(item, step, words) for item in items}


def go_through(home: AtHome, browser: Browser, step: int = 1, words: str = WORDS) -> str:
    """Answer every page; the address of the tool."""
    address = home.begin(browser)
    items = home.block.items
    for number, start in enumerate(range(0, len(items), 5), 1):
        answer = browser.post(f"{address}{number}/", filled(items[start : start + 5], step, words))
        assert answer.status_code == 302
    assert answer["Location"] == f"{address}send/"
    return address


def bare(answer: HttpResponse) -> str:
    """The page without what differs at every request and draft: the token against forged forms, ids."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w*"', "", answer.content.decode())
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text)
