"""Answers and questions leave a number and words, and nothing else anywhere: no table, no log, no order, no cookie."""

import logging
import random
from datetime import timedelta
from unittest import mock
from uuid import uuid4

import pytest
from browsing import Browser, signed_in, visiting
from django.conf import settings as as_set
from django.contrib.sessions.models import Session as KeptSession
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver
from django.utils import timezone
from rooming import OpenRoom, opened
from tables import everything
from universe import Universe

from reconnect.clinic.accounts.policy import views
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.groups.models import Session
from reconnect.clinic.polls import anonymous, nobody
from reconnect.clinic.polls.anonymous import put_in_box
from reconnect.clinic.polls.models import Question, RoomDoor, Tally
from reconnect.clinic.portal.actions import issue_home_code

WORDS = "Does anybody else 🙈 feel like this?"
ROOM = {"polls_tally", "polls_question"}


@pytest.fixture
def room(universe: Universe) -> OpenRoom:
    return opened(universe.north)


def somebody(who: str, universe: Universe) -> Browser:
    """A browser in which somebody is known by a code, or signed in."""
    place = universe.north
    if who == "with a code for questions":
        return visiting(place.code)
    if who == "with a code for home":
        code = issue_home_code(episode=place.answered.episode, by=place.clinician).text
        return visiting(code, leads_to="/h/")
    return signed_in(place.clinician)


def told(browser: Browser, room: OpenRoom) -> None:
    """Look at everything, answer, ask, and do each of them wrong once."""
    poll = room.session.polls.get()
    for path in ("", "c/", "wall/", "?sent"):
        assert browser.get(room.address + path).status_code == 200
    assert browser.post(f"{room.address}a/", {"poll": str(poll.pk)}).status_code == 422
    assert room.answer(poll, "agree", browser).status_code == 302
    assert room.answer(poll, "agree", browser).status_code == 302
    assert room.write("", browser).status_code == 422
    assert room.write(WORDS, browser).status_code == 302
    assert browser.get(room.address[:-1]).status_code == 301
    assert browser.get("/r/").status_code == 200
    assert browser.get("/r").status_code == 301
    assert browser.post("/r/", {"code": "000000"}).status_code == 422
    assert browser.get("/r/000000/").status_code == 404
    assert browser.get(f"{room.address}nothing/").status_code == 404


def changed(before: dict[str, list[str]], after: dict[str, list[str]]) -> set[str]:
    return {table for table in after if after[table] != before[table]}


