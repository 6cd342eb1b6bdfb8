"""The room's tablet: a browser that staff handed over, with nobody signed in, which forgets between people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.people.days import today_of

NAME = "tablet" if settings.DEMO else "__Host-tablet"
SALT = "room tablet"
FORGET = '"cache", "storage"'  # not the cookies: this one says that it is a tablet


@dataclass(frozen=True, slots=True)
class Tablet:
    """Whose room the tablet stands in, and until when it is one."""

    service_id: UUID
    until: datetime


def tonight(service: Service, at: datetime) -> datetime:
    """The end of the service's own day."""
    tomorrow = today_of(service, at) + timedelta(days=1)
    return datetime.combine(tomorrow, time(0), service.zone)


def make_tablet(response: HttpResponse, tablet: Tablet) -> None:
    """Let whoever gets this response be the tablet."""
    response.set_signed_cookie(
        NAME,
        f"{tablet.service_id} {tablet.until.timestamp():.0f}",
        salt=SALT,
        expires=tablet.until,
        secure=not settings.DEMO,
        httponly=True,
        samesite="Strict",
    )


def remember_tablet(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: ``request.tablet``, or None. A browser in which a member is signed in is no tablet any more.

    Whenever no visit is open, the tablet is told to keep nothing of those before.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        tablet = _tablet(request)
        ended = tablet is not None and request.user.is_authenticated
        request.tablet = None if ended else tablet  # type: ignore[attr-defined]
        response = get_response(request)
        if ended:
            response.delete_cookie(NAME, samesite="Strict")
        elif tablet is not None and "visit" not in request.session:
            response["Clear-Site-Data"] = FORGET
        return response

    return answer


def _tablet(request: HttpRequest) -> Tablet | None:
    try:
        service_id, until = request.get_signed_cookie(NAME, "", salt=SALT).split()
        tablet = Tablet(UUID(service_id), datetime.fromtimestamp(int(until), tz=UTC))
    except ValueError:
        return None
    return tablet if timezone.now() < tablet.until else None
