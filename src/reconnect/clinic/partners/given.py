"""What partners chose to give to the team: on the staff's page about the partner, and on no page of the person's."""

from dataclasses import dataclass
from datetime import date

from reconnect.clinic.library.questionnaires import edition
from reconnect.clinic.people.models import Person
from reconnect.clinic.questionnaires.models import Response
from reconnect.clinic.questionnaires.told import Told, newest_of
from reconnect.model.questionnaire import ItemKind


@dataclass(frozen=True, slots=True)
class Given:
    """A sheet that a partner gave: when, and what they said. ``earlier``: their part has ended since."""

    given_on: date
    name: str
    said: tuple[tuple[str, str], ...]
    earlier: bool


def given_by_partners_of(person: Person) -> tuple[Given, ...]:
    """Newest first. What a partner only keeps, or only began, is not among it."""
    found = Response.objects.live().submitted().filter(partner__person=person).select_related("service", "partner")
    return tuple(_given(each) for each in found.prefetch_related("answers").order_by("-submitted_at", "id"))


def in_words(told: Told) -> str:
    """What was said to an item, on one line; a figure of a scale with both its ends."""
    said = "; ".join(told.said)
    if told.item.kind is not ItemKind.SCALE:
        return said
    low, high = (str(step) for step in (told.item.low, told.item.high))
    return f"{said} ({low}: {told.item.labels[low]}, {high}: {told.item.labels[high]})"


def _given(response: Response) -> Given:
    told = newest_of([response]).values()
    return Given(
        response.answered_on,
        edition(response.service, response.questionnaire_id, response.version).name,
        tuple((each.item.text, in_words(each)) for each in told if each.said),
        response.partner.ended_at is not None,
    )
