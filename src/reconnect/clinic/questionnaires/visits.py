"""A visit: the time between entering a code and sending, leaving, or entering it again elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.utils import timezone

from reconnect.clinic.questionnaires.models import EntryCode

IDLE = 20 * 60
IDLE_IN_THE_ROOM = 10 * 60  # where the page itself asks after five minutes whether anybody is there
LONGEST = 2 * 60 * 60
SENT = 5 * 60


@dataclass(frozen=True, slots=True)
class Visit:
    """Whose questionnaires are open, and which visit of the code this is."""

    code: EntryCode
    number: int


def begin_visit(request: HttpRequest, code: EntryCode) -> None:
    """Open the visit in a session of its own; whatever session there was ends.

    A page that was drawn for another code in this browser can send nothing any more: its mark against forgery is of
    another time. On a phone that two people share it would answer, send or show in the name of whoever came last.
    """
    before = request.session.get("visit")
    request.session.flush()
    if before is None or before[0] != str(code.id):
        rotate_token(request)
    request.session["visit"] = [str(code.id), code.visit, timezone.now().timestamp()]
    request.session.set_expiry(IDLE if request.tablet is None else IDLE_IN_THE_ROOM)


def end_visit(request: HttpRequest) -> None:
    """Close it: going back shows nothing."""
    request.session.flush()


def close_sent_visit(request: HttpRequest, code: EntryCode) -> None:
    """Close it after sending: a second click on Send still hears that it was sent, for a few minutes.

    On the room's tablet that may be the next person's, so nothing of the session is left but that.
    """
    if request.tablet is not None:
        request.session.flush()
    request.session.pop("visit", None)
    request.session["sent"] = str(code.pk)
    request.session.set_expiry(SENT)


def was_sent(request: HttpRequest) -> bool:
    """Whether what this browser answered was sent, by the code's own word; never because somebody says so."""
    visit = request.session.get("visit")
    code_id = request.session.get("sent") or (visit and visit[0])
    return code_id is not None and EntryCode.objects.filter(pk=code_id).exclude(used_at=None).exists()


def remember_visit(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: ``request.visit`` is the open visit, or None where there is none, or a later one has begun."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.visit = _visit(request)  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def _visit(request: HttpRequest) -> Visit | None:
    kept = request.session.get("visit")
    if kept is None or request.user.is_authenticated:  # whoever signs in does not go on in a person's visit
        return None
    code_id, number, began = kept
    now = timezone.now()
    if now.timestamp() - began > LONGEST:
        return None
    code = (
        EntryCode.objects.select_related("service", "occasion__episode__person", "episode__person", "partner__person")
        .filter(pk=code_id)
        .first()
    )
    if code is None or code.visit != number or not code.opens(now):
        return None
    return Visit(code, number)
