"""Who may be here: whoever entered a code for home, until the visit is over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reconnect.clinic.accounts.policy import Policy
from reconnect.clinic.questionnaires.held import hold


def _holds_a_home_code(request: HttpRequest) -> bool:
    visit = getattr(request, "visit", None)
    return visit is not None and visit.code.episode_id is not None


def _ask_again(request: HttpRequest) -> HttpResponse:
    """For the code; with it comes back what was sent after the visit was over."""
    sent = request.method == "POST" and request.resolver_match.url_name == "tool_part"
    held = hold(request.POST) if sent else ""
    if not held:
        return redirect("start")
    return render(request, "questionnaires/start.html.j2", {"wrong": False, "held": held}, status=403)


AT_HOME = Policy("holder of a code for home", _holds_a_home_code, refuse=_ask_again)
