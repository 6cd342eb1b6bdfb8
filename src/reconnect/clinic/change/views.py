"""My own measures over time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reconnect.clinic.accounts.policy import policy
from reconnect.clinic.change.picture import picture
from reconnect.clinic.change.presenters import cards
from reconnect.clinic.change.queries import own_measures, times_come
from reconnect.clinic.people.days import today_of
from reconnect.clinic.portal.permissions import AT_HOME


@policy(AT_HOME)
@require_safe
def change(request: HttpRequest) -> HttpResponse:
    """Each measure in words, and all of them in one picture."""
    code = request.visit.code
    measures, come = own_measures(code.episode), times_come(code.episode, today_of(code.service))
    context = {"cards": cards(measures, come), "picture": picture(measures), "service": code.service}
    return render(request, "change/change.html.j2", context)
