"""Pages of plans, and of what a team can lead."""

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.accounts.queries import carers_of
from reconnect.clinic.asking.forms import BlockForm
from reconnect.clinic.asking.words import words_at
from reconnect.clinic.formulation.queries import accepted_arrows
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.people.pages import page_about, posted
from reconnect.clinic.people.queries import episode_for, episodes_of, newest_episode, person_for
from reconnect.clinic.plan import forms, queries
from reconnect.clinic.plan.actions import goals, lines, skills
from reconnect.clinic.plan.models import PlanLine, PlanStep
from reconnect.clinic.plan.page import plan_card, technique_of, techniques_of
from reconnect.clinic.plan.presenters import mix
from reconnect.clinic.plan.stalled import stalled
from reconnect.clinic.questionnaires.actions import record_response
from reconnect.clinic.questionnaires.told import newest_told
from reconnect.errors import ActionDenied
from reconnect.model.guidance import Step

STANDINGS = {"pause": lines.pause_line, "resume": lines.resume_line, "end": lines.end_line}
METHODS = ["GET", "HEAD", "POST"]


@policy(CARERS)
@require_safe
def plan(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The plan of the person's newest episode."""
    person = person_for(request.user, person_id)
    return _page(request, person, newest_episode(person))


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
    form = forms.GoalForm(posted(request), service=request.user.service)
    return _add(request, episode, form, goals.set_goal, {"episode": episode}, "A goal")


@policy(CARERS)
@require_http_methods(METHODS)
def goal_end(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Record that a goal ended, and how."""
    goal = queries.goal_for(request.user, goal_id)
    form = forms.EndGoalForm(posted(request), service=request.user.service)

    def save(told: dict[str, object]) -> None:
        goals.end_goal(goal=goal, by=request.user, **told)

    return _save(request, goal.episode, form, save, "End a goal", said=goal.words)


@policy(CARERS)
@require_http_methods(METHODS)
def new_target(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Write down what the team works on for a goal."""
    goal = queries.goal_for(request.user, goal_id)
    form = forms.TargetForm(posted(request), arrows=accepted_arrows(goal.episode), service=request.user.service)
    shown = {"said": goal.words, "words": words_at(request.user, Step.TARGETS)}
    return _add(request, goal.episode, form, goals.set_target, {"goal": goal}, "A target", **shown)


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
        return _refused(request, target.goal.episode, "Say whether you agree.", 422)
    act = goals.agree_to_target if form.cleaned_data["agree"] else goals.withdraw_from_target
    try:
        act(target=target, by=request.user)
    except ActionDenied as denied:
        return _refused(request, target.goal.episode, str(denied), 409)
    return redirect("episode_plan", target.goal.episode_id)


@policy(CARERS)
@require_http_methods(METHODS)
def persons_word(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Record what the person says of the plan."""
    episode = episode_for(request.user, episode_id)
    targets = queries.live_targets(episode)
    form = forms.WordForm(posted(request), targets=targets, service=request.user.service)

    def save(told: dict[str, object]) -> None:
        try:
            goals.record_persons_word(episode=episode, by=request.user, id=told.pop("token"), **told)
        except ActionDenied:
            form.shown_again()
            raise

    return _save(request, episode, form, save, "What they say of the plan", targets=targets)


@policy(CARERS)
@require_http_methods(METHODS)
def new_technique(request: HttpRequest, episode_id: UUID, new_technique_id: str) -> HttpResponse:
    """Take a technique up into the plan."""
    episode = episode_for(request.user, episode_id)
    technique = techniques_of(request.user.service).get(new_technique_id)
    if technique is None:
        raise Http404
    form = forms.AddTechniqueForm(posted(request), **_choices(request, episode))

    def save(told: dict[str, object]) -> None:
        lines.add_technique(
            episode=episode,
            technique_id=technique.id,
            added_on=form.today,
            doing=form.doing,
            id=told["token"],
            by=request.user,
        )

    words = words_at(request.user, Step.EXPLAINING)
    return _save(request, episode, form, save, technique.name, technique=technique, words=words)


@policy(CARERS)
@require_http_methods(METHODS)
def line(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Change how a technique is done: this week's experiment, what fits this person, who leads."""
    found = queries.line_for(request.user, line_id)
    step = queries.newest_step(found)
    form = forms.ChangeLineForm(posted(request), initial=forms.known_of(step), **_choices(request, found.episode))
    theirs = None
    if form.is_valid():
        after = form.cleaned_data["after"]
        try:
            lines.change_line(line=found, after=after, doing=form.doing, by=request.user)
            return redirect("episode_plan", found.episode_id)
        except lines.Overtaken as overtaken:
            theirs = overtaken.standing
            form.seen_again(theirs)
        except ActionDenied as denied:
            form.add_error(None, str(denied))
    return _line_page(request, found, form, theirs)


@policy(CARERS)
@require_http_methods(METHODS)
def told_try(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Write down what somebody tells of a technique they tried, on its own worksheet."""
    found = queries.line_for(request.user, line_id)
    worksheet = queries.worksheet_of(found)
    form = BlockForm(worksheet, posted(request), today_of(request.user.service), newest_told(found.episode.person))
    if form.complete and form.told["given"]:
        try:
            record_response(episode=found.episode, questionnaire=worksheet, by=request.user, **form.told)
        except IntegrityError:
            queries.refuse_other(found.episode, form.token)
        return redirect("episode_plan", found.episode_id)
    context = {"form": form, "worksheet": worksheet, "words": words_at(request.user, Step.UNHELPFUL_WEEK)}
    return _form(request, found.episode, "plan/try.html.j2", context, status=422 if form.sent is not None else 200)


@policy(CARERS)
@require_POST
def line_standing(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Let a technique rest, take it up again, or take it out of the plan."""
    found = queries.line_for(request.user, line_id)
    form = forms.StandingForm(request.POST)
    if not form.is_valid():
        return _refused(request, found.episode, "Say whether it rests, goes on or leaves the plan.", 422)
    STANDINGS[form.cleaned_data["what"]](line=found, by=request.user)
    return redirect("episode_plan", found.episode_id)


@policy(CARERS)
@require_http_methods(METHODS)
def new_skill(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Note a skill that the person has already."""
    episode = episode_for(request.user, episode_id)
    form = forms.SkillForm(posted(request), service=request.user.service)
    return _add(request, episode, form, skills.note_skill, {"episode": episode}, "A skill they have already")


@policy(CARERS)
@require_POST
def skill_withdrawal(request: HttpRequest, skill_id: UUID) -> HttpResponse:
    """Take a skill off the plan."""
    held = queries.skill_for(request.user, skill_id)
    skills.withdraw_skill(held=held, by=request.user)
    return redirect("episode_plan", held.episode_id)


@policy(CARERS)
@require_safe
def skills_mix(request: HttpRequest) -> HttpResponse:
    """What this team can lead, who needs support, and what nobody here leads."""
    members = carers_of(request.user.service)
    techniques = techniques_of(request.user.service)
    context = {"members": members, "mix": mix(techniques.values(), members, queries.levels_of(members))}
    return render(request, "plan/skills_mix.html.j2", context)


@policy(CARERS)
@require_http_methods(METHODS)
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


def _choices(request: HttpRequest, episode: Episode) -> dict[str, object]:
    """What a technique's form offers. A lead who no longer treats anybody is not offered again."""
    service = request.user.service
    return {"targets": queries.live_targets(episode), "carers": carers_of(service), "service": service}


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
            queries.refuse_other(episode, form.cleaned_data.get("token"))
            return redirect("episode_plan", episode.pk)
        except ActionDenied as denied:
            form.add_error(None, str(denied))
    return _form(request, episode, "plan/form.html.j2", {"form": form, "heading": heading, **shown}, form.status)


def _page(
    request: HttpRequest,
    person: Person,
    episode: Episode | None,
    template: str = "plan/plan.html.j2",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "episode": episode,
        "episodes": episodes_of(person),
        "plan": plan_card(episode, request.user) if episode else None,
        "reader": request.user,
        "problem_said": problem,
    }
    return page_about(request, person, template, context, status=status)


def _refused(request: HttpRequest, episode: Episode, problem: str, status: int) -> HttpResponse:
    return _page(request, episode.person, episode, problem=problem, status=status)


def _line_page(
    request: HttpRequest, found: PlanLine, form: forms.ChangeLineForm, theirs: PlanStep | None
) -> HttpResponse:
    context = {"form": form, "technique": technique_of(found), "theirs": theirs, "heading": technique_of(found).name}
    return _form(request, found.episode, "plan/line.html.j2", context, status=form.status)


def _form(
    request: HttpRequest, episode: Episode, template: str, context: dict[str, object], status: int
) -> HttpResponse:
    shown = {"technique": None, "said": "", "targets": (), "words": (), "episode": episode} | context
    return page_about(request, episode.person, template, shown, status=status)
