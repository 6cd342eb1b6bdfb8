"""Who may answer: whoever entered a code, until the visit is over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reconnect.clinic.accounts.policy import Policy
from reconnect.clinic.questionnaires.held import hold


def _holds_a_code(request: HttpRequest) -> bool:
    visit = getattr(request, "visit", None)
    return visit is not None and visit.code.occasion_id is not None


def _ask_again(request: HttpRequest) -> HttpResponse:
    """For the code; with it comes back what was sent after the visit was over."""
    held = ""
    if request.method == "POST" and request.resolver_match.url_name == "part" and request.tablet is None:
        held = hold(request.POST)  # not on the room's tablet: whoever enters a code next is somebody else
    if not held:
        return redirect("start")
    return render(request, "questionnaires/start.html.j2", {"wrong": False, "held": held}, status=403)


VISITOR = Policy("holder of a code", _holds_a_code, refuse=_ask_again)
