"""The plan that somebody kept, and the card that is made from it."""

from reconnect.clinic.library.content import newest
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.model.answer import AnswerState
from reconnect.model.card import Card

CARD = "flare-up"


def card_of(code: EntryCode) -> Card:
    """How the service's card is laid out."""
    card: Card = newest(code.service, "cards")[CARD]
    return card


def kept_plans(code: EntryCode) -> list[Response]:
    """The plans that the person chose to keep, newest first."""
    plan = card_of(code).questionnaire
    kept = Response.objects.live().opened_by(code).filter(questionnaire_id=plan).kept()
    return list(kept.select_related("service").prefetch_related("answers").order_by("-kept_at", "id"))


def kept_plan(code: EntryCode) -> Response | None:
    """The one that counts, or None where none is kept."""
    return next(iter(kept_plans(code)), None)


def words_of(plan: Response | None) -> dict[str, str]:
    """What the person wrote, by item; a part without words is not in it."""
    answers = plan.answers.all() if plan else ()
    return {each.item_id: each.text for each in answers if each.state == AnswerState.VALUE and each.text}
