"""What the form of a block sends, and where it goes."""

from uuid import uuid4

from rooms.asking import OPEN
from universe import Care

from reconnect.clinic.questionnaires.models import Response
from reconnect.model.questionnaire import Item, ItemKind, Questionnaire

DAY = "2024-03-01"


def page_of(care: Care, number: int = OPEN, rest: str = "") -> str:
    return f"/staff/asking/p/{care.person.pk}/b/{number}/{rest}"


def form(answers: dict[str, object] | None = None, **told: object) -> dict[str, object]:
    return {"answered_on": DAY, "token": str(uuid4())} | (answers or {}) | told


def field(item: Item) -> str:
    return f"item-{item.id}"


def everything(found: Questionnaire) -> dict[str, object]:
    return {field(item): "Some words" if item.kind is ItemKind.TEXT else str(item.high) for item in found.items}


def first_scale(found: Questionnaire) -> Item:
    return next(item for item in found.items if item.kind is ItemKind.SCALE)


def newest_response(care: Care, found: Questionnaire) -> Response:
    return care.person.responses.filter(questionnaire_id=found.id).order_by("submitted_at").last()
