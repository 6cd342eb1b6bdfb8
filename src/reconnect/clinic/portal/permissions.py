"""Who may be on whose pages: whoever entered a code for them, until the visit is over."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reconnect.clinic.accounts.policy import Policy
from reconnect.clinic.questionnaires.held import hold

SAVES_LATER = frozenset({"tool_part"})  # pages whose answers are held while the code is asked for again


def _holds(*parts: str) -> Callable[[HttpRequest], bool]:
    def admits(request: HttpRequest) -> bool:
        visit = getattr(request, "visit", None)
        return visit is not None and any(getattr(visit.code, part) is not None for part in parts)

    return admits


def _ask_again(request: HttpRequest) -> HttpResponse:
    """For the code; with it comes back what was sent after the visit was over."""
    sent = request.method == "POST" and request.resolver_match.url_name in SAVES_LATER
    held = hold(request.POST) if sent else ""
    if not held:
        return redirect("start")
    return render(request, "questionnaires/start.html.j2", {"wrong": False, "held": held}, status=403)


AT_HOME = Policy("holder of a code for home", _holds("episode_id"), refuse=_ask_again)
OWN_PAGES = Policy("person or partner with a code", _holds("episode_id", "partner_id"), refuse=_ask_again)
AS_PARTNER = Policy("partner with a code", _holds("partner_id"), refuse=_ask_again)
