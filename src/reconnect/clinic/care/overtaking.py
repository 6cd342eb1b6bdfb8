"""Holding a record that is about to be replaced, and marking it."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from reconnect.clinic.care.models.kept import Kept
from reconnect.clinic.partners.overtaken import OvertakenError

R = TypeVar("R", bound=Kept)


def refuse_overtaken(old: R, new_id: UUID | None) -> R | None:
    """Hold the record until the transaction is over. What replaced it already, where that is the ``new_id`` itself.

    Raises OvertakenError where it was replaced by something else, or taken back.
    """
    kind = type(old)
    now = kind.objects.select_for_update().only("pk", "retracted_at").get(pk=old.pk)
    if now.retracted_at is None:
        return None
    by_the_first_click: R | None = kind.objects.filter(supersedes=old, pk=new_id).first() if new_id else None
    if by_the_first_click is None:
        raise OvertakenError(
            "Somebody replaced this record, or took it back, while you were writing. Theirs stands on the Contacts"
            " page. Nothing of yours is lost: it is still here, so look at theirs and decide."
        )
    return by_the_first_click


def retract(old: R, at: datetime, new_id: UUID | None = None) -> R | None:
    """Mark the record: it stays, and counts no more. What replaced it already, as ``refuse_overtaken``."""
    done = refuse_overtaken(old, new_id)
    if done is None:
        old.retracted_at = at
        old.save(update_fields=["retracted_at"])
    return done
