"""Which carrier takes which channel here."""

from collections.abc import Mapping

from django.conf import settings

from reconnect.clinic.outbox.carriers.carrier import Carrier
from reconnect.clinic.outbox.channel import Channel


def carriers() -> Mapping[Channel, Carrier]:
    """By channel, as the operator set them up; letters that have none are printed by staff."""
    found: Mapping[Channel, Carrier] = settings.CARRIERS
    return found


def usable(channel: Channel) -> bool:
    """Whether a message can go this way at all."""
    return channel == Channel.LETTER or channel in carriers()


def is_printed(channel: Channel) -> bool:
    """Whether staff print it and post it."""
    return channel == Channel.LETTER and channel not in carriers()
