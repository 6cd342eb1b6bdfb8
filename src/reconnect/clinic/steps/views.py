"""What a person tries: their own steps, small experiments, plans for a good time or a talk; and the staff's page."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.people.models import Person
from reconnect.clinic.people.pages import page_about, posted
from reconnect.clinic.people.queries import person_for
from reconnect.clinic.plan.places import refuse_closed
from reconnect.clinic.portal.permissions import AT_HOME
from reconnect.clinic.questionnaires.actions import put_away, send_tool
from reconnect.clinic.questionnaires.voices import voice_of
from reconnect.clinic.steps.actions import ladder as steps
from reconnect.clinic.steps.actions import timing
from reconnect.clinic.steps.forms import PaceForm, StepForm, TryForm
from reconnect.clinic.steps.presenters import (
    IdeaGroup,
    KeptWorksheet,
    PhraseGroup,
    SharedStep,
    Timing,
    apart,
    experiments,
)
from reconnect.clinic.steps.queries import (
    WORKSHEETS,
    idea_groups,
    ideas,
    kept_for,
    kept_of,
    movement_at,
    movements,
    newest_plan,
    phrase_groups,
    shared_step_for,
    shared_steps,
    step_of,
    steps_of,
    steps_shown,
)
from reconnect.errors import ActionDenied
from reconnect.model.address import address_of, at_address
from reconnect.model.step_idea import wants_no_touch

METHODS = ["GET", "HEAD", "POST"]


@policy(AT_HOME)
@require_http_methods(METHODS)
def ladder(request: HttpRequest) -> HttpResponse:
    """The person's own steps; the first question is what they are prepared to try, and no touch is an answer."""
    code = request.visit.code
    refuse_closed(code.episode, "ladder")
    asked = steps_shown(code.episode) is None
    form = StepForm(posted(request), asked=asked)
    if request.method == "POST":
        if "none" in request.POST or wants_no_touch(request.POST.get("words", ""), idea_groups()):
            return redirect("step_ideas")
        if form.is_valid():
            said = form.cleaned_data
            steps.add_step(
                code=code, words=said["words"], together=said["together"], shown=form.team_sees, id=said["token"]
            )
            return redirect("ladder")
    return _ladder_page(request, form)


@policy(AT_HOME)
@require_http_methods(METHODS)
def step_ideas(request: HttpRequest) -> HttpResponse:
    """Ideas to pick from, gentle ones first; picked, an idea becomes a step of one's own."""
    code = request.visit.code
    refuse_closed(code.episode, "ladder")
    voice = voice_of(code)
    asked = steps_shown(code.episode) is None
    form = StepForm(posted(request), asked=asked)
    idea = at_address(request.POST.get("idea", ""), [each for each in ideas() if voice.admits(each.only)])
    if idea is not None and form.is_valid():
        words, token = voice.say(idea.text), form.cleaned_data["token"]
        steps.add_step(code=code, words=words, together=idea.together, shown=form.team_sees, id=token)
        return redirect("ladder")
    if form.is_bound and idea is None:
        form.add_error(None, "Please pick one of the ideas, or go back to your steps.")
    groups = [IdeaGroup.of(each, voice) for each in idea_groups()]
    context = {"groups": groups, "form": form, "asked": asked, "service": code.service}
    return render(request, "steps/ideas.html.j2", context, status=422 if form.is_bound else 200)


@policy(AT_HOME)
@require_POST
def steps_to_team(request: HttpRequest) -> HttpResponse:
    """Whether the team may see the steps, from now on."""
    code = request.visit.code
    refuse_closed(code.episode, "ladder")
    if request.POST.get("shown") in {"yes", "no"}:
        steps.say_shown(code=code, shown=request.POST["shown"] == "yes")
    return redirect("ladder")


