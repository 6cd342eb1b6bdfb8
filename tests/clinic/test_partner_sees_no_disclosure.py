"""A partner, and the person beside them, before and after the person disclosed something: every page is the same.

One person in two stories, each told and taken back, so that nothing else can tell them apart.
"""

from collections.abc import Callable
from datetime import timedelta
from unittest import mock

import pytest
from at_home_everywhere import looked_at, told, undone
from browsing import visiting
from rooms.home import said_to
from rooms.portal import coupled
from universe import Universe

from reconnect.clinic.asking.queries import blocks
from reconnect.clinic.partners.queries import may_be_involved
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Partner
from reconnect.clinic.portal import queries as portal
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.portal.models import OwnPages
from reconnect.clinic.questionnaires.actions import keep_tool, open_tool, record_response
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.safety.actions import report_concern
from reconnect.clinic.together import queries
from reconnect.clinic.together.actions import show_boundary
from reconnect.model.answer import AnswerState
from reconnect.model.flag_kind import FlagKind
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import ItemKind

pytestmark = [pytest.mark.furnished, pytest.mark.either]

PERSONS = ("/h/", "/h/g/s/", "/h/g/b/", "/h/k/", "/who/")
Pages = dict[str, object]
Story = Callable[[Universe], object]


def _told(universe: Universe, *, high: bool) -> None:
    """Every block that hides or flags something, told to staff: the same but for that."""
    place = universe.north
    for block in blocks():
        private = [item for item in block.items if (item.sealed or item.flag) and item.kind is not ItemKind.TEXT]
        steps = {item.id: (item.high if high else item.low) for item in private}
        given = said_to(block) | {
            item.id: Given(AnswerState.VALUE, 2 ** steps[item.id] if item.kind is ItemKind.CHOICES else steps[item.id])
            for item in private
        }
        record_response(
            episode=coupled(place).episode,
            questionnaire=block,
            given=given,
            answered_on=today_of(place.service),
            by=place.clinician,
        )


def _concern(kind: FlagKind) -> Story:
    return lambda universe: report_concern(
        person=coupled(universe.north).person, kind=kind, heard="At home", by=universe.north.clinician
    )


def _nothing(_: Universe) -> None:
    """The other one said nothing."""


STORIES: dict[str, tuple[Story, Story]] = {
    **{f"a concern: {kind}": (_concern(kind), _nothing) for kind in FlagKind},
    "told staff": (lambda universe: _told(universe, high=True), lambda universe: _told(universe, high=False)),
}


@pytest.fixture
def beside(universe: Universe) -> tuple[Universe, str]:
    """The couple of the tests, something shared between them and two boundaries shown; the person's code."""
    place = universe.north
    issued = issue_home_code(episode=coupled(place).episode, by=place.clinician)
    sheet = shipped_library().questionnaires.newest["boundary"]
    draft = open_tool(code=issued.code, questionnaire=sheet)
    save_answers(response=draft, given=said_to(sheet, words="As far as the elbow"), code=issued.code)
    keep_tool(code=issued.code, response=draft)
    until = today_of(place.service) + timedelta(days=7)
    for code in (issued.code, coupled(place).person.partners.get().codes.get()):
        show_boundary(code=code, until=until)
    return universe, issued.text


def pages_after(story: Story, universe: Universe, text: str) -> Pages:
    """All that the partner can open, and what the person finds of the two."""
    with undone():
        story(universe)
        partner = {f"partner: {name}": told(answer) for name, answer in looked_at("partner", universe).items()}
        person = visiting(text, leads_to="/h/")
        return partner | {f"person: {page}": told(person.get(page)) for page in PERSONS}


def different(beside: tuple[Universe, str], name: str) -> list[str]:
    """The pages that tell the two stories apart."""
    disclosing, other = (pages_after(story, *beside) for story in STORIES[name])
    assert disclosing.keys() == other.keys()
    assert len(disclosing) > 12
    return [page for page in disclosing if disclosing[page] != other[page]]


@pytest.mark.parametrize("name", STORIES)
def test_nothing_that_either_can_open_tells_that_something_was_disclosed(
    beside: tuple[Universe, str], name: str
) -> None:
    assert different(beside, name) == []


def test_pages_that_closed_by_themselves_after_a_disclosure_would_be_noticed(beside: tuple[Universe, str]) -> None:
    def while_it_is_safe(partner: Partner) -> OwnPages | None:
        return portal.pages_of_partner(partner) if may_be_involved(partner) else None

    with mock.patch.object(queries, "pages_of_partner", while_it_is_safe):
        found = different(beside, f"a concern: {FlagKind.ABUSE}")
    assert {"partner: GET /h/g/", "partner: GET /h/g/m/<uuid:seen_id>/ own", "person: /h/g/s/"} <= set(found)
