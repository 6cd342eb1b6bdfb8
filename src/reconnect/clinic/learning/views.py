"""The pieces as somebody's own pages show them, and each as a leaflet that anybody may read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reconnect.clinic.accounts.policy import ANYONE, policy
from reconnect.clinic.learning.presenters import cards_of, told_in, told_to_anyone
from reconnect.clinic.learning.queries import leaflet_of, piece_at, pieces, pieces_for
from reconnect.clinic.portal.permissions import AT_HOME
from reconnect.clinic.questionnaires.voices import voice_of


@policy(AT_HOME)
@require_safe
def leaflets(request: HttpRequest) -> HttpResponse:
    """All pieces, those first that the person's answers picked."""
    code = request.visit.code
    return render(request, "learning/list.html.j2", {"cards": cards_of(leaflet_of(code)), "service": code.service})


@policy(AT_HOME)
@require_safe
def piece(request: HttpRequest, piece_address: str) -> HttpResponse:
    """One of them, in the person's words, and the address at which anybody may read it."""
    code = request.visit.code
    voice = voice_of(code)
    found = piece_at(piece_address, pieces_for(voice))
    given = f"{settings.ORIGIN}{reverse('leaflet', args=[piece_address])}"
    context = {"piece": told_in(voice, found), "given": given, "service": code.service}
    return render(request, "learning/piece.html.j2", context)


@policy(ANYONE)
@require_safe
def leaflet(request: HttpRequest, piece_address: str) -> HttpResponse:
    """A piece for anybody. It is the same for everyone, so that nothing on it tells who gave it to whom."""
    return render(request, "learning/leaflet.html.j2", {"piece": told_to_anyone(piece_at(piece_address, pieces()))})
