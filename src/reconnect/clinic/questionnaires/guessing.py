"""Wrong tries, counted by where they came from or by the code. Nothing here is noted in the trail."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password

from reconnect.clinic.questionnaires.models import EntryCode, FailedEntry

TRIES = 5
IN_THE_ROOM = 20  # on the tablets that a service's staff handed over: a dozen people type there one after another
TRIES_WITHIN = timedelta(minutes=15)


def recent_failures(place: str, at: datetime) -> int:
    """How often something was tried in vain there within a quarter of an hour."""
    return FailedEntry.objects.filter(network=place, at__gt=at - TRIES_WITHIN).count()


def knows_phrase(code: EntryCode, phrase: str, at: datetime) -> bool:
    """Whether this is the code's phrase, where one was chosen. Guesses at it are counted by the code too: whoever
    holds a slip may ask from many networks.
    """
    if not code.phrase:
        return True
    if recent_failures(str(code), at) >= TRIES:
        return False
    if check_password(phrase, code.phrase):
        return True
    FailedEntry.objects.create(network=str(code), at=at)
    return False
