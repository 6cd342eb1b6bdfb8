"""Pages of plans, and of what a team can lead."""

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.formulation.queries import accepted_arrows
from reconnect.clinic.people.actions import read_person
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.people.presenters import banner
from reconnect.clinic.people.queries import episode_for, person_for
from reconnect.clinic.plan.actions.goals import (
    agree_to_target,
    end_goal,
    end_target,
    record_persons_word,
    set_goal,
    set_target,
    withdraw_from_target,
)
from reconnect.clinic.plan.actions.lines import Overtaken, add_technique, change_line, end_line, pause_line, resume_line
from reconnect.clinic.plan.actions.skills import note_skill, say_levels, withdraw_skill
from reconnect.clinic.plan.forms import (
    AddTechniqueForm,
    ChangeLineForm,
    ConsentForm,
    EndGoalForm,
    GoalForm,
    LevelsForm,
    SkillForm,
    StandingForm,
    TargetForm,
    WordForm,
    known_of,
)
from reconnect.clinic.plan.models import PlanLine, PlanStep
from reconnect.clinic.plan.page import plan_card, technique_of, techniques_of
from reconnect.clinic.plan.presenters import mix
from reconnect.clinic.plan.queries import (
    carers_of,
    episodes_of,
    goal_for,
    levels_of,
    line_for,
    live_targets,
    newest_step,
    refuse_other,
    skill_for,
    target_for,
)
from reconnect.clinic.plan.stalled import stalled
from reconnect.errors import ActionDenied

STANDINGS = {"pause": pause_line, "resume": resume_line, "end": end_line}
METHODS = ["GET", "HEAD", "POST"]


