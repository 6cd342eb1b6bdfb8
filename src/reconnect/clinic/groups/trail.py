"""What members do about a group, noted in the audit trail."""

from datetime import datetime

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.accounts.policy import CLINICAL
from reconnect.clinic.audit.trail import record
from reconnect.clinic.groups.models import Group
from reconnect.errors import ActionDenied


def record_of_group(by: Member, action_name: str, group: Group, at: datetime | None) -> None:
    """Note what the member did about the group. Raises ActionDenied for a group of another service."""
    if by.service_id != group.service_id:
        raise ActionDenied("This group belongs to another service.")
    record(actor=by.actor, action=action_name, target=group.target, service_id=group.service_id, at=at)


def refuse_staff(by: Member, *members: Member | None) -> None:
    """Raise ActionDenied where one of them is not of the member's service, or may not see people's records."""
    for each in members:
        if each is not None and (each.service_id != by.service_id or each.role not in CLINICAL or not each.is_active):
            raise ActionDenied("Choose somebody of your service who may see people's records.")
