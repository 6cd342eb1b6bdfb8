"""Beliefs and thoughts, for the tests that look at all rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconnect.clinic.questionnaires.actions import keep_tool, open_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.model.address import address_of
from reconnect.model.load import shipped_library
from rooms.home import entered_at, said_to

if TYPE_CHECKING:
    from universe import Place

BELIEF = "pain-is-the-price"


def furnish(place: Place) -> dict[str, object]:
    """A belief looked at, and a card of one's own, both kept at home and sent to nobody."""
    code = entered_at(place)
    newest = shipped_library().questionnaires.newest
    kept = []
    for tool, about in (("myth-card", BELIEF), ("own-myth", "")):
        draft = open_tool(code=code, questionnaire=newest[tool], about=about)
        words = f"Canary{tool.replace('-', '')}{place.mark}".title()
        save_answers(response=draft, given=said_to(newest[tool], 7, words), code=code)
        keep_tool(code=code, response=draft)
        kept.append(draft)
    return {"belief_address": address_of(BELIEF), "own_id": kept[1].pk}


ALLOWED = {"at home": [("/h/m/", {"portal", "support", "ownmyth"})], "partner": [("/h/m/", {"portal", "support"})]}
FIELDS = {"mythcard"}  # shown to nobody by this room: only its number is
