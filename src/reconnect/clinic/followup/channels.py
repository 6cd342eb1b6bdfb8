"""How long what somebody said of a channel is gone by, and which one a message goes by."""

from collections.abc import Iterable
from datetime import date, timedelta

from reconnect.clinic.followup.models import SafeChannel
from reconnect.clinic.outbox.carriers.chosen import usable
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.people.windows import window
from reconnect.model.occasion import Occasion as Moment

HOLDS_FOR = timedelta(days=180)  # a phone is lost, an address is left, a partner moves in


def holds_until(channel: SafeChannel) -> date:
    """The last day on which messages may go there.

    180 days from when it was confirmed. Confirmed at the end measure, at least until that episode's follow-up window
    closes: else everyone's channel would be stale nine months later, and nobody be asked. A day outside the days of
    the end measure cannot have been at it, whatever was chosen. The channel is read with its occasion and episode.
    """
    last = channel.confirmed_on + HOLDS_FOR
    occasion = channel.occasion
    if occasion is None or occasion.moment != Moment.POST:
        return last
    days = occasion.episode.started_on, occasion.episode.ended_on
    end, span = window(Moment.POST, *days), window(Moment.FOLLOW_UP, *days)
    if end is None or span is None or span.closes is None or not end.holds(channel.confirmed_on):
        return last
    return max(last, span.closes)


def holds(channel: SafeChannel, today: date) -> bool:
    """Whether messages may go there today."""
    return channel.ended_at is None and channel.confirmed_on <= today <= holds_until(channel)


def to_use(channels: Iterable[SafeChannel], today: date) -> SafeChannel | None:
    """The one that a message goes by: what was confirmed last, of those that hold and that something carries."""
    return next((each for each in channels if holds(each, today) and usable(Channel(each.channel))), None)
