"""The letters' room, for the tests that look at all rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.letters.actions import (
    correct_letter,
    discard_letter,
    draft_letter,
    redraft_letter,
    send_letter,
)
from reconnect.clinic.letters.models import Letter, Way
from reconnect.clinic.letters.queries import template_for
from reconnect.clinic.letters.rewording import reword_template
from reconnect.clinic.letters.sight import sight_of
from rooms import BANNER, BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from universe import Place, Universe

OWN, ASKED = "keeping-in-touch", "plan-summary"  # the template that the service words itself, and the one of a draft


def furnish(place: Place) -> dict[str, object]:
    """A draft with something in every field, and a template in the service's own words."""

    def canary(field: str) -> str:
        return f"Canary{field}{place.mark}".title()

    lead = place.staff[Role.LEAD]
    template = template_for(lead, OWN)
    reword_template(
        template=template,
        version=template.version,
        subject=canary("templatesubject"),
        greeting=canary("templategreeting"),
        paragraphs=[canary("templatewords")],
        closing=[canary("templateclosing")],
        outside=[canary("templateoutside")],
        by=lead,
    )
    draft = draft_letter(
        episode=place.answered.episode, template=template_for(place.clinician, ASKED), by=place.clinician
    )
    corrected(draft, canary, agreed_on=place.answered.episode.started_on)
    return {"letter_id": draft.pk, "letter_file": "letter.pdf", "letter_template": OWN}


def corrected(letter: Letter, words: Callable[[str], str], **told: object) -> Letter:
    """The draft with these words in every field that can be corrected."""
    known = {
        "revision": letter.revision,
        "recipient": words("letterto"),
        "address": [words("letteraddress")],
        "made_on": letter.made_on,
        "greeting": words("lettergreeting"),
        "paragraphs": [words("letterwords")],
        "closing": [words("letterclosing")],
        "by": letter.by,
    }
    return correct_letter(letter=letter, **(known | told))


def sent(letter: Letter, *, on: date | None = None, how: Way = Way.HANDED_OVER) -> Letter:
    """The draft, previewed and sent by whoever wrote it."""
    letter.refresh_from_db()
    return send_letter(
        letter=letter, how=how, sent_on=on or letter.made_on, sight=sight_of(letter, letter.by), by=letter.by
    )


def _draft(universe: Universe) -> Letter:
    return Letter.objects.select_related("person", "by").get(pk=universe.north.parts["letter_id"])


def _redraft(universe: Universe) -> Act:
    letter = sent(_draft(universe))
    return lambda: redraft_letter(letter=letter, by=letter.by)


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    draft_letter: lambda universe: (
        lambda: draft_letter(
            episode=universe.north.waiting.episode,
            template=template_for(universe.north.clinician, ASKED),
            by=universe.north.clinician,
        )
    ),
    correct_letter: lambda universe: lambda: corrected(_draft(universe), lambda field: f"Another {field}"),
    send_letter: lambda universe: lambda: sent(_draft(universe)),
    redraft_letter: _redraft,
    discard_letter: lambda universe: lambda: discard_letter(letter=_draft(universe), by=universe.north.clinician),
}

WORDS = {"letterto", "letteraddress", "lettergreeting", "letterwords", "letterclosing", "portal"}
TEMPLATE = {"templatesubject", "templategreeting", "templatewords", "templateclosing", "templateoutside"}
CARERS = [
    ("/staff/letters/p/", BAR | BANNER),
    ("/staff/letters/<uuid:letter_id>/<str:letter_file>", BAR | WORDS),
    ("/staff/letters/<uuid:letter_id>/", BAR | BANNER | WORDS),
]
ALLOWED = {
    "clinician": CARERS,
    "facilitator": CARERS,
    "lead": [("/staff/letters/templates/<slug:letter_template>/", BAR | TEMPLATE), *CARERS],
}
READS = {
    "letters": lambda place: f"/staff/letters/p/{place.answered.person.pk}/",
    "new letter": lambda place: f"/staff/letters/p/{place.answered.person.pk}/new/",
    "letter": lambda place: f"/staff/letters/{place.parts['letter_id']}/",
    "draft": lambda place: f"/staff/letters/{place.parts['letter_id']}/words/",
    "letter as PDF": lambda place: f"/staff/letters/{place.parts['letter_id']}/letter.pdf",
    "letter in Word": lambda place: f"/staff/letters/{place.parts['letter_id']}/letter.docx",
    "envelope": lambda place: f"/staff/letters/{place.parts['letter_id']}/envelope.pdf",
}
