"""Sign-in links of the demonstration; mounted nowhere else."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from reconnect.clinic.accounts.policy import ANYONE, policy
from reconnect.clinic.demo.personas import (
    episode_to_practise,
    occasion_to_answer,
    partner_to_be,
    persona_member,
)
from reconnect.clinic.portal.actions import issue_home_code, issue_partner_code
from reconnect.clinic.questionnaires.answering import open_responses
from reconnect.clinic.questionnaires.codes import network_of
from reconnect.clinic.questionnaires.entry import enter_code, issue_code
from reconnect.clinic.questionnaires.visits import begin_visit

PERSON, AT_HOME, PARTNER = "person", "home", "partner"
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@policy(ANYONE)
@require_safe
def sign_in(request: HttpRequest, persona: str) -> HttpResponse:
    """Sign in as an invented member of the demonstration's clinic, or answer as an invented person of it."""
    if not settings.DEMO:
        raise Http404
    if persona == PERSON:
        return _answer(request)
    if persona in {AT_HOME, PARTNER}:
        return _on_own_pages(request, persona)
    login(request, persona_member(persona), backend=BACKEND)
    request.session["demo_sign_in"] = True
    return redirect("staff_home")


def _answer(request: HttpRequest) -> HttpResponse:
    """As in a clinic: the clinician makes a code, the person enters it."""
    clinician = persona_member("clinician")
    today = timezone.now().astimezone(clinician.service.zone).date()
    issued = issue_code(occasion=occasion_to_answer(clinician, today), by=clinician)
    code = enter_code(typed=issued.text, network=network_of(request))
    if code is None:
        raise Http404
    open_responses(code=code)
    begin_visit(request, code)
    return redirect("next_part")


def _on_own_pages(request: HttpRequest, persona: str) -> HttpResponse:
    """What a person has between contacts, or their partner has at all."""
    clinician = persona_member("clinician")
    if persona == PARTNER:
        issued = issue_partner_code(partner=partner_to_be(clinician), by=clinician)
    else:
        issued = issue_home_code(episode=episode_to_practise(clinician), by=clinician)
    code = enter_code(typed=issued.text, network=network_of(request))
    if code is None:
        raise Http404
    begin_visit(request, code)
    return redirect("home")
