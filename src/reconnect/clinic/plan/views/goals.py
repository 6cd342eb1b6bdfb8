"""Goals, the targets that serve them, and what the person says of them."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.asking.words import words_at
from reconnect.clinic.formulation.queries import accepted_arrows
from reconnect.clinic.people.pages import posted
from reconnect.clinic.people.queries import episode_for
from reconnect.clinic.plan import forms, queries
from reconnect.clinic.plan.actions import goals
from reconnect.clinic.plan.views.page import refused, save
from reconnect.errors import ActionDenied
from reconnect.model.guidance import Step

METHODS = ["GET", "HEAD", "POST"]


@policy(CARERS)
@require_http_methods(METHODS)
def new_goal(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Write down what the person wants."""
    episode = episode_for(request.user, episode_id)
    form = forms.GoalForm(posted(request), service=request.user.service)
    return save(request, episode, form, lambda: goals.set_goal(episode=episode, by=request.user, **form.told), "A goal")


@policy(CARERS)
@require_http_methods(METHODS)
def goal_end(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Record that a goal ended, and how."""
    goal = queries.goal_for(request.user, goal_id)
    form = forms.EndGoalForm(posted(request), service=request.user.service)
    act = partial(goals.end_goal, goal=goal, by=request.user)
    return save(request, goal.episode, form, lambda: act(**form.cleaned_data), "End a goal", said=goal.words)


@policy(CARERS)
@require_http_methods(METHODS)
def new_target(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Write down what the team works on for a goal."""
    goal = queries.goal_for(request.user, goal_id)
    form = forms.TargetForm(posted(request), arrows=accepted_arrows(goal.episode), service=request.user.service)
    shown = {"said": goal.words, "words": words_at(request.user, Step.TARGETS)}
    act = partial(goals.set_target, goal=goal, by=request.user)
    return save(request, goal.episode, form, lambda: act(**form.told), "A target", **shown)


@policy(CARERS)
@require_POST
def target_end(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """Stop working on a target."""
    target = queries.target_for(request.user, target_id)
    goals.end_target(target=target, by=request.user)
    return redirect("episode_plan", target.goal.episode_id)


@policy(CARERS)
@require_POST
def target_agreement(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """Agree to a target for one's own discipline, or take that back."""
    target = queries.target_for(request.user, target_id)
    form = forms.ConsentForm(request.POST)
    if not form.is_valid():
        return refused(request, target.goal.episode, "Say whether you agree.", 422)
    act = goals.agree_to_target if form.cleaned_data["agree"] else goals.withdraw_from_target
    try:
        act(target=target, by=request.user)
    except ActionDenied as denied:
        return refused(request, target.goal.episode, str(denied), 409)
    return redirect("episode_plan", target.goal.episode_id)


@policy(CARERS)
@require_http_methods(METHODS)
def persons_word(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Record what the person says of the plan."""
    episode = episode_for(request.user, episode_id)
    targets = queries.live_targets(episode)
    form = forms.WordForm(posted(request), targets=targets, service=request.user.service)

    def act() -> None:
        try:
            goals.record_persons_word(episode=episode, by=request.user, **form.told)
        except ActionDenied:
            form.shown_again()
            raise

    return save(request, episode, form, act, "What they say of the plan", targets=targets)
