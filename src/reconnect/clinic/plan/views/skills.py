"""What the person can do already."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.people.pages import posted
from reconnect.clinic.people.queries import episode_for
from reconnect.clinic.plan import forms, queries
from reconnect.clinic.plan.actions import skills
from reconnect.clinic.plan.views.page import save


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_skill(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Note a skill that the person has already."""
    episode = episode_for(request.user, episode_id)
    form = forms.SkillForm(posted(request), service=request.user.service)
    act = partial(skills.note_skill, episode=episode, by=request.user)
    return save(request, episode, form, lambda: act(**form.told), "A skill they have already")


@policy(CARERS)
@require_POST
def skill_withdrawal(request: HttpRequest, skill_id: UUID) -> HttpResponse:
    """Take a skill off the plan."""
    held = queries.skill_for(request.user, skill_id)
    skills.withdraw_skill(held=held, by=request.user)
    return redirect("episode_plan", held.episode_id)
