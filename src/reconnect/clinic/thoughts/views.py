"""Beliefs looked at again, and thoughts written down, on the person's own pages or a partner's."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reconnect.clinic.accounts.policy import policy
from reconnect.clinic.portal.permissions import AT_HOME, OWN_PAGES
from reconnect.clinic.questionnaires.voices import voice_of
from reconnect.clinic.thoughts.presenters import first_and_last, spoken
from reconnect.clinic.thoughts.queries import myth_at, myths, own_belief_of, own_beliefs_of, ratings_of


@policy(OWN_PAGES)
@require_safe
def beliefs(request: HttpRequest) -> HttpResponse:
    """All beliefs, and one's own cards that were kept."""
    code = request.visit.code
    voice = voice_of(code)
    found = [spoken(each, voice) for each in myths()]
    return render(request, "thoughts/beliefs.html.j2", {"beliefs": found, "own": own_beliefs_of(code)})


@policy(OWN_PAGES)
@require_safe
def belief(request: HttpRequest, belief_address: str) -> HttpResponse:
    """One of them: what many believe, a fairer view, and how it was rated, where that was kept."""
    code, myth = request.visit.code, myth_at(belief_address)
    rated = first_and_last(ratings_of(code, myth.id))
    context = {"belief": spoken(myth, voice_of(code)), "rated": rated, "service": code.service}
    return render(request, "thoughts/belief.html.j2", context)


@policy(OWN_PAGES)
@require_safe
def own_belief(request: HttpRequest, own_id: UUID) -> HttpResponse:
    """A card of one's own that was kept."""
    code = request.visit.code
    own = own_belief_of(code, own_id)
    context = {"own": own, "rated": first_and_last(own.ratings), "service": code.service}
    return render(request, "thoughts/own_belief.html.j2", context)


@policy(AT_HOME)
@require_safe
def thought_record(request: HttpRequest) -> HttpResponse:
    """What a thought record is, and the way to one."""
    return render(request, "thoughts/thought_record.html.j2", {"service": request.visit.code.service})
