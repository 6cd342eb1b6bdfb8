"""What is answered when something outside our pages fails: too many tries, or a database that cannot write."""

import errno
import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from reconnect.errors import ActionDenied

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
SOON = "60"  # seconds after which a browser or a proxy may ask again


def went_wrong(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 the framework gives it
    """503 where the database could not be reached or written, so that it may work again; 409 where somebody was
    faster, and 500 for anything else.
    """
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError) or (isinstance(error, OSError) and error.errno in NO_ROOM):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": SOON})
    if isinstance(error, ActionDenied):
        return HttpResponse(render_to_string("409.html"), status=409)
    return HttpResponse(render_to_string("500.html"), status=500)


def too_many_tries(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """429, calmly; the sign-in library counts."""
    return HttpResponse(render_to_string("429.html"), status=429)
