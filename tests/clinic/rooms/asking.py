"""The room of asking, for the tests that look at all rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconnect.clinic.asking.actions import (
    close_block,
    open_block,
    read_may_be_asked,
    read_sealed_answers,
    record_block,
    record_permission,
    retract_permission,
)
from reconnect.clinic.asking.models import Purpose, Reason, Said
from reconnect.clinic.asking.queries import blocks
from reconnect.clinic.questionnaires.actions import record_response, withdraw_response
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.model.answer import AnswerState
from reconnect.model.questionnaire import ItemKind
from rooms import BANNER, BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Place, Universe

    from reconnect.clinic.asking.models import Permission
    from reconnect.clinic.questionnaires.models import Response
    from reconnect.model.questionnaire import Questionnaire

OPEN = next(number for number, each in enumerate(blocks(), 1) if any(item.sealed for item in each.items))
LOCKED = next(number for number, each in enumerate(blocks(), 1) if each.locked)


def block(number: int = OPEN) -> Questionnaire:
    return blocks()[number - 1]


def told(found: Questionnaire, mark: str) -> dict[str, Given]:
    """Something to every question: the highest number there is, and words that can be told from all others."""
    return {
        item.id: Given(AnswerState.VALUE, text=f"Canary{'sealed' if item.sealed else 'told'}{mark}".title())
        if item.kind is ItemKind.TEXT
        else Given(AnswerState.VALUE, 2**item.high if item.kind is ItemKind.CHOICES else item.high)
        for item in found.items
    }


def furnish(place: Place) -> dict[str, object]:
    """Somebody who said "not now", and told one block; another block was opened for them, told, and looked at."""
    care, by = place.answered, place.clinician
    day = care.episode.started_on
    permission = record_permission(
        episode=care.episode,
        answer=Said.NOT_NOW,
        said_on=day,
        ask_again_on=care.episode.ended_on,
        at_first_visit=True,
        note=f"Canarypermit{place.mark}".title(),
        by=by,
    )
    open_block(person=care.person, block=block(LOCKED), reason=Reason.TRUST, by=by)
    responses = [
        record_block(
            episode=care.episode,
            block=block(number),
            given=told(block(number), place.mark),
            answered_on=day,
            by=by,
        )
        for number in (OPEN, LOCKED)
    ]
    read_sealed_answers(response=responses[1], purpose=Purpose.CARE, by=by)
    return {
        "permission_id": permission.pk,
        "block_number": OPEN,
        "locked_number": LOCKED,
        "response_id": responses[1].pk,
    }


def _permission(universe: Universe) -> Permission:
    return universe.north.answered.person.permissions.get()


def _response(universe: Universe) -> Response:
    return universe.north.answered.person.responses.get(questionnaire_id=block(LOCKED).id)


def _open(universe: Universe) -> Act:
    person, by = universe.north.waiting.person, universe.north.clinician
    return lambda: open_block(person=person, block=block(LOCKED), reason=Reason.SAFETY, by=by)


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    record_permission: lambda universe: (
        lambda: record_permission(
            episode=universe.north.waiting.episode,
            answer=Said.YES,
            said_on=universe.north.waiting.episode.started_on,
            at_first_visit=False,
            note="A note",
            by=universe.north.clinician,
        )
    ),
    retract_permission: lambda universe: (
        lambda: retract_permission(permission=_permission(universe), by=universe.north.clinician)
    ),
    open_block: _open,
    close_block: lambda universe: (
        lambda: close_block(person=universe.north.answered.person, block=block(LOCKED), by=universe.north.clinician)
    ),
    record_block: lambda universe: (
        lambda: record_block(
            episode=universe.north.waiting.episode,
            block=block(),
            given=told(block(), "north"),
            answered_on=universe.north.waiting.episode.started_on,
            by=universe.north.clinician,
        )
    ),
    read_may_be_asked: lambda universe: lambda: read_may_be_asked(by=universe.north.clinician),
    record_response: lambda universe: (
        lambda: record_response(
            episode=universe.north.waiting.episode,
            questionnaire=block(),
            given=told(block(), "north"),
            answered_on=universe.north.waiting.episode.started_on,
            by=universe.north.clinician,
        )
    ),
    withdraw_response: lambda universe: (
        lambda: withdraw_response(response=_response(universe), by=universe.north.clinician)
    ),
    read_sealed_answers: lambda universe: (
        lambda: read_sealed_answers(response=_response(universe), purpose=Purpose.SAFETY, by=universe.north.clinician)
    ),
}
_PERSON = BAR | BANNER
_CARERS = [
    ("/staff/asking/r/", _PERSON | {"told"}),
    ("/staff/asking/p/<uuid:person_id>/b/", _PERSON | {"told"}),
    ("/staff/asking/p/<uuid:person_id>/permission/", _PERSON),
    ("/staff/asking/p/", _PERSON | {"permit"}),
    ("/staff/asking/words/", BAR),
    ("/staff/asking/", BAR | {"name"}),
]
ALLOWED = {"clinician": _CARERS, "facilitator": _CARERS, "lead": [("/staff/outcomes/asked/", BAR), *_CARERS]}
READS: dict[str, Callable[[Place], str]] = {
    "asking": lambda place: f"/staff/asking/p/{place.answered.person.pk}/",
    "permission": lambda place: f"/staff/asking/p/{place.answered.person.pk}/permission/",
    "block": lambda place: f"/staff/asking/p/{place.answered.person.pk}/b/{OPEN}/",
    "what was told": lambda place: f"/staff/asking/r/{place.parts['response_id']}/",
}
