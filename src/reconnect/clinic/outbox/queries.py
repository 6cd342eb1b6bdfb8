"""Reads of the outbox."""

from datetime import datetime
from uuid import UUID

from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.accounts.visible import VisibleQuerySet
from reconnect.clinic.outbox.carriers.chosen import carriers, is_printed
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Attempt, Message, State


def cut_off() -> list[Attempt]:
    """Tries without an end: of processes that ended before them, for whoever is alone at the outbox."""
    return list(Attempt.objects.filter(outcome="", message__state=State.SENDING).select_related("message"))


def too_late(at: datetime) -> list[UUID]:
    """The messages that waited longer than they hold."""
    return list(Message.objects.filter(state=State.WAITING, good_until__lte=at).values_list("pk", flat=True))


def due(at: datetime, most: int) -> list[tuple[UUID, Channel]]:
    """The messages to try now that something carries, the longest due first."""
    waiting = Message.objects.filter(
        state=State.WAITING, next_try_at__lte=at, good_until__gt=at, channel__in=[*carriers()]
    )
    found = waiting.order_by("next_try_at", "id").values_list("pk", "channel")[:most]
    return [(pk, Channel(channel)) for pk, channel in found]


def letters_to_print(member: Member, at: datetime) -> list[Message]:
    """The letters of the member's service that wait for somebody to print them, the oldest first."""
    if not is_printed(Channel.LETTER):
        return []
    waiting = Message.objects.visible_to(member).filter(state=State.WAITING, channel=Channel.LETTER, good_until__gt=at)
    return list(waiting.select_related("service").order_by("queued_at", "id"))


def letter_to_print(member: Member, message_id: UUID) -> Message:
    """The letter, or 404 where it is another service's, or no letter."""
    return get_object_or_404(Message.objects.visible_to(member).filter(channel=Channel.LETTER), pk=message_id)


def unfinished(member: Member) -> list[Message]:
    """What waits or is being sent, the oldest first, without addresses and words."""
    return list(_told(member).filter(state__in=[State.WAITING, State.SENDING]).order_by("queued_at", "id"))


def ended_since(member: Member, since: datetime) -> list[Message]:
    """What ended since then, the newest first, without addresses and words."""
    return list(_told(member).filter(ended_at__gte=since).order_by("-ended_at", "id"))


def _told(member: Member) -> VisibleQuerySet:
    return Message.objects.visible_to(member).defer("to", "subject", "text").prefetch_related("attempts")
