"""What a group holds, a noun a module."""

from reconnect.clinic.groups.models.attendance import SessionAttendance
from reconnect.clinic.groups.models.group import Group, GroupLeader, Membership, WhyLeft
from reconnect.clinic.groups.models.session import Session, SessionLeader, SessionPart

__all__ = [
    "Group",
    "GroupLeader",
    "Membership",
    "Session",
    "SessionAttendance",
    "SessionLeader",
    "SessionPart",
    "WhyLeft",
]
