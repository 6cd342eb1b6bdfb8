"""The room of medicines, for the tests that look at all rooms."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from reconnect.clinic.accounts.actions import set_prescriber
from reconnect.clinic.accounts.models import Role
from reconnect.clinic.home.queries import open_home_code
from reconnect.clinic.medicines.actions import record_total, withdraw_agreed_note, withdraw_total, write_agreed_note
from reconnect.clinic.medicines.models import AgreedMedicineNote, RecordedTotal, Use
from reconnect.clinic.medicines.queries import LIST, OPIOIDS
from reconnect.clinic.people.days import today_of
from reconnect.clinic.questionnaires.actions import open_tool, send_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.model.address import address_of
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from rooms import BANNER, BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Place, Universe

    from reconnect.clinic.questionnaires.models import EntryCode, Response

WORDS = {"names": "medicinenames", "noticed": "medicinenoticed", "ask": "medicineask"}


def send_list(code: EntryCode, words: dict[str, str], opioid: int | None = 1, *, keep: bool = False) -> Response:
    """A list of medicines in these words, sent to the team."""
    draft = open_tool(code=code, questionnaire=shipped_library().questionnaires.newest[LIST])
    given = {item: Given(AnswerState.VALUE, text=said) for item, said in words.items()}
    if opioid is not None:
        given["opioid"] = Given(AnswerState.VALUE, opioid)
    save_answers(response=draft, given=given, code=code)
    send_tool(code=code, response=draft, keep=keep)
    return draft


def write_note(place: Place, use: Use = Use.BEFORE, text: str = "As we agreed", days: int = 30) -> AgreedMedicineNote:
    """A note of the place's prescriber that holds for some days."""
    until = today_of(place.service) + timedelta(days=days)
    return write_agreed_note(episode=place.answered.episode, use=use, text=text, until=until, by=place.clinician)


def name_prescriber(place: Place) -> None:
    """The clinician prescribes from now on."""
    set_prescriber(member=place.clinician, prescriber=True, by=place.staff[Role.ADMINISTRATOR])


def furnish(place: Place) -> dict[str, object]:
    """A list that was sent and kept, a total, and a note of either use."""
    code = open_home_code(place.answered.episode)  # a new one would end the home room's
    assert code is not None
    send_list(code, {item: f"Canary{field}{place.mark}".title() for item, field in WORDS.items()}, keep=True)
    name_prescriber(place)
    total = record_total(
        episode=place.answered.episode,
        total="90",
        source=f"Canarytotalsource{place.mark}".title(),
        held_on=place.answered.episode.started_on,
        by=place.clinician,
    )
    write_note(place, Use.FLARE, f"Canaryagreedflare{place.mark}".title())
    note = write_note(place, Use.BEFORE, f"Canaryagreedbefore{place.mark}".title())
    return {
        "total_id": total.pk,
        "agreed_note_id": note.pk,
        "medicine_class": address_of(OPIOIDS),
        "member_id": place.staff[Role.FACILITATOR].pk,
    }


def _total(universe: Universe) -> RecordedTotal:
    return RecordedTotal.objects.get(pk=universe.north.parts["total_id"])


def _note(universe: Universe) -> AgreedMedicineNote:
    return AgreedMedicineNote.objects.get(pk=universe.north.parts["agreed_note_id"])


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    set_prescriber: lambda universe: (
        lambda: set_prescriber(
            member=universe.north.newcomer, prescriber=True, by=universe.north.staff[Role.ADMINISTRATOR]
        )
    ),
    record_total: lambda universe: (
        lambda: record_total(
            episode=universe.north.answered.episode,
            total="45.5",
            source="Somebody",
            held_on=universe.north.answered.episode.started_on,
            by=universe.north.clinician,
        )
    ),
    withdraw_total: lambda universe: lambda: withdraw_total(total=_total(universe), by=universe.north.clinician),
    write_agreed_note: lambda universe: lambda: write_note(universe.north),
    withdraw_agreed_note: lambda universe: (
        lambda: withdraw_agreed_note(note=_note(universe), by=universe.north.clinician)
    ),
}
ABOUT = BAR | BANNER
STAFF = [
    ("/staff/medicines/p/", ABOUT | set(WORDS.values()) | {"totalsource", "agreedflare", "agreedbefore"}),
    ("/staff/medicines/", ABOUT),
]
ALLOWED = {
    "clinician": STAFF,
    "facilitator": STAFF,
    "lead": STAFF,
    "at home": [
        ("/h/e/k/", {"portal", "support"}),
        ("/h/e/", {"portal", "support", "agreedflare", "agreedbefore", "member"} | set(WORDS.values())),
    ],
}
READS = {
    "medicines": lambda place: f"/staff/medicines/p/{place.answered.person.pk}/",
    "a total": lambda place: f"/staff/medicines/e/{place.answered.episode.pk}/total/",
}
