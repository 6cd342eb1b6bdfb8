"""The room of practices and stepping stones, for the tests that look at all rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.actions.lines import add_technique
from reconnect.clinic.questionnaires.actions import open_tool, send_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.sensations.actions import (
    open_stone,
    say_far_enough,
    say_not_now,
    step_back,
    take_up_stones,
    think_again,
)
from reconnect.clinic.sensations.queries import BOUNDARY, NOTE, practices_for, stages_of, stones_of
from reconnect.model.address import address_of
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.stepping_stones import Said
from rooms import BANNER, BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Place, Universe

    from reconnect.clinic.questionnaires.models import EntryCode, Response

YES = (Said.YES, Said.YES)


def opened(code: EntryCode, *numbers: int) -> None:
    """Open stones by their place in the order, each with yes to everything."""
    for number in numbers:
        here = stones_of(code.episode).here
        stage = stages_of(code.service)[number]
        assert open_stone(code=code, stage=stage, here=here, person=YES, partner=YES)


def noted(code: EntryCode, questionnaire_id: str, given: dict[str, Given], about: str = "", *, keep: bool) -> Response:
    """A worksheet sent."""
    questionnaire = shipped_library().questionnaires.newest[questionnaire_id]
    draft = open_tool(code=code, questionnaire=questionnaire, about=about)
    save_answers(response=draft, given=given, code=code)
    send_tool(code=code, response=draft, keep=keep)
    return draft


def furnish(place: Place) -> dict[str, object]:
    """The technique in the plan, a first stone opened, a note about it sent, and a boundary in their words kept."""
    episode, day = place.answered.episode, today_of(place.service)
    for technique in ("sensate-focus", "attention-and-mindfulness"):
        add_technique(episode=episode, technique_id=technique, added_on=day, by=place.clinician)
    code = _code(place)
    opened(code, 0)
    first, second, *_ = stages_of(place.service)
    noted(code, NOTE, {"comfort": Given(AnswerState.VALUE, 6)}, about=first.id, keep=False)
    words = Given(AnswerState.VALUE, text=f"Canaryboundary{place.mark}".title())
    noted(code, BOUNDARY, {"how-far": words}, keep=True)
    intimate = practices_for(code)[-1]
    return {
        "practice_address": address_of(intimate.id),
        "stone_at": address_of(first.id),
        "later_at": address_of(second.id),
    }


def _code(place: Place) -> EntryCode:
    """The one for home that the home room made."""
    return place.answered.episode.codes.select_related("service", "episode__person").get(withdrawn_at=None)


def _acting(act: Callable[..., object], *, before: tuple[Callable[..., object], ...] = (), **told: object) -> object:
    def prepare(universe: Universe) -> Act:
        code = _code(universe.north)
        for each in before:
            each(code=code)
        return lambda: act(code=code, **told)

    return prepare


def _on_stage(act: Callable[..., object], number: int, **told: object) -> Callable[[Universe], Act]:
    def prepare(universe: Universe) -> Act:
        code = _code(universe.north)
        opened(code, 1)
        stages = stages_of(code.service)
        told_here = {"here": stages[1].id} if act is open_stone else {}
        return lambda: act(code=code, stage=stages[number], **told, **told_here)

    return prepare


def _think_again(universe: Universe) -> Act:
    code = _code(universe.north)
    say_far_enough(code=code, stage=stages_of(code.service)[0])
    return lambda: think_again(code=code)


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    open_stone: _on_stage(open_stone, 2, person=YES, partner=None),
    step_back: _on_stage(step_back, 0),
    say_far_enough: _on_stage(say_far_enough, 1),
    think_again: _think_again,
    say_not_now: _acting(say_not_now, why="flare"),
    take_up_stones: _acting(take_up_stones, before=(say_not_now,)),
}
_STAFF = [("/staff/sensations/", BAR | BANNER)]
ALLOWED = {
    "clinician": _STAFF,
    "facilitator": _STAFF,
    "lead": _STAFF,
    "at home": [
        ("/h/b/s/<slug:stone_at>/", {"portal", "support"}),
        ("/h/b/s/<slug:later_at>/", {"portal", "support", "boundary"}),
        ("/h/b/s/", {"portal", "support", "boundary"}),
    ],
}
READS = {"stepping stones": lambda place: f"/staff/sensations/p/{place.answered.person.pk}/"}
