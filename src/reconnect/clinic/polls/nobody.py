"""Whatever comes to the room comes from nobody: what tells one browser from another is taken off at the door.

A browser that asks for the room may be signed in, or hold somebody's visit. Their session would be read, and written
once more, at that very moment. So nothing behind this, no view and no log, ever has it.
"""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

ANSWERED = "room"  # a cookie that is the same for everybody: which poll this phone answered, not what
ROOM = "/r/"
TELLING = (
    *("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_USER_AGENT", "HTTP_ACCEPT_LANGUAGE", "HTTP_REFERER"),
    *("REMOTE_ADDR", "REMOTE_HOST", "REMOTE_PORT", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED"),
)


def is_room(path: str) -> bool:
    """Whether an address is the room's."""
    return path.startswith(ROOM) or path == ROOM.rstrip("/")


def come_as_nobody(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, before any that looks for a session."""

    def answer(request: HttpRequest) -> HttpResponse:
        if is_room(request.path_info):
            kept = request.COOKIES.get(ANSWERED)
            request.COOKIES = {} if kept is None else {ANSWERED: kept}
            for name in TELLING:
                request.META.pop(name, None)
        return get_response(request)

    return answer


class NotOfTheRoom(logging.Filter):
    """Keeps out of the log that an address of the room was refused, and when; what broke on our side stays in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line may be written."""
        request = getattr(record, "request", None)
        return request is None or not is_room(request.path_info) or getattr(record, "status_code", 500) >= 500
