"""What can be reached from the room's tablet: the questions of an occasion, and the way out of being a tablet."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

Answer = Callable[[HttpRequest], HttpResponse]
# By name, one by one: what is built later is out of reach until somebody says otherwise here.
IN_THE_ROOM = frozenset(
    {
        *("start", "next_part", "part", "save_one", "check", "done", "leave", "who_can_see", "when_to_get_help"),
        "end_tablet",
    }
)
SIGN_IN = frozenset({"account_login", "mfa_authenticate", "demo_sign_in"})
LEAVING = "leaves_tablet"  # in the session of whoever asked to end it


def keep_to_the_room(get_response: Answer) -> Answer:
    """Middleware: everything else leads from a tablet to its first page. Signing in is possible once asked for."""

    def answer(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:  # noqa: ARG001
        if request.tablet is None:
            return None
        name = request.resolver_match.url_name
        if name in IN_THE_ROOM or (name in SIGN_IN and LEAVING in request.session):
            return None
        return redirect("start")

    answer.process_view = process_view  # type: ignore[attr-defined]
    return answer
