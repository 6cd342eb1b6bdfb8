"""The home room, for the tests that look at all rooms."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reconnect.clinic.home.actions import ask_to_speak, end_invitation, finish_tool, invite
from reconnect.clinic.home.endings import Ending
from reconnect.clinic.home.queries import blocks_of, open_home_code
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.questionnaires.actions import (
    forget_earlier,
    keep_tool,
    open_tool,
    put_away,
    record_response,
    send_tool,
)
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.entry import enter_code, withdraw_home_codes
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import ItemKind, Questionnaire
from rooms import BANNER, BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Place, Universe

    from reconnect.clinic.home.models import Invitation
    from reconnect.clinic.people.models import Person
    from reconnect.clinic.questionnaires.models import EntryCode, Response

NETWORK = "192.0.2.7"
KEPT = "worksheet-avoidance-reduction"


def block_of(person: Person) -> Questionnaire:
    """A block with words in it."""
    return next(each for each in blocks_of(person) if any(item.kind is ItemKind.TEXT for item in each.items))


def said_to(questionnaire: Questionnaire, value: int = 1, words: str = "Nothing much") -> dict[str, Given]:
    """The same step to every question, and the same words."""
    return {
        item.id: Given(AnswerState.VALUE, text=words)
        if item.kind is ItemKind.TEXT
        else Given(AnswerState.VALUE, 2**value if item.kind is ItemKind.CHOICES else max(item.low, value))
        for item in questionnaire.items
    }


def entered_at(place: Place) -> EntryCode:
    """A code for home of the place's person who answered, entered: for what other rooms put there.

    One that stands is not replaced: whoever looks at all rooms enters it afterwards.
    """
    standing = open_home_code(place.answered.episode)
    if standing is not None:
        return standing
    text = issue_home_code(episode=place.answered.episode, by=place.clinician).text
    code = enter_code(typed=text, network=NETWORK)
    assert code is not None
    return code


def furnish(place: Place) -> dict[str, object]:
    """A code for home, a block that is asked for there, and a draft of it in the person's words."""
    episode = place.answered.episode
    block = block_of(episode.person)
    invitation = invite(episode=episode, questionnaire=block, by=place.clinician)
    text = issue_home_code(episode=episode, by=place.clinician).text
    code = enter_code(typed=text, network=NETWORK)
    assert code is not None
    draft = open_tool(code=code, questionnaire=block)
    words = f"Canaryathome{place.mark}".title()
    save_answers(response=draft, given=said_to(block, words=words), code=code)
    worksheet = shipped_library().questionnaires.newest[KEPT]
    kept = open_tool(code=code, questionnaire=worksheet)
    words = f"Canarykeptwords{place.mark}".title()
    save_answers(response=kept, given=said_to(worksheet, words=words), code=code)
    keep_tool(code=code, response=kept)
    ask_to_speak(code=code, given=own_words(f"Canaryownword{place.mark}".title()))
    return {"invitation_id": invitation.pk, "tool_id": draft.pk, "kept_id": kept.pk, "home_code": text}


def own_words(word: str) -> dict[str, Given]:
    """A partner, and a word of one's own."""
    return {"partner": Given(AnswerState.VALUE, 1), "word-genitals": Given(AnswerState.VALUE, text=word)}


def entered(universe: Universe) -> EntryCode:
    """The person's code for home, entered once more."""
    code = enter_code(typed=str(universe.north.parts["home_code"]), network=NETWORK)
    assert code is not None
    return code


def _draft(universe: Universe) -> Response:
    return universe.north.answered.episode.responses.get(pk=universe.north.parts["tool_id"])


def _invitation(universe: Universe) -> Invitation:
    return universe.north.answered.episode.invitations.get(pk=universe.north.parts["invitation_id"])


def _invite(universe: Universe) -> Act:
    place = universe.north
    block = next(each for each in blocks_of(place.waiting.person))
    return lambda: invite(episode=place.waiting.episode, questionnaire=block, by=place.clinician)


def _open_tool(universe: Universe) -> Act:
    code = entered(universe)
    return lambda: open_tool(code=code, questionnaire=block_of(code.person))


def _sending(act: Callable[..., object]) -> Callable[[Universe], Act]:
    def prepare(universe: Universe) -> Act:
        code, draft = entered(universe), _draft(universe)
        return lambda: act(code=code, response=draft)

    return prepare


def _record_response(universe: Universe) -> Act:
    place = universe.north
    block = block_of(place.waiting.person)
    return lambda: record_response(
        episode=place.waiting.episode,
        questionnaire=block,
        given=said_to(block),
        answered_on=place.waiting.episode.started_on,
        by=place.clinician,
    )


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    invite: _invite,
    end_invitation: lambda universe: (
        lambda: end_invitation(invitation=_invitation(universe), by=universe.north.clinician)
    ),
    open_tool: _open_tool,
    send_tool: _sending(send_tool),
    finish_tool: _sending(partial(finish_tool, ending=Ending.BOTH)),
    keep_tool: _sending(keep_tool),
    forget_earlier: _sending(forget_earlier),
    put_away: _sending(put_away),
    ask_to_speak: lambda universe: lambda: ask_to_speak(code=entered(universe), given=own_words("Own")),
    record_response: _record_response,
    withdraw_home_codes: lambda universe: (
        lambda: withdraw_home_codes(episode=universe.north.answered.episode, by=universe.north.clinician)
    ),
}
STAFF = [
    ("/staff/home/e/<uuid:episode_id>/code/", BAR | BANNER | {"portal"}),
    ("/staff/home/p/", BAR | BANNER | {"ownword"}),
    ("/staff/home/e/<uuid:episode_id>/invite/", BAR | BANNER | {"ownword"}),
    ("/staff/home/", BAR | BANNER),
]
AT_HOME = [
    ("/h/k/<uuid:kept_id>/", {"portal", "support", "keptwords", "talkplan"}),
    ("/h/k/", {"portal"}),
    ("/h/s/", {"portal", "support"}),
    ("/h/t/", {"portal", "support"}),
    ("/h/", {"portal", "support", "goal", "experiment"}),
    ("/help/", {"portal", "support"}),
    ("/", {"portal"}),
]
ALLOWED = {
    "clinician": STAFF,
    "facilitator": STAFF,
    "lead": STAFF,
    "at home": AT_HOME,
    "person": [("/h/", set())],
}
FIELDS = {"athome"}  # shown to nobody by this room
READS = {"at home": lambda place: f"/staff/home/p/{place.answered.person.pk}/"}
