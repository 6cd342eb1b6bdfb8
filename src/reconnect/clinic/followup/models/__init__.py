"""What following up holds, a noun a module."""

from reconnect.clinic.followup.models.channel import SafeChannel
from reconnect.clinic.followup.models.reaching import ReachingOut
from reconnect.clinic.followup.models.silence import NotAnswered, Reason, Stop, WhyStop

__all__ = ["NotAnswered", "ReachingOut", "Reason", "SafeChannel", "Stop", "WhyStop"]
