"""What members do about a person, noted in the audit trail."""

from datetime import datetime

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.trail import record
from reconnect.clinic.people.models import Person
from reconnect.errors import ActionDenied


def record_about(by: Member, action_name: str, person: Person, at: datetime | None) -> None:
    """Note what the member did about the person. Raises ActionDenied for a person of another service."""
    refuse_elsewhere(by, person)
    record(actor=by.actor, action=action_name, target=person.target, service_id=person.service_id, at=at)


def refuse_elsewhere(by: Member, person: Person) -> None:
    """Raise ActionDenied where the person is another service's."""
    if by.service_id != person.service_id:
        raise ActionDenied("This person belongs to another service.")
