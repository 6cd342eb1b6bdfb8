"""Reading the outcomes is noted, as every read of clinical data is."""

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action


@action
def read_outcomes_page(*, by: Member) -> None:
    """Note that the member reads the service's outcomes."""
    record(actor=by.actor, action="read_outcomes", target=f"service:{by.service_id}", service_id=by.service_id)


@action
def export_outcomes(*, service: Service) -> None:
    """Note that somebody with the server's own access takes the outcomes out into files."""
    record(actor="operator", action="export_outcomes", target=f"service:{service.id}", service_id=service.id)
