"""Which codes stand open, and which occasions are answered."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from reconnect.clinic.people.models import Occasion
from reconnect.clinic.questionnaires.models import EntryCode, Response


def open_codes(opens: Q) -> QuerySet[EntryCode]:
    """The codes that could be entered now, of those that the condition ``opens`` names."""
    now = timezone.now()
    return EntryCode.objects.filter(opens, used_at=None, withdrawn_at=None, expires_at__gt=now)


def open_code(occasion: Occasion) -> EntryCode | None:
    """The code of the occasion that could be entered now, or None."""
    return open_codes(Q(occasion=occasion)).first()


def answered_at(occasions: Iterable[Occasion]) -> dict[UUID, set[str]]:
    """The ids of the questionnaires that are answered, by the id of the occasion."""
    found: dict[UUID, set[str]] = {occasion.pk: set() for occasion in occasions}
    live = Response.objects.live().submitted().filter(occasion__in=found)
    for occasion_id, questionnaire_id in live.values_list("occasion_id", "questionnaire_id"):
        found[occasion_id].add(questionnaire_id)
    return found
