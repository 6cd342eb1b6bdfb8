"""Write to the audit trail, and prove that nobody changed it."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.audit.transaction import hold_trail
from reconnect.clinic.sealing.keys import derived_key


def record(*, actor: str, action: str, target: str, service_id: UUID | None, at: datetime | None = None) -> AuditEvent:
    """Append an event. Must run inside the transaction of what it records; holds no person's value."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an audit event belongs in the transaction of what it records")
    hold_trail()
    last = AuditEvent.objects.order_by("-number").only("number", "mac").first()
    event = AuditEvent(
        number=last.number + 1 if last else 1,
        at=at or timezone.now(),
        service_id=service_id,
        actor=actor,
        action=action,
        target=target,
        previous_mac=last.mac if last else "",
    )
    event.mac = _mac(event)
    event.save(force_insert=True)
    return event


def first_broken(events: Iterable[AuditEvent]) -> int | None:
    """The number of the first event that is not as written or not in its place; None where all is well."""
    mac = ""
    for number, event in enumerate(events, 1):
        if event.number != number or event.previous_mac != mac or not hmac.compare_digest(event.mac, _mac(event)):
            return number
        mac = event.mac
    return None


def head() -> str:
    """NUMBER:MAC of the newest event, to be kept away from the database; "0:" where there is none."""
    last = AuditEvent.objects.order_by("-number").first()
    return "0:" if last is None else f"{last.number}:{last.mac}"


def holds(kept: str) -> bool:
    """Whether the trail still holds the head that was ``kept``: a cut-off end shows in nothing else."""
    number, _, mac = kept.partition(":")
    if kept == "0:":
        return True
    return number.isdecimal() and AuditEvent.objects.filter(number=int(number), mac=mac).exists()


def _mac(event: AuditEvent) -> str:
    parts = (
        event.id,
        event.number,
        event.at.astimezone(UTC).isoformat(),
        event.service_id,
        event.actor,
        event.action,
        event.target,
        event.previous_mac,
    )
    text = "\x1f".join(str(part) for part in parts)
    return hmac.new(derived_key("audit"), text.encode(), hashlib.sha256).hexdigest()
