"""Practices of attention and the stepping stones: the person's pages, and the staff's page about them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.people.pages import page_about
from reconnect.clinic.people.queries import person_for
from reconnect.clinic.plan.places import refuse_closed
from reconnect.clinic.portal.permissions import AT_HOME
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.questionnaires.voices import voice_of
from reconnect.clinic.sensations import actions
from reconnect.clinic.sensations.forms import read_why, read_words
from reconnect.clinic.sensations.presenters import (
    is_readable,
    staff_stones,
    steps_of,
    stone_page,
    stones_page,
    ways,
)
from reconnect.clinic.sensations.queries import (
    BOUNDARY,
    NOTE,
    NOTICED,
    STONES,
    episodes_of,
    order_of,
    practice_at,
    rules_of,
    stage_at,
    stages_of,
    stones_of,
)
from reconnect.model.practice import Setting
from reconnect.model.stage import Stage
from reconnect.model.stepping_stones import Stones


@policy(AT_HOME)
@require_safe
def attention(request: HttpRequest) -> HttpResponse:
    """The practices that are open."""
    code = request.visit.code
    found = {"everyday": ways(code, Setting.EVERYDAY), "intimate": ways(code, Setting.INTIMATE)}
    return render(request, "sensations/attention.html.j2", found | {"service": code.service})


@policy(AT_HOME)
@require_safe
def practice(request: HttpRequest, practice_address: str) -> HttpResponse:
    """One practice, in words, with a calm timer. That somebody did it is noted nowhere."""
    code = request.visit.code
    found = practice_at(code, practice_address)
    context = {"practice": found, "steps": steps_of(code, found), "note": NOTICED, "service": code.service}
    return render(request, "sensations/practice.html.j2", context)


@policy(AT_HOME)
@require_safe
def stones(request: HttpRequest) -> HttpResponse:
    """Where they stand, for as long as they like; or their own pause."""
    code = _stones_open(request)
    page = stones_page(code, stones_of(code.episode))
    context = {"page": page, "note": NOTE, "boundary": BOUNDARY, "service": code.service}
    return render(request, f"sensations/{'resting' if page.state.resting else 'stones'}.html.j2", context)


@policy(AT_HOME)
@require_safe
def stone(request: HttpRequest, stone_at: str) -> HttpResponse:
    """One stone in full, where it was opened; a closed one asks first."""
    code = _stones_open(request)
    stage, state = stage_at(code.service, stone_at), stones_of(code.episode)
    if state.resting:
        return redirect("stones")
    if not is_readable(stage, state, order_of(code.service)):
        return redirect("open_stone", stone_at)
    context = {"page": stone_page(code, stage, state), "note": NOTE, "service": code.service}
    return render(request, "sensations/stone.html.j2", context)


@policy(AT_HOME)
@require_http_methods(["GET", "HEAD", "POST"])
def open_stone(request: HttpRequest, later_at: str) -> HttpResponse:
    """Ask whether here is comfortable and relaxed. Any other word than yes keeps them where they are, kindly."""
    code = _stones_open(request)
    stage, state, order = stage_at(code.service, later_at), stones_of(code.episode), order_of(code.service)
    words = read_words(request.POST, partner=voice_of(code).partner)
    if state.flared and not state.resting and stage.id not in {state.here, *state.earlier(order)}:
        return _stay(request, code, flared=True)
    if not state.may_ask(order, stage.id):
        return redirect("stones") if state.here != stage.id else redirect("stone", later_at)
    if request.method != "POST" or words.missing or words.here != (state.here or ""):
        return _ask(request, stage, state, words if request.method == "POST" else None)
    if actions.open_stone(code=code, stage=stage, here=state.here, person=words.person, partner=words.partner):
        return redirect("stone", later_at)
    return _stay(request, code, flared=False)


@policy(AT_HOME)
@require_POST
def step_back(request: HttpRequest, stone_at: str) -> HttpResponse:
    """Be on an earlier stone: one tap, no reason."""
    code = _stones_open(request)
    actions.step_back(code=code, stage=stage_at(code.service, stone_at))
    return redirect("stones")


@policy(AT_HOME)
@require_POST
def far_enough(request: HttpRequest, stone_at: str) -> HttpResponse:
    """This is as far as I want to go."""
    code = _stones_open(request)
    actions.say_far_enough(code=code, stage=stage_at(code.service, stone_at))
    return redirect("stones")


@policy(AT_HOME)
@require_POST
def think_again(request: HttpRequest) -> HttpResponse:
    """It is not settled any more; nothing opens by it."""
    actions.think_again(code=_stones_open(request))
    return redirect("stones")


@policy(AT_HOME)
@require_POST
def not_now(request: HttpRequest) -> HttpResponse:
    """Pause the stones, with a reason or without."""
    actions.say_not_now(code=_stones_open(request), why=read_why(request.POST))
    return redirect("stones")


@policy(AT_HOME)
@require_POST
def take_up(request: HttpRequest) -> HttpResponse:
    """The pause is over."""
    actions.take_up_stones(code=_stones_open(request))
    return redirect("stones")


@policy(CARERS)
@require_safe
def stepping_stones(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What the person did there, and what they sent."""
    person = person_for(request.user, person_id)
    context = {
        "cards": [staff_stones(each) for each in episodes_of(person)],
        "stages": stages_of(request.user.service),
        "rules": rules_of(request.user.service),
    }
    return page_about(request, person, "sensations/staff.html.j2", context)


def _stones_open(request: HttpRequest) -> EntryCode:
    """The code, or 404 while the plan does not hold the stones."""
    code: EntryCode = request.visit.code
    refuse_closed(code.episode, STONES)
    return code


def _ask(request: HttpRequest, stage: Stage, state: Stones, words: object) -> HttpResponse:
    code = request.visit.code
    page = stones_page(code, state)
    partner = voice_of(code).partner
    context = {"stage": stone_page(code, stage, state), "page": page, "words": words, "partner": partner}
    status = 422 if words else 200
    return render(request, "sensations/open.html.j2", context | {"service": code.service}, status=status)


def _stay(request: HttpRequest, code: EntryCode, *, flared: bool) -> HttpResponse:
    context = {
        "page": stones_page(code, stones_of(code.episode)),
        "flared": flared,
        "note": NOTE,
        "service": code.service,
    }
    return render(request, "sensations/stay.html.j2", context)
