"""Changing what a service goes by, unless a colleague was faster."""

from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.library.actions import edit_content
from reconnect.clinic.library.content import newest
from reconnect.errors import ActionDenied

Kept = TypeVar("Kept", bound=Any)


def change_newest(kind: str, edited: Kept, seen: int, by: Member, at: datetime | None) -> Kept:
    """Go by ``edited`` from now on, a change of the edition ``seen``. Belongs in an action.

    Twice the same is once; what somebody else wrote meanwhile is not written over unseen. Raises ActionDenied where
    ``seen`` is no longer the newest, and ContentError with each field that is not right.
    """
    Service.objects.select_for_update().only("pk").get(pk=by.service_id)  # two who save at once take turns
    now: Kept | None = newest(by.service, kind).get(edited.id)
    if now is not None and replace(edited, version=now.version) == now:
        return now
    if now is None or now.version != seen:
        raise ActionDenied("Somebody else changed this while you did. What you typed is kept below: compare, and save.")
    changed: Kept = edit_content(kind=kind, edited=edited, by=by, at=at)
    return changed
