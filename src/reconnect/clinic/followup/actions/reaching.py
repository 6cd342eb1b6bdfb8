"""What a service's messages say of it, whether they go by themselves, and that somebody read whom to ask back."""

from datetime import datetime

from django.utils import timezone

from reconnect.clinic.accounts.models import Member, Role, Service
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.followup.models import ReachingOut
from reconnect.clinic.followup.own_line import own_line
from reconnect.errors import ActionDenied


@action
def set_reaching_out(
    *, service: Service, line: str, by_itself: bool, by: Member, at: datetime | None = None
) -> ReachingOut:
    """Say how people reach the service, and whether messages go by themselves.

    Raises ActionDenied for whoever is not a lead of it, and for what is no telephone number.
    """
    if by.service_id != service.pk or by.role != Role.LEAD:
        raise ActionDenied("A lead of the service says how people reach it.")
    told = {"line": own_line(line), "by_itself": by_itself}
    reaching, _ = ReachingOut.objects.update_or_create(service=service, defaults=told)
    target = f"service:{service.pk}"
    at = at or timezone.now()
    record(actor=by.actor, action="set_reaching_out", target=target, service_id=service.pk, at=at)
    return reaching


@action
def read_follow_up(*, by: Member, at: datetime | None = None) -> None:
    """Note that the member reads whom of the service to ask back."""
    target = f"service:{by.service_id}"
    record(actor=by.actor, action="read_follow_up", target=target, service_id=by.service_id, at=at)
