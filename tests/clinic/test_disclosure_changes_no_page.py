"""Two people alike but for what they disclosed: every page that they and their partner can open is the same.

They are one person in two stories, each told and taken back, so that nothing else can tell them apart.
"""

from collections.abc import Callable
from dataclasses import replace
from unittest import mock

import pytest
from at_home import bare
from at_home_everywhere import WHO, entering, looked_at, rows, told, undone
from django.http import HttpRequest, HttpResponse
from rooms.home import NETWORK, said_to
from universe import Universe

from reconnect.clinic.asking.actions import close_block, open_block
from reconnect.clinic.asking.models import Reason
from reconnect.clinic.asking.queries import blocks
from reconnect.clinic.home.actions import finish_tool, invite
from reconnect.clinic.home.endings import Ending
from reconnect.clinic.home.first_page import FirstPage, first_page
from reconnect.clinic.home.views import own
from reconnect.clinic.people.days import today_of
from reconnect.clinic.questionnaires.actions import open_tool, record_response
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.safety.actions import report_concern
from reconnect.model.answer import AnswerState
from reconnect.model.flag_kind import FlagKind
from reconnect.model.questionnaire import Item, ItemKind, Questionnaire

pytestmark = [pytest.mark.furnished, pytest.mark.either]

LOCKED = next(each for each in blocks() if each.locked)
DISCLOSING = [each for each in blocks() if not each.locked and any(item.sealed or item.flag for item in each.items)]
Story = Callable[[Universe], None]


def _code(universe: Universe, who: str = "at home") -> EntryCode:
    code = enter_code(typed=str(universe.north.parts[WHO[who]]), network=NETWORK)
    assert code is not None
    return code


def _given(item: Item, *, discloses: bool) -> Given:
    if item.kind is ItemKind.TEXT:
        return Given(AnswerState.VALUE, text="It happened at home" if discloses else "Nothing")
    if not discloses:
        return Given(AnswerState.VALUE, 1 if item.kind is ItemKind.CHOICES else item.low)
    return Given(AnswerState.VALUE, 2**item.high if item.kind is ItemKind.CHOICES else item.high)


def _answers(block: Questionnaire, *, discloses: bool) -> dict[str, Given]:
    """The same to everything, but for what is sealed or flagged."""
    private = [item for item in block.items if item.sealed or item.flag]
    return said_to(block) | {item.id: _given(item, discloses=discloses) for item in private}


def sent_from_home(ending: Ending, *, discloses: bool) -> Story:
    def tell(universe: Universe) -> None:
        code = _code(universe)
        for block in DISCLOSING:
            invite(episode=code.episode, questionnaire=block, by=universe.north.clinician)
            draft = open_tool(code=code, questionnaire=block)
            save_answers(response=draft, given=_answers(block, discloses=discloses), code=code)
            finish_tool(code=code, response=draft, ending=ending)

    return tell


def left_as_a_draft(*, discloses: bool) -> Story:
    def tell(universe: Universe) -> None:
        code = _code(universe)
        for block in DISCLOSING:
            invite(episode=code.episode, questionnaire=block, by=universe.north.clinician)
            draft = open_tool(code=code, questionnaire=block)
            save_answers(response=draft, given=_answers(block, discloses=discloses), code=code)

    return tell


def told_staff(*, discloses: bool) -> Story:
    def tell(universe: Universe) -> None:
        place = universe.north
        for block in DISCLOSING:
            record_response(
                episode=place.answered.episode,
                questionnaire=block,
                given=_answers(block, discloses=discloses),
                answered_on=today_of(place.service),
                by=place.clinician,
            )

    return tell


def nothing(universe: Universe) -> None:
    """The other one said nothing."""


def hard_experiences(universe: Universe) -> None:
    """Opened for them, told at home, sent, and locked again."""
    code, by = _code(universe), universe.north.clinician
    open_block(person=code.person, block=LOCKED, reason=Reason.THEY_WISH, by=by)
    invite(episode=code.episode, questionnaire=LOCKED, by=by)
    draft = open_tool(code=code, questionnaire=LOCKED, opened={LOCKED.id})
    save_answers(response=draft, given=_answers(LOCKED, discloses=True), code=code)
    finish_tool(code=code, response=draft, ending=Ending.SEND)
    close_block(person=code.person, block=LOCKED, by=by)


def a_concern(universe: Universe) -> None:
    """Somebody of the team heard it, and it waits on the list of safety."""
    for kind in (FlagKind.ABUSE, FlagKind.SELF_HARM, FlagKind.TRAUMA):
        report_concern(person=universe.north.answered.person, kind=kind, heard="At home", by=universe.north.clinician)


STORIES = {
    "sent": (sent_from_home(Ending.SEND, discloses=True), sent_from_home(Ending.SEND, discloses=False)),
    "sent and kept": (sent_from_home(Ending.BOTH, discloses=True), sent_from_home(Ending.BOTH, discloses=False)),
    "kept": (sent_from_home(Ending.KEEP, discloses=True), sent_from_home(Ending.KEEP, discloses=False)),
    "left as a draft": (left_as_a_draft(discloses=True), left_as_a_draft(discloses=False)),
    "told staff": (told_staff(discloses=True), told_staff(discloses=False)),
    "hard experiences": (hard_experiences, nothing),
    "a concern": (a_concern, nothing),
}


def pages_after(story: Story, who: str, universe: Universe) -> dict[str, tuple[object, ...]]:
    with undone():
        story(universe)
        return {name: told(answer) for name, answer in looked_at(who, universe).items()}


def different(universe: Universe, who: str, name: str) -> list[str]:
    """The pages that tell the two apart."""
    disclosing, other = (pages_after(story, who, universe) for story in STORIES[name])
    assert disclosing.keys() == other.keys()
    return [page for page in disclosing if disclosing[page] != other[page]]


def test_every_kind_of_disclosure_is_among_the_stories() -> None:
    items = [item for block in (*DISCLOSING, LOCKED) for item in block.items]
    flags = {item.flag for item in items if item.flag}
    assert {FlagKind.ABUSE, FlagKind.SELF_HARM} <= flags
    assert all(item in items for block in blocks() for item in block.items if item.sealed)


def test_the_pages_are_found_by_themselves(universe: Universe) -> None:
    for who in WHO:
        found = {row.route for row in rows(who)}
        assert {"/", "/who/", "/help/", "/h/k/", "/h/s/"} <= found
        opened = [name for name, answer in looked_at(who, universe).items() if answer.status_code == 200]
        assert len(opened) >= (9 if who == "at home" else 6), opened


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("name", STORIES)
def test_no_page_tells_two_people_apart_who_differ_in_what_they_disclosed(
    universe: Universe, name: str, who: str
) -> None:
    assert different(universe, who, name) == []


def test_the_comparison_would_notice_a_page_that_pauses_for_a_flag(universe: Universe) -> None:
    """The guard missing: a first page that looks whether something waits on the list of safety."""

    def leaking(code: EntryCode) -> FirstPage:
        waiting = code.person.flags.filter(closed_at=None).count()
        return replace(first_page(code), goals=("Somebody will call you.",) * waiting)

    with mock.patch.object(own, "first_page", leaking):
        assert different(universe, "at home", "a concern") == ["GET /h/"]


def test_the_comparison_would_notice_a_header_of_one_byte(universe: Universe) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse("The same")

    first, second = (answer(HttpRequest()) for _ in range(2))
    assert told(first) == told(second)
    second["X-Waits"] = "1"
    assert told(first) != told(second)
    assert bare(first) == bare(second)
    assert entering("partner", universe).get("/h/k/").status_code == 200
