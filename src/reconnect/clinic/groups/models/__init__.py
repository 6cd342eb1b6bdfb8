"""What a group holds, a noun a module."""

from reconnect.clinic.groups.models.group import Group, GroupLeader, Membership, WhyLeft
from reconnect.clinic.groups.models.session import Session

__all__ = ["Group", "GroupLeader", "Membership", "Session", "WhyLeft"]
