"""The first page, what was kept, and how the pages speak."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.policy import policy
from reconnect.clinic.home.actions import ask_to_speak, finish_tool
from reconnect.clinic.home.endings import Ending
from reconnect.clinic.home.first_page import first_page
from reconnect.clinic.home.kept import kept_card
from reconnect.clinic.home.queries import kept_for, kept_of
from reconnect.clinic.home.speaking import SpeakForm
from reconnect.clinic.people.pages import posted
from reconnect.clinic.portal.permissions import OWN_PAGES
from reconnect.clinic.portal.queries import stand_open
from reconnect.clinic.questionnaires import actions
from reconnect.clinic.questionnaires.voices import asked_to_speak, voice_of


@policy(OWN_PAGES)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What was agreed, one small thing, and what is open. A partner's first page is another one."""
    code = request.visit.code
    if code.partner_id is not None:
        return redirect("partner_home")
    return render(request, "home/home.html.j2", {"page": first_page(code), "service": code.service})


@policy(OWN_PAGES)
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """What was kept, by its names."""
    code = request.visit.code
    voice = voice_of(code)
    cards = [kept_card(each, voice) for each in kept_of(code)]
    return render(request, "home/kept.html.j2", {"cards": cards})


@policy(OWN_PAGES)
@require_safe
def kept_one(request: HttpRequest, kept_id: UUID) -> HttpResponse:
    """One of them, as it was said."""
    card = kept_card(kept_for(request.visit, kept_id), voice_of(request.visit.code))
    return render(request, "home/kept_one.html.j2", {"card": card, "service": request.visit.code.service})


@policy(OWN_PAGES)
@require_POST
def give_kept(request: HttpRequest, kept_id: UUID) -> HttpResponse:
    """Send what was only kept to the team as well; it stays here. A second click does nothing."""
    found = kept_for(request.visit, kept_id)
    if not stand_open(request.visit.code):  # a partner who no longer takes part keeps what is theirs
        return redirect("kept")
    finish_tool(code=request.visit.code, response=found, ending=Ending.BOTH)
    return redirect("kept_one", found.pk)


@policy(OWN_PAGES)
@require_POST
def put_away(request: HttpRequest, kept_id: UUID) -> HttpResponse:
    """Show it here no longer. Whoever clicks twice is where they meant to be."""
    found = next((each for each in kept_of(request.visit.code) if each.pk == kept_id), None)
    if found is not None:
        actions.put_away(code=request.visit.code, response=found)
    return redirect("kept")


@policy(OWN_PAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def speak(request: HttpRequest) -> HttpResponse:
    """How the pages speak: what was chosen, and another choice."""
    code = request.visit.code
    sent = posted(request)
    form = SpeakForm(asked_to_speak(code), sent, partner=code.partner_id is not None)
    if form.sent is not None and not form.errors:
        ask_to_speak(code=code, given=form.given)
        return redirect(f"{reverse('speak')}#saved")
    context = {"form": form, "service": code.service}
    return render(request, "home/speak.html.j2", context, status=422 if form.errors else 200)
