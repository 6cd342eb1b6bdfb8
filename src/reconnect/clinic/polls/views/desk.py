"""The desk: open the room, ask, close, and read the box first."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.groups.models import Session
from reconnect.clinic.groups.queries import session_for
from reconnect.clinic.polls.actions import (
    close_poll,
    close_room,
    empty_box,
    open_poll,
    open_room,
    set_question_aside,
    show_question,
    take_down_question,
)
from reconnect.clinic.polls.forms import HoursForm, PlacingForm
from reconnect.clinic.polls.presenters import desk_of
from reconnect.clinic.polls.queries import myth_at, poll_for, question_for
from reconnect.errors import ActionDenied

PLACES = {"wall": show_question, "back": take_down_question, "aside": set_question_aside}


@policy(CARERS)
@require_safe
def room_desk(request: HttpRequest, room_id: UUID) -> HttpResponse:
    """The room of a session, by the session's id, for whoever leads it."""
    return _desk(request, session_for(request.user, room_id))


@policy(CARERS)
@require_POST
def open_door(request: HttpRequest, room_id: UUID) -> HttpResponse:
    """Let phones in, by a fresh code."""
    session, form = session_for(request.user, room_id), HoursForm(request.POST)
    if not form.is_valid():
        return _desk(request, session, problem="Choose for how long the room is open.", status=422)
    return _done(request, session, lambda: open_room(session=session, by=request.user, **form.cleaned_data))


@policy(CARERS)
@require_POST
def close_door(request: HttpRequest, room_id: UUID) -> HttpResponse:
    """Let no phone in any more."""
    session = session_for(request.user, room_id)
    return _done(request, session, lambda: close_room(session=session, by=request.user))


@policy(CARERS)
@require_POST
def ask_belief(request: HttpRequest, room_id: UUID) -> HttpResponse:
    """Open a poll."""
    session = session_for(request.user, room_id)
    myth = myth_at(session, request.POST.get("belief", ""))
    if myth is None:
        return _desk(request, session, problem="Choose what to ask about.", status=422)
    return _done(request, session, lambda: open_poll(session=session, myth=myth, by=request.user))


@policy(CARERS)
@require_POST
def end_poll(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Close a poll, and show what may be shown to everybody at once."""
    poll = poll_for(request.user, poll_id)
    return _done(request, poll.session, lambda: close_poll(poll=poll, by=request.user))


@policy(CARERS)
@require_POST
def place_question(request: HttpRequest, box_id: UUID) -> HttpResponse:
    """Put a question on the wall, take it down, or set it aside."""
    question, form = question_for(request.user, box_id), PlacingForm(request.POST)
    if not form.is_valid():
        return _desk(request, question.session, problem="Choose where the question goes.", status=422)
    act = PLACES[form.cleaned_data["to"]]
    return _done(request, question.session, lambda: act(question=question, by=request.user))


@policy(CARERS)
@require_POST
def wipe_box(request: HttpRequest, room_id: UUID) -> HttpResponse:
    """Wipe every question of the session."""
    session = session_for(request.user, room_id)
    return _done(request, session, lambda: empty_box(session=session, by=request.user))


def _done(request: HttpRequest, session: Session, act: Callable[[], object]) -> HttpResponse:
    """Do it, and go back to the desk; or show the desk with why not."""
    try:
        act()
    except ActionDenied as denied:
        return _desk(request, session, problem=str(denied), status=409)
    return redirect("room_desk", session.pk)


def _desk(request: HttpRequest, session: Session, *, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"desk": desk_of(session, request.user.service), "hours": HoursForm(), "problem_said": problem}
    return render(request, "polls/desk.html.j2", context, status=status)
