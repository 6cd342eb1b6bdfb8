"""The room of the flare-up plan, for the tests that look at all rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconnect.clinic.flares.actions import begin_plan, put_plan_away
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.questionnaires.actions import keep_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.model.answer import AnswerState
from rooms import Act
from rooms.home import NETWORK, entered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from universe import Place, Universe

    from reconnect.clinic.questionnaires.models import EntryCode, Response

ON_CARD = {
    "signs": "signs",
    "thoughts": "selfsaid",
    "others": "helpers",
    "first-hour": "firsthour",
    "next-day": "tomorrow",
    "going-back": "goingback",
    "when-to-call": "whentocall",
}
IN_PLAN = ON_CARD | {"medicines": "agreednames", "learned": "learned"}


def keep_plan(code: EntryCode, words: Mapping[str, str]) -> Response:
    """A plan in these words, kept on the person's pages."""
    draft = begin_plan(code=code)
    given = {item: Given(AnswerState.VALUE, text=said) for item, said in words.items()}
    save_answers(response=draft, given=given, code=code)
    keep_tool(code=code, response=draft)
    return draft


def furnish(place: Place) -> dict[str, object]:
    """A plan with all nine parts, kept; rooms are furnished in the order of their names, so there is no code yet."""
    code = enter_code(typed=issue_home_code(episode=place.answered.episode, by=place.clinician).text, network=NETWORK)
    assert code is not None
    keep_plan(code, {item: f"Canary{field}{place.mark}".title() for item, field in IN_PLAN.items()})
    return {}


def _with_code(act: Callable[..., object]) -> Callable[[Universe], Act]:
    def prepare(universe: Universe) -> Act:
        code = entered(universe)
        return lambda: act(code=code)

    return prepare


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    begin_plan: _with_code(begin_plan),
    put_plan_away: _with_code(put_plan_away),
}
SEEN = {"portal", "support"}
ALLOWED = {
    "at home": [
        ("/h/d/all/", SEEN | set(IN_PLAN.values()) | {"agreedflare", "member"}),
        ("/h/d/card/worker.js", set()),
        ("/h/d/card/off/", set()),
        ("/h/d/card/", set(ON_CARD.values())),
        ("/h/d/", {"portal"} | set(ON_CARD.values())),
    ],
}
