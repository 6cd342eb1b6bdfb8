"""Two people who put the same record right at once: the second is told, and loses nothing."""

from reconnect.errors import ActionDenied


class OvertakenError(ActionDenied):
    """Somebody else replaced the record, or took it back, while this member was writing."""