@policy(CARERS)
@require_safe
def plan(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The plan of the person's newest episode."""
    person = person_for(request.user, person_id)
    episodes = episodes_of(person)
    return _page(request, person, episodes[0] if episodes else None)


@policy(CARERS)
@require_safe
def episode_plan(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """The plan of one episode, an earlier one too."""
    episode = episode_for(request.user, episode_id)
    return _page(request, episode.person, episode)


@policy(CARERS)
@require_safe
def plan_sheet(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """The plan to print and hand over: without forms, and without what is not in it."""
    episode = episode_for(request.user, episode_id)
    return _page(request, episode.person, episode, template="plan/sheet.html.j2")


@policy(CARERS)
@require_http_methods(METHODS)
def new_goal(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Write down what the person wants."""
    episode = episode_for(request.user, episode_id)
    form = GoalForm(_sent(request), service=request.user.service)
    return _add(request, episode, form, set_goal, {"episode": episode}, "A goal")


@policy(CARERS)
@require_http_methods(METHODS)
def goal_end(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Record that a goal ended, and how."""
    goal = goal_for(request.user, goal_id)
    form = EndGoalForm(_sent(request), service=request.user.service)
    return _save(request, goal.episode, form, lambda told: end_goal(goal=goal, by=request.user, **told), "End a goal")


@policy(CARERS)
@require_http_methods(METHODS)
def new_target(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Write down what the team works on for a goal."""
    goal = goal_for(request.user, goal_id)
    form = TargetForm(_sent(request), arrows=accepted_arrows(goal.episode), service=request.user.service)
    return _add(request, goal.episode, form, set_target, {"goal": goal}, "A target", said=goal.words)


@policy(CARERS)
@require_POST
def target_end(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """Stop working on a target."""
    target = target_for(request.user, target_id)
    end_target(target=target, by=request.user)
    return redirect("episode_plan", target.goal.episode_id)


@policy(CARERS)
@require_POST
def target_agreement(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """Agree to a target for one's own discipline, or take that back."""
    target = target_for(request.user, target_id)
    form = ConsentForm(request.POST)
    if not form.is_valid():
        return _refused(request, target.goal.episode, "Say whether you agree.", 422)
    try:
        (agree_to_target if form.cleaned_data["agree"] else withdraw_from_target)(target=target, by=request.user)
    except ActionDenied as denied:
        return _refused(request, target.goal.episode, str(denied), 409)
    return redirect("episode_plan", target.goal.episode_id)


@policy(CARERS)
@require_http_methods(METHODS)
def persons_word(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Record what the person says of the plan."""
    episode = episode_for(request.user, episode_id)
    form = WordForm(_sent(request), service=request.user.service)
    return _add(request, episode, form, record_persons_word, {"episode": episode}, "What they say of the plan")


@policy(CARERS)
@require_http_methods(METHODS)
def new_technique(request: HttpRequest, episode_id: UUID, new_technique_id: str) -> HttpResponse:
    """Take a technique up into the plan."""
    episode = episode_for(request.user, episode_id)
    technique = techniques_of(request.user.service).get(new_technique_id)
    if technique is None:
        raise Http404
    form = AddTechniqueForm(_sent(request), **_choices(request, episode))

    def save(told: dict[str, object]) -> None:
        add_technique(
            episode=episode,
            technique_id=technique.id,
            added_on=form.today,
            doing=form.doing,
            id=told["token"],
            by=request.user,
        )

    return _save(request, episode, form, save, technique.name, technique=technique)


@policy(CARERS)
@require_http_methods(METHODS)
def line(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Change how a technique is done: this week's experiment, what fits this person, who leads."""
    found = line_for(request.user, line_id)
    step = newest_step(found)
    form = ChangeLineForm(_sent(request), initial=known_of(step), **_choices(request, found.episode))
    theirs = None
    if form.is_valid():
        after = form.cleaned_data["after"]
        try:
            change_line(line=found, after=after, doing=form.doing, by=request.user)
            return redirect("episode_plan", found.episode_id)
        except Overtaken as overtaken:
            theirs = overtaken.standing
            form.seen_again(theirs)
        except ActionDenied as denied:
            form.add_error(None, str(denied))
    return _line_page(request, found, form, theirs)


@policy(CARERS)
@require_POST
def line_standing(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Let a technique rest, take it up again, or take it out of the plan."""
    found = line_for(request.user, line_id)
    form = StandingForm(request.POST)
    if not form.is_valid():
        return _refused(request, found.episode, "Say whether it rests, goes on or leaves the plan.", 422)
    STANDINGS[form.cleaned_data["what"]](line=found, by=request.user)
    return redirect("episode_plan", found.episode_id)


@policy(CARERS)
@require_http_methods(METHODS)
def new_skill(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Note a skill that the person has already."""
    episode = episode_for(request.user, episode_id)
    form = SkillForm(_sent(request), service=request.user.service)
    return _add(request, episode, form, note_skill, {"episode": episode}, "A skill they have already")


@policy(CARERS)
@require_POST
def skill_withdrawal(request: HttpRequest, skill_id: UUID) -> HttpResponse:
    """Take a skill off the plan."""
    held = skill_for(request.user, skill_id)
    withdraw_skill(held=held, by=request.user)
    return redirect("episode_plan", held.episode_id)


@policy(CARERS)
@require_safe
def skills_mix(request: HttpRequest) -> HttpResponse:
    """What this team can lead, who needs support, and what nobody here leads."""
    members = carers_of(request.user.service)
    techniques = techniques_of(request.user.service)
    context = {"members": members, "mix": mix(techniques.values(), members, levels_of(members))}
    return render(request, "plan/skills_mix.html.j2", context)


@policy(CARERS)
@require_http_methods(METHODS)
def own_levels(request: HttpRequest) -> HttpResponse:
    """Say how far oneself can go with each technique."""
    known = levels_of([request.user]).get(request.user.pk, {})
    techniques = techniques_of(request.user.service)
    form = LevelsForm(_sent(request), initial=known, techniques=techniques, service=request.user.service)
    if form.is_valid():
        say_levels(member=request.user, levels=form.levels)
        return redirect("skills_mix")
    return render(request, "plan/own_levels.html.j2", {"form": form}, status=422 if form.is_bound else 200)


@policy(CARERS)
@require_safe
def stalled_work(request: HttpRequest) -> HttpResponse:
    """Plans in which nothing happens, for somebody to look at."""
    service = request.user.service
    found = stalled(service, today_of(service))
    return render(request, "plan/stalled.html.j2", {"found": found, "techniques": techniques_of(service)})


def _sent(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _choices(request: HttpRequest, episode: Episode) -> dict[str, object]:
    """What a technique's form offers. A lead who no longer treats anybody is not offered again."""
    service = request.user.service
    return {"targets": live_targets(episode), "carers": carers_of(service), "service": service}


def _add(
    request: HttpRequest,
    episode: Episode,
    form: Form,
    act: Callable[..., object],
    of: dict[str, object],
    heading: str,
    **shown: object,
) -> HttpResponse:
    """A form that adds something once: its token becomes the id."""

    def save(told: dict[str, object]) -> None:
        act(**of, by=request.user, id=told.pop("token"), **told)

    return _save(request, episode, form, save, heading, **shown)


def _save(
    request: HttpRequest,
    episode: Episode,
    form: Form,
    act: Callable[[dict[str, object]], object],
    heading: str,
    **shown: object,
) -> HttpResponse:
    """Save a complete form and go back to the plan; or show it again with what to do."""
    if form.is_valid():
        try:
            act(dict(form.cleaned_data))
            return redirect("episode_plan", episode.pk)
        except IntegrityError:
            refuse_other(episode, form.cleaned_data.get("token"))
            return redirect("episode_plan", episode.pk)
        except ActionDenied as denied:
            form.add_error(None, str(denied))
    return _form(request, episode, "plan/form.html.j2", {"form": form, "heading": heading, **shown})


def _page(
    request: HttpRequest,
    person: Person,
    episode: Episode | None,
    template: str = "plan/plan.html.j2",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    with writing():
        read_person(person=person, by=request.user)
        context = {
            "person": person,
            "banner": banner(person, today_of(request.user.service)),
            "episode": episode,
            "episodes": episodes_of(person),
            "plan": plan_card(episode, request.user) if episode else None,
            "reader": request.user,
            "problem_said": problem,
        }
        return render(request, template, context, status=status)


def _refused(request: HttpRequest, episode: Episode, problem: str, status: int) -> HttpResponse:
    return _page(request, episode.person, episode, problem=problem, status=status)


def _line_page(request: HttpRequest, found: PlanLine, form: ChangeLineForm, theirs: PlanStep | None) -> HttpResponse:
    context = {"form": form, "technique": technique_of(found), "theirs": theirs, "heading": technique_of(found).name}
    status = 409 if theirs else None
    return _form(request, found.episode, "plan/line.html.j2", context, status=status)


def _form(
    request: HttpRequest, episode: Episode, template: str, context: dict[str, object], status: int | None = None
) -> HttpResponse:
    with writing():
        read_person(person=episode.person, by=request.user)
        shown = {"technique": None, "said": "", "episode": episode, "person": episode.person} | context
        shown["banner"] = banner(episode.person, today_of(request.user.service))
        return render(request, template, shown, status=status or (422 if shown["form"].is_bound else 200))
