"""The phones in the room and the wall. Everybody is nobody here (nobody.py): no session, no visit, no token.

An answer has no authority of anybody's to borrow, so a forged form could do no more than one sent from this page. The
token against forgery would be a cookie that tells one phone from another. Instead a form is refused that the browser
says comes from another site.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.policy import ANYONE, policy
from reconnect.clinic.polls.anonymous import count_answer, put_in_box
from reconnect.clinic.polls.forms import AnswerForm, QuestionForm
from reconnect.clinic.polls.models import RoomDoor
from reconnect.clinic.polls.nobody import ANSWERED, ROOM
from reconnect.clinic.polls.presenters import room_of
from reconnect.clinic.polls.queries import open_door
from reconnect.clinic.tablet.pictures import picture_of_address
from reconnect.errors import ActionDenied


@policy(ANYONE)
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def enter_room(request: HttpRequest) -> HttpResponse:
    """Ask for the room's code."""
    if request.method != "POST":
        return render(request, "polls/enter.html.j2", {"room": None, "wrong": False})
    door = open_door(request.POST.get("code", ""))
    return _closed(request, 422) if door is None else redirect("room", door.code)


@policy(ANYONE)
@require_safe
def room(request: HttpRequest, room_code: str) -> HttpResponse:
    """What everybody sees, the poll that is open, and the box."""
    door = open_door(room_code)
    return _closed(request) if door is None else _phone(request, door)


@policy(ANYONE)
@csrf_exempt
@require_POST
def answer_poll(request: HttpRequest, room_code: str) -> HttpResponse:
    """Count an answer, once a phone by courtesy."""
    door, form = open_door(room_code), AnswerForm(request.POST)
    if door is None or not _from_here(request):
        return _closed(request)
    if not form.is_valid():
        return _phone(request, door, answer=form, status=422)
    poll = form.cleaned_data["poll"]
    if request.COOKIES.get(ANSWERED) != poll.hex:
        try:
            count_answer(door=door, poll_id=poll, choice=form.cleaned_data["choice"])
        except ActionDenied as denied:
            return _phone(request, door, problem=str(denied), status=409)
    page = redirect("room", door.code)
    page.set_cookie(
        ANSWERED, poll.hex, path=ROOM, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE
    )
    return page


@policy(ANYONE)
@csrf_exempt
@require_POST
def ask_room(request: HttpRequest, room_code: str) -> HttpResponse:
    """Put a question into the box."""
    door, form = open_door(room_code), QuestionForm(request.POST)
    if door is None or not _from_here(request):
        return _closed(request)
    if not form.is_valid():
        return _phone(request, door, box=form, status=422)
    try:
        put_in_box(door=door, **form.told)
    except ActionDenied as denied:
        return _phone(request, door, box=form, problem=str(denied), status=409)
    return redirect(reverse("room", args=[door.code]) + "?sent#box")


@policy(ANYONE)
@require_safe
def room_mark(request: HttpRequest, room_code: str) -> HttpResponse:
    """A word that changes when the page does, for a page that looks by itself."""
    door = open_door(room_code)
    return _closed(request) if door is None else HttpResponse(room_of(door).mark)


@policy(ANYONE)
@require_safe
def wall(request: HttpRequest, room_code: str) -> HttpResponse:
    """What the wall shows: how to come in, and what every phone shows. Nobody is signed in before a projector."""
    door = open_door(room_code)
    if door is None:
        return _closed(request)
    address = f"{settings.ORIGIN}{reverse('room', args=[door.code])}"
    shown = {"address": address.split("//")[1].removesuffix(f"{door.code}/"), "picture": picture_of_address(address)}
    return render(request, "polls/wall.html.j2", shown | {"room": room_of(door)})


def _phone(
    request: HttpRequest,
    door: RoomDoor,
    *,
    answer: Form | None = None,
    box: Form | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    found = room_of(door)
    context = {
        "room": found,
        "answered": found.asked is not None and request.COOKIES.get(ANSWERED) == found.asked.id.hex,
        "answer": answer or AnswerForm(),
        "box": box or QuestionForm(),
        "sent": "sent" in request.GET,
        "problem_said": problem,
    }
    return render(request, "polls/room.html.j2", context, status=status)


def _closed(request: HttpRequest, status: int = 404) -> HttpResponse:
    """The same for a wrong code, one that ended, and a form from elsewhere."""
    return render(request, "polls/enter.html.j2", {"room": None, "wrong": True}, status=status)


def _from_here(request: HttpRequest) -> bool:
    """Whether the browser does not say that another site sends this. One that says nothing is believed."""
    if request.META.get("HTTP_SEC_FETCH_SITE", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.META.get("HTTP_ORIGIN")
    try:
        return origin is None or urlsplit(origin).netloc == request.get_host()
    except ValueError:  # no address at all
        return False