@policy(AT_HOME)
@require_http_methods(METHODS)
def ladder_step(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """One step: note how it went. Nothing noted is counted."""
    code = request.visit.code
    refuse_closed(code.episode, "ladder")
    step = step_of(code, step_id)
    time = Timing.of(step)
    form = TryForm(posted(request), service=code.service, timed=time is not None)
    if form.is_bound and form.is_valid():
        steps.note_try(code=code, step=step, **form.told)
        return redirect("step_noted", step.pk)
    context = {"step": step, "form": form, "timing": time, "service": code.service}
    return render(request, "steps/step.html.j2", context, status=422 if form.is_bound else 200)


@policy(AT_HOME)
@require_safe
def step_noted(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """It is noted; what was said is not shown."""
    code = request.visit.code
    refuse_closed(code.episode, "ladder")
    step = step_of(code, step_id)
    shown = steps_shown(code.episode)
    return render(request, "steps/noted.html.j2", {"step": step, "shown": shown, "service": code.service})


@policy(AT_HOME)
@require_POST
def change_step(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Move it, put it away, take back what was noted last, or leave its time out."""
    code = request.visit.code
    refuse_closed(code.episode, "ladder")
    step = step_of(code, step_id)
    match request.POST.get("do"):
        case "earlier" | "later" as way:
            steps.move_step(code=code, step=step, earlier=way == "earlier")
        case "away":
            steps.put_step_away(code=code, step=step)
        case "take back":
            steps.take_back_try(code=code, step=step)
            return redirect("ladder_step", step.pk)
        case "no time":
            timing.leave_time_out(code=code, step=step)
            return redirect("ladder_step", step.pk)
    return redirect("ladder")


@policy(AT_HOME)
@require_POST
def step_pace(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """How fast the step's time may grow, or back to a shorter one. Without a time there is nothing to choose."""
    code = request.visit.code
    refuse_closed(code.episode, "ladder")
    step = step_of(code, step_id)
    form = PaceForm(request.POST)
    if Timing.of(step) is not None:
        if "back" in request.POST:
            timing.choose_pace(code=code, step=step, back=True)
        elif form.is_valid():
            timing.choose_pace(code=code, step=step, percent=form.cleaned_data["percent"])
    return redirect("ladder_step", step.pk)


@policy(AT_HOME)
@require_safe
def experiment_pages(request: HttpRequest) -> HttpResponse:
    """Plan a small experiment, or write down what was found; plans show only where the person keeps them."""
    code = request.visit.code
    refuse_closed(code.episode, "experiments")
    plans, found = kept_of(code, "experiment-plan"), kept_of(code, "experiment-found")
    context = {
        "kept": experiments(plans, found),
        "apart": apart(plans, found),
        "newest": newest_plan(code),
        "service": code.service,
    }
    return render(request, "steps/experiments.html.j2", context)


@policy(AT_HOME)
@require_safe
def planner(request: HttpRequest) -> HttpResponse:
    """A plan for a good time, kept or printed where the person likes."""
    code = request.visit.code
    kept = [KeptWorksheet.of(each) for each in kept_of(code, "planner")]
    return render(request, "steps/planner.html.j2", {"kept": kept, "service": code.service})


@policy(AT_HOME)
@require_safe
def talking(request: HttpRequest) -> HttpResponse:
    """Plan a talk, find words for it, bring it to the clinician."""
    code = request.visit.code
    kept = [KeptWorksheet.of(each) for each in kept_of(code, "talk-plan")]
    return render(request, "steps/talking.html.j2", {"kept": kept, "service": code.service})


@policy(AT_HOME)
@require_safe
def words_to_borrow(request: HttpRequest) -> HttpResponse:
    """Words for a talk, in the person's voice."""
    code = request.visit.code
    voice = voice_of(code)
    groups = [PhraseGroup.of(each, voice) for each in phrase_groups()]
    return render(request, "steps/words.html.j2", {"groups": groups, "service": code.service})


@policy(AT_HOME)
@require_safe
def movement(request: HttpRequest) -> HttpResponse:
    """Ways to let go of the pelvic floor and to move, one as good as another."""
    code = request.visit.code
    ways = [(address_of(each.id), each.name, each.about) for each in movements()]
    return render(request, "steps/movement.html.j2", {"ways": ways, "service": code.service})


@policy(AT_HOME)
@require_safe
def one_movement(request: HttpRequest, movement_address: str) -> HttpResponse:
    """One of them, with a quiet timer."""
    code = request.visit.code
    found = movement_at(movement_address)
    context = {"found": found, "paragraphs": voice_of(code).speak(found.steps), "service": code.service}
    return render(request, "steps/one_movement.html.j2", context)


@policy(AT_HOME)
@require_POST
def put_worksheet_away(request: HttpRequest, kept_id: UUID) -> HttpResponse:
    """No longer keep a worksheet here."""
    kept = kept_for(request.visit.code, kept_id)
    put_away(code=request.visit.code, response=kept)
    return redirect(WORKSHEETS[kept.questionnaire_id])


@policy(AT_HOME)
@require_POST
def bring_worksheet(request: HttpRequest, kept_id: UUID) -> HttpResponse:
    """Send a kept worksheet to the team, and keep it. What was sent before stays as it is."""
    kept = kept_for(request.visit.code, kept_id)
    send_tool(code=request.visit.code, response=kept, keep=True)
    return redirect("tool", kept.pk)


@policy(CARERS)
@require_safe
def persons_steps(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The steps that the person lets their team see."""
    return _staff_page(request, person_for(request.user, person_id))


@policy(CARERS)
@require_POST
def step_timing(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Switch the timed rule of thumb on for this step, or off."""
    step = shared_step_for(request.user, step_id)
    switch = timing.enable_timing if request.POST.get("timed") == "yes" else timing.end_timing
    try:
        switch(step=step, by=request.user)
    except ActionDenied as denied:
        return _staff_page(request, step.episode.person, str(denied))
    return redirect("persons_steps", step.episode.person_id)


def _ladder_page(request: HttpRequest, form: StepForm) -> HttpResponse:
    code = request.visit.code
    context: dict[str, Any] = {
        "steps": steps_of(code),
        "form": form,
        "shown": steps_shown(code.episode),
        "partner": voice_of(code).partner,
        "service": code.service,
    }
    return render(request, "steps/ladder.html.j2", context, status=422 if form.is_bound else 200)


def _staff_page(request: HttpRequest, person: Person, refused: str = "") -> HttpResponse:
    context = {"steps": [SharedStep.of(each, request.user) for each in shared_steps(person)], "refused": refused}
    return page_about(request, person, "steps/shared.html.j2", context, status=422 if refused else 200)
