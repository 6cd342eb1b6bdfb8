"""The beliefs, and what somebody said to each and kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from reconnect.clinic.library.addresses import found_at
from reconnect.clinic.people.days import today_of
from reconnect.clinic.questionnaires.models import EntryCode, Response, ResponseQuerySet
from reconnect.model.load import shipped_library
from reconnect.model.myth import Myth

CARD, AGAIN, OWN = "myth-card", "myth-again", "own-myth"


@dataclass(frozen=True, slots=True)
class Rated:
    """How much somebody believed it on a day, from 0 to 10."""

    on: date
    belief: int


@dataclass(frozen=True, slots=True)
class OwnBelief:
    """A blank card that was kept: its own words, and how it was rated since."""

    id: UUID
    words: str
    ratings: tuple[Rated, ...]


def myths() -> tuple[Myth, ...]:
    """All of them, in order."""
    return shipped_library().myths.in_order


def myth_at(address: str) -> Myth:
    """The belief of that address, or 404."""
    return found_at(address, myths())


def ratings_of(code: EntryCode, about: str) -> tuple[Rated, ...]:
    """What was said of one belief and kept, oldest first. Whatever was not kept leaves no trace here."""
    return _rated(_kept(code).filter(questionnaire_id__in=(CARD, AGAIN), about=about))


def own_beliefs_of(code: EntryCode) -> tuple[OwnBelief, ...]:
    """The blank cards that were filled in and kept, oldest first. Two queries, however many there are."""
    kept = list(_kept(code).filter(questionnaire_id__in=(OWN, AGAIN)))
    cards = [each for each in kept if each.questionnaire_id == OWN]
    return tuple(_own(each, [later for later in kept if later.about == str(each.pk)]) for each in cards)


def own_belief_of(code: EntryCode, own_id: UUID) -> OwnBelief:
    """One of them, or 404."""
    own = _kept(code).filter(questionnaire_id=OWN, pk=own_id).first()
    if own is None:
        raise Http404
    return _own(own, _kept(code).filter(questionnaire_id=AGAIN, about=str(own.pk)))


def _own(card: Response, later: Iterable[Response]) -> OwnBelief:
    words = next((each.text for each in card.answers.all() if each.item_id == "words"), None)
    return OwnBelief(card.pk, words or "", _rated([card, *later]))


def _kept(code: EntryCode) -> ResponseQuerySet:
    kept = Response.objects.live().opened_by(code).kept().select_related("service")
    return kept.order_by("kept_at", "id").prefetch_related("answers")


def _rated(responses: Iterable[Response]) -> tuple[Rated, ...]:
    """Those with a number; a belief that was not rated is not one of 0."""
    found = ((each, answer.value) for each in responses for answer in each.answers.all() if answer.item_id == "belief")
    return tuple(Rated(_day(each), value) for each, value in found if value is not None)


def _day(response: Response) -> date:
    return response.answered_on or today_of(response.service, response.kept_at)
