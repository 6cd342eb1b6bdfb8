"""What a browser sends is read as it was written: in the encoding of our own pages, or not at all."""

import codecs
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse


def only_utf8(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: refuse what names another encoding. Some can write half a letter, which nothing here can hold."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.encoding is not None and codecs.lookup(request.encoding).name != "utf-8":
            raise BadRequest("Only UTF-8 is read.")
        return get_response(request)

    return answer
