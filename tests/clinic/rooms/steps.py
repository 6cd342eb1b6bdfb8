"""The room of steps and plans, for the tests that look at all rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconnect.clinic.home.queries import open_home_code
from reconnect.clinic.plan.actions.lines import add_technique
from reconnect.clinic.plan.queries import active_techniques
from reconnect.clinic.questionnaires.actions import keep_tool, open_tool, put_away
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.clinic.steps.actions.ladder import (
    add_step,
    move_step,
    note_try,
    put_step_away,
    say_shown,
    take_back_try,
)
from reconnect.clinic.steps.actions.timing import choose_pace, enable_timing, end_timing, leave_time_out
from reconnect.clinic.steps.models import HowItWas, LadderStep
from reconnect.clinic.steps.queries import movements
from reconnect.model.address import address_of
from reconnect.model.discipline import Discipline
from reconnect.model.load import shipped_library
from reconnect.model.pacing import Flare
from rooms import BANNER, BAR, Act
from rooms.home import entered, said_to
from rooms.plan import colleague

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Place, Universe

    from reconnect.clinic.accounts.models import Member

LADDER, PLANNED = "desensitisation", "avoidance-reduction"
KEPT = ("experiment-plan", "planner", "talk-plan")


def furnish(place: Place) -> dict[str, object]:
    """A step that the team may see, with a try and a time, and a plan of each kind that is kept."""
    episode = place.answered.episode
    open_ladder(place)
    code = open_home_code(episode)
    assert code is not None
    step = add_step(code=code, words=_canary("ownstep", place), shown=True)
    note_try(code=code, step=step, tried_on=episode.started_on, how=HowItWas.COMFORTABLE, seconds=60, flare=Flare.NONE)
    enable_timing(step=step, by=physio(place))
    worksheets = [kept_worksheet(code, each, _canary(each.replace("-", ""), place)) for each in KEPT]
    address = address_of(movements()[0].id)
    return {"step_id": step.pk, "kept_id": worksheets[-1].pk, "movement_address": address}


def open_ladder(place: Place) -> None:
    """Its technique stands in the plan."""
    episode = place.answered.episode
    for technique in {LADDER, PLANNED} - set(active_techniques(episode)):
        add_technique(episode=episode, technique_id=technique, added_on=episode.started_on, by=place.clinician)


def kept_worksheet(code: EntryCode, questionnaire_id: str, words: str, about: str = "") -> Response:
    """A worksheet that its writer keeps on their pages, and sends nowhere."""
    questionnaire = shipped_library().questionnaires.newest[questionnaire_id]
    draft = open_tool(code=code, questionnaire=questionnaire, about=about)
    save_answers(response=draft, given=said_to(questionnaire, words=words), code=code)
    keep_tool(code=code, response=draft)
    return draft


def physio(place: Place) -> Member:
    """A physiotherapist of the place."""
    found = place.service.members.filter(discipline=Discipline.PHYSIOTHERAPY.value).first()
    return found or colleague(place, Discipline.PHYSIOTHERAPY)


def _canary(field: str, place: Place) -> str:
    return f"Canary{field}{place.mark}".title()


def _step(universe: Universe) -> LadderStep:
    return LadderStep.objects.get(pk=universe.north.parts["step_id"])


def _on_step(act: Callable[..., object], **told: object) -> Callable[[Universe], Act]:
    def prepare(universe: Universe) -> Act:
        code = entered(universe)
        return lambda: act(code=code, step=_step(universe), **told)

    return prepare


def _by_physio(act: Callable[..., object]) -> Callable[[Universe], Act]:
    return lambda universe: lambda: act(step=_step(universe), by=physio(universe.north))


def _with_code(act: Callable[..., object], **told: object) -> Callable[[Universe], Act]:
    def prepare(universe: Universe) -> Act:
        code = entered(universe)
        return lambda: act(code=code, **told)

    return prepare


def _on_kept(act: Callable[..., object]) -> Callable[[Universe], Act]:
    def prepare(universe: Universe) -> Act:
        code = entered(universe)
        return lambda: act(code=code, response=Response.objects.get(pk=universe.north.parts["kept_id"]))

    return prepare


def _note_try(universe: Universe) -> Act:
    code = entered(universe)
    return lambda: note_try(code=code, step=_step(universe), tried_on=universe.north.answered.episode.started_on)


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    add_step: _with_code(add_step, words="A hand on my knee"),
    say_shown: _with_code(say_shown, shown=False),
    move_step: _on_step(move_step, earlier=True),
    put_step_away: _on_step(put_step_away),
    note_try: _note_try,
    take_back_try: _on_step(take_back_try),
    choose_pace: _on_step(choose_pace, percent=5),
    leave_time_out: _on_step(leave_time_out),
    enable_timing: _by_physio(enable_timing),
    end_timing: _by_physio(end_timing),
    keep_tool: _on_kept(keep_tool),
    put_away: _on_kept(put_away),
}
STAFF = [("/staff/steps/", BAR | BANNER | {"ownstep"})]
ALLOWED = {
    "clinician": STAFF,
    "facilitator": STAFF,
    "lead": STAFF,
    "at home": [
        ("/h/c/a/", {"portal", "support", "experimentplan"}),
        ("/h/c/b/", {"portal", "support", "ownstep"}),
        ("/h/c/c/", {"portal", "support", "planner"}),
        ("/h/c/e/", {"portal", "support"}),
        ("/h/c/d/w/", {"portal", "support"}),
        ("/h/c/d/", {"portal", "support", "talkplan"}),
    ],
}
READS = {"their steps": lambda place: f"/staff/steps/p/{place.answered.person.pk}/"}