@pytest.mark.parametrize("who", ["with a code for questions", "with a code for home", "signed in"])
def test_whoever_is_known_in_this_browser_leaves_a_number_and_sealed_words(
    universe: Universe, room: OpenRoom, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    room.ask()
    browser = somebody(who, universe)
    assert KeptSession.objects.exists()
    before = everything()
    caplog.set_level(logging.DEBUG)
    caplog.clear()
    told(browser, room)
    after = everything()
    assert changed(before, after) == ROOM
    assert [each.count for each in room.session.polls.get().tallies.order_by("choice")] == [1, 0, 0]
    assert Question.objects.get().words == WORDS
    assert WORDS not in "".join(after["polls_question"])
    assert caplog.text == ""


def test_a_row_of_the_room_has_no_column_for_anybody_or_for_a_moment() -> None:
    fields = {model.__name__: {each.name for each in model._meta.get_fields()} for model in (Question, Tally)}
    assert fields == {
        "Question": {"id", "service", "session", "words", "shown", "set_aside"},
        "Tally": {"id", "service", "poll", "choice", "count"},
    }


def test_two_who_answer_the_same_leave_the_same(universe: Universe, room: OpenRoom) -> None:
    """A dump after each: the one number differs, whoever it was."""
    poll = room.ask()
    rows = []
    for who in ("with a code for home", "signed in"):
        browser = somebody(who, universe)
        room.answer(poll, "disagree", browser)
        rows.append(everything()["polls_tally"])
        poll.tallies.update(count=0)
    assert rows[0] == rows[1]


def test_without_the_door_a_session_would_be_written_at_that_moment(
    universe: Universe, room: OpenRoom, caplog: pytest.LogCaptureFixture
) -> None:
    """The guard missing."""
    room.ask()
    browser = somebody("with a code for home", universe)
    KeptSession.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
    before = everything()
    with mock.patch.object(nobody, "is_room", return_value=False):
        told(browser, room)
    assert "django_session" in changed(before, everything())
    assert "/r/000000/" in caplog.text


def test_every_address_of_the_room_is_behind_the_door() -> None:
    routes = [route for route, view in views() if view.__module__ == "reconnect.clinic.polls.views.phones"]
    assert len(routes) == 6
    assert all(nobody.is_room(route) for route in routes)
    assert not any(nobody.is_room(route) for route, view in views() if route not in routes)
    assert [each for each in as_set.MIDDLEWARE if "polls" in each or "sessions" in each] == [
        "reconnect.clinic.polls.nobody.come_as_nobody",
        "django.contrib.sessions.middleware.SessionMiddleware",
    ]
    assert get_resolver().resolve("/r/ABC/").url_name == "room"


def test_nothing_behind_the_door_can_tell_one_browser_from_another() -> None:
    seen: list[HttpRequest] = []

    def look(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    telling = dict.fromkeys(nobody.TELLING, "telling") | {"HTTP_COOKIE": "session=telling; room=same; forgery=1"}
    for path in ("/r/", "/h/"):
        nobody.come_as_nobody(look)(RequestFactory(**telling).get(path))
    inside, elsewhere = seen
    assert "telling" not in repr((inside.META, inside.COOKIES))
    assert inside.COOKIES == {"room": "same"}
    assert "telling" in repr((elsewhere.META, elsewhere.COOKIES))


def test_no_page_of_the_room_sets_a_cookie_but_the_one_that_is_everybodys(universe: Universe, room: OpenRoom) -> None:
    poll, phone = room.ask(), Browser(enforce_csrf_checks=True)
    for path in ("", "c/", "wall/"):
        assert not phone.get(room.address + path).cookies
    assert not phone.get("/r/").cookies
    assert set(room.answer(poll, "agree", phone).cookies) == {"room"}
    assert not room.write(WORDS, phone).cookies


def test_what_breaks_on_our_side_is_still_in_the_log_without_what_was_sent(
    room: OpenRoom, caplog: pytest.LogCaptureFixture
) -> None:
    with mock.patch.object(anonymous.Question, "objects", None):
        assert room.write(WORDS).status_code == 500
    assert "Internal Server Error" in caplog.text
    assert WORDS not in caplog.text


def test_what_staff_do_with_the_room_is_in_the_trail_and_what_comes_from_the_phones_is_not(room: OpenRoom) -> None:
    poll = room.ask()
    before = AuditEvent.objects.count()
    told(Browser(), room)
    assert AuditEvent.objects.count() == before
    desk = signed_in(room.by)
    question = Question.objects.get()
    for to in ("wall", "back", "aside"):
        desk.post(f"/staff/room/box/{question.pk}/", {"to": to})
    desk.post(f"/staff/room/poll/{poll.pk}/close/")
    desk.post(f"{room.desk}wipe/")
    desk.post(f"{room.desk}close/")
    done = [(each.actor, each.action, each.target) for each in AuditEvent.objects.all()[before:]]
    assert {(actor, target) for actor, _, target in done} == {(room.by.actor, room.session.group.target)}
    assert [act for _, act, _ in done] == [
        *("show_question", "take_down_question", "set_question_aside", "close_poll", "empty_box", "close_room")
    ]


def placed() -> list[str]:
    """The ids of the questions in the order that the database keeps rows in, with what it notes of each."""
    note = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM polls_question ORDER BY {note}")  # noqa: S608 nothing of anybody's
        return [str(row[0]).replace("-", "") for row in cursor.fetchall()]


def test_no_row_of_the_box_tells_which_came_first(room: OpenRoom) -> None:
    sent = [uuid4() for _ in range(12)]
    for token in sent:
        room.write(WORDS, token=token)
    assert placed() == sorted(token.hex for token in sent) != [token.hex for token in sent]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(DISTINCT xmin::text) FROM polls_question")
            assert cursor.fetchone()[0] == 1


def test_rows_that_were_only_added_would_tell_it(room: OpenRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard missing."""

    def add(session: Session, questions: list[Question]) -> None:
        questions[-1].save(force_insert=True)

    monkeypatch.setattr(anonymous, "_write_anew", add)
    sent = [uuid4() for _ in range(6)]
    random.Random(7).shuffle(sent)  # noqa: S311 an order, no secret
    for token in sent:
        put_in_box(door=room.door, words=WORDS, id=token)
    assert placed() == [token.hex for token in sent]


def test_the_code_of_a_room_opens_nothing_else(room: OpenRoom) -> None:
    code = RoomDoor.objects.get(pk=room.door.pk).code
    assert Browser().post("/", {"code": code}).status_code == 422
