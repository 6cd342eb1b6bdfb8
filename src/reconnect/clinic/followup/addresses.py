"""The one address that somebody said is safe, as they typed it."""

from reconnect.clinic.outbox.addresses import one_address
from reconnect.clinic.outbox.channel import Channel


def address_of(channel: Channel, typed: str) -> str:
    """The address as messages go to it. Raises ActionDenied where it is not exactly one."""
    lines = [line.strip() for line in typed.strip().splitlines()]
    return one_address(channel, "\n".join(line for line in lines if line))
