"""Sign-in links of the demonstration; mounted nowhere else."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from reconnect.clinic.accounts.policy import ANYONE, policy
from reconnect.clinic.demo.personas import persona_member

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@policy(ANYONE)
@require_safe
def sign_in(request: HttpRequest, persona: str) -> HttpResponse:
    """Sign in as an invented member of the demonstration's clinic."""
    if not settings.DEMO:
        raise Http404
    login(request, persona_member(persona), backend=BACKEND)
    request.session["demo_sign_in"] = True
    return redirect("staff_home")
