"""Pages of the outbox: how it stands, for leads, and letters to print, for whoever treats people."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reconnect.clinic.accounts.policy import CARERS, LEADS, policy
from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.outbox import queries
from reconnect.clinic.outbox.actions import mark_printed, read_letters
from reconnect.clinic.outbox.presenters import SHOWN_FOR, channel_rows, rows, sheet, shown, warning
from reconnect.errors import ActionDenied


@policy(LEADS)
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """What waits, what could not be sent, what went: by channel and time, about nobody."""
    member, now = request.user, timezone.now()
    waiting, ended = queries.unfinished(member), queries.ended_since(member, now - timedelta(days=SHOWN_FOR))
    (some_waiting, more_waiting), (some_ended, more_ended) = shown(waiting), shown(ended)
    context = {
        "channels": channel_rows(waiting, ended),
        "waiting": rows(some_waiting, member.service.zone),
        "more_waiting": more_waiting,
        "ended": rows(some_ended, member.service.zone),
        "more_ended": more_ended,
        "warning": warning(waiting, ended, now),
        "days": SHOWN_FOR,
    }
    return render(request, "outbox/outbox.html.j2", context)


@policy(CARERS)
@require_safe
def letters_to_print(request: HttpRequest) -> HttpResponse:
    """Every letter that waits, a sheet each; that they were read is noted before anything of them leaves."""
    return _letters_page(request)


@policy(CARERS)
@require_POST
def letter_printed(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """A letter was printed and posted."""
    message = queries.letter_to_print(request.user, message_id)
    try:
        mark_printed(message=message, by=request.user)
    except ActionDenied as denied:
        return _letters_page(request, denied)
    return redirect("letters_to_print")


def _letters_page(request: HttpRequest, denied: ActionDenied | None = None) -> HttpResponse:
    zone = request.user.service.zone
    with writing():
        read_letters(by=request.user)
        sheets = [sheet(each, zone) for each in queries.letters_to_print(request.user, timezone.now())]
        context = {"sheets": sheets, "denied": denied}
        return render(request, "outbox/letters.html.j2", context, status=409 if denied else 200)
