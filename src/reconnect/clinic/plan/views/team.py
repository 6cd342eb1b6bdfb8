"""What a team can lead, and where its plans stand still."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.accounts.queries import carers_of
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.pages import posted
from reconnect.clinic.plan import forms, queries
from reconnect.clinic.plan.actions import lines, skills
from reconnect.clinic.plan.page import techniques_of
from reconnect.clinic.plan.presenters import mix
from reconnect.clinic.plan.stalled import stalled


@policy(CARERS)
@require_safe
def skills_mix(request: HttpRequest) -> HttpResponse:
    """What this team can lead, who needs support, and what nobody here leads."""
    members = carers_of(request.user.service)
    techniques = techniques_of(request.user.service)
    context = {"members": members, "mix": mix(techniques.values(), members, queries.levels_of(members))}
    return render(request, "plan/skills_mix.html.j2", context)


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def own_levels(request: HttpRequest) -> HttpResponse:
    """Say how far oneself can go with each technique."""
    known = queries.levels_of([request.user]).get(request.user.pk, {})
    techniques = techniques_of(request.user.service)
    form = forms.LevelsForm(posted(request), initial=known, techniques=techniques, service=request.user.service)
    if form.is_valid():
        skills.say_levels(member=request.user, levels=form.levels)
        return redirect("skills_mix")
    return render(request, "plan/own_levels.html.j2", {"form": form}, status=form.status)


@policy(CARERS)
@require_safe
def stalled_work(request: HttpRequest) -> HttpResponse:
    """Plans in which nothing happens, for somebody to look at; that it was read is noted before anything leaves."""
    service = request.user.service
    lines.read_stalled(by=request.user)  # by itself: nobody waits while all plans are looked through
    found = stalled(service, today_of(service))
    return render(request, "plan/stalled.html.j2", {"found": found, "techniques": techniques_of(service)})
