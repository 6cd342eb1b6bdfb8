"""The techniques of a plan: taken up, done, told of, resting."""

from uuid import UUID

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.accounts.queries import carers_of
from reconnect.clinic.asking.forms import BlockForm
from reconnect.clinic.asking.words import words_at
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode
from reconnect.clinic.people.pages import posted
from reconnect.clinic.people.queries import episode_for
from reconnect.clinic.plan import forms, queries
from reconnect.clinic.plan.actions import lines
from reconnect.clinic.plan.models import PlanLine, PlanStep
from reconnect.clinic.plan.page import technique_of, techniques_of
from reconnect.clinic.plan.views.page import form_page, refused, save
from reconnect.clinic.questionnaires.actions import record_response
from reconnect.clinic.questionnaires.told import newest_told
from reconnect.errors import ActionDenied
from reconnect.model.guidance import Step

METHODS = ["GET", "HEAD", "POST"]
STANDINGS = {"pause": lines.pause_line, "resume": lines.resume_line, "end": lines.end_line}


@policy(CARERS)
@require_http_methods(METHODS)
def new_technique(request: HttpRequest, episode_id: UUID, new_technique_id: str) -> HttpResponse:
    """Take a technique up into the plan."""
    episode = episode_for(request.user, episode_id)
    technique = techniques_of(request.user.service).get(new_technique_id)
    if technique is None:
        raise Http404
    form = forms.AddTechniqueForm(posted(request), **_choices(request, episode))

    def act() -> None:
        told = {"added_on": form.today, "doing": form.doing, "id": form.told["id"]}
        lines.add_technique(episode=episode, technique_id=technique.id, by=request.user, **told)

    words = words_at(request.user, Step.EXPLAINING)
    return save(request, episode, form, act, technique.name, technique=technique, words=words)


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
    return form_page(request, found.episode, "plan/try.html.j2", context, status=422 if form.sent is not None else 200)


@policy(CARERS)
@require_POST
def line_standing(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Let a technique rest, take it up again, or take it out of the plan."""
    found = queries.line_for(request.user, line_id)
    form = forms.StandingForm(request.POST)
    if not form.is_valid():
        return refused(request, found.episode, "Say whether it rests, goes on or leaves the plan.", 422)
    STANDINGS[form.cleaned_data["what"]](line=found, by=request.user)
    return redirect("episode_plan", found.episode_id)


def _choices(request: HttpRequest, episode: Episode) -> dict[str, object]:
    """What a technique's form offers. A lead who no longer treats anybody is not offered again."""
    service = request.user.service
    return {"targets": queries.live_targets(episode), "carers": carers_of(service), "service": service}


def _line_page(
    request: HttpRequest, found: PlanLine, form: forms.ChangeLineForm, theirs: PlanStep | None
) -> HttpResponse:
    context = {"form": form, "technique": technique_of(found), "theirs": theirs, "heading": technique_of(found).name}
    return form_page(request, found.episode, "plan/line.html.j2", context, status=form.status)
