"""The box for questions: who writes is told first, who leads reads first, and what was written goes in time."""

from datetime import datetime, timedelta
from html import escape, unescape
from uuid import uuid4

import pytest
from browsing import Browser, signed_in
from django.db import connection
from django.utils import timezone
from rooming import OpenRoom, opened, read
from universe import Universe

from reconnect.clinic.polls.actions import wipe_questions
from reconnect.clinic.polls.anonymous import MOST, put_in_box
from reconnect.clinic.polls.models import Question, RoomDoor
from reconnect.config.steps import STEPS
from reconnect.errors import ActionDenied

HOSTILE = [
    "<script>window.__xss=1</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><script>1</script>",
    "{{ 7*7 }} {% raw %}",
    "' OR 1=1 --",
    "javascript:alert(1)",
]
ODD = ["👩🏽‍🦽 ❤️‍🩹 🙈", "Zoë, 李小龍, مرحبا", "one\ntwo\n\nthree", "a" * 500, "🙈" * 500, "=1+1"]


@pytest.fixture
def room(universe: Universe) -> OpenRoom:
    return opened(universe.north)


def wiped(at: datetime) -> int:
    return wipe_questions(at=at)["questions wiped"]


def placing(room: OpenRoom, question: Question, to: str) -> int:
    return signed_in(room.by).post(f"/staff/room/box/{question.pk}/", {"to": to}).status_code


def test_before_the_box_stands_who_reads_it_and_where_to_turn(room: OpenRoom) -> None:
    page = Browser().get(room.address).content.decode()
    before = page[: page.index("<textarea")]
    for told in (
        "Nobody can tell who wrote this.",
        "So nobody can follow it up",
        "The people who lead the group see it first.",
        "Please write no names.",
        escape(room.by.service.support_note),
        '<a href="/help/">Changes in your body that need help soon</a>',
    ):
        assert told in before


def test_a_question_goes_in_and_whoever_leads_sees_it_first(room: OpenRoom) -> None:
    answer = room.write("Is it only me?")
    assert (answer.status_code, answer["Location"]) == (302, f"{room.address}?sent#box")
    assert "Your question is in the box." in read(Browser().get(f"{room.address}?sent"))
    assert "Is it only me?" in read(signed_in(room.by).get(room.desk))
    for path in ("", "wall/", "?sent"):
        assert "Is it only me?" not in Browser().get(room.address + path).content.decode()


def test_one_question_at_a_time_hangs_on_the_wall_and_on_every_phone(room: OpenRoom) -> None:
    for words in ("The first?", "The other?"):
        room.write(words)
    first, other = (
        next(each for each in Question.objects.all() if each.words == f"The {which}?") for which in ("first", "other")
    )
    for question, seen, unseen in ((first, "first", "other"), (other, "other", "first")):
        mark = Browser().get(f"{room.address}c/").content
        assert placing(room, question, "wall") == 302
        assert Browser().get(f"{room.address}c/").content != mark
        for path in ("", "wall/"):
            page = read(Browser().get(room.address + path))
            assert f"The {seen}?" in page
            assert f"The {unseen}?" not in page
    assert placing(room, other, "aside") == 302
    assert "The other?" not in read(Browser().get(room.address))
    assert "Set aside" in read(signed_in(room.by).get(room.desk))
    assert placing(room, other, "back") == 302
    assert Question.objects.filter(set_aside=True).count() == 0


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_written_is_words_on_every_page(room: OpenRoom, words: str) -> None:
    room.write(words)
    placing(room, Question.objects.get(), "wall")
    pages = [Browser().get(room.address + path) for path in ("", "wall/")] + [signed_in(room.by).get(room.desk)]
    for page in pages:
        text = page.content.decode()
        if "<" in words:
            assert words not in text
        assert words in unescape(text)


@pytest.mark.parametrize("words", ODD)
def test_any_words_come_to_the_desk_as_they_were_written(room: OpenRoom, words: str) -> None:
    assert room.write(words).status_code == 302
    assert Question.objects.get().words.replace("\r\n", "\n") == words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Nothing was written, so nothing was sent."),
        (" \n ", "Nothing was written"),
        ("a" * 501, "at most 500 characters"),
        ("a\x00b", "Something in this text cannot be saved."),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(room: OpenRoom, words: str, said: str) -> None:
    answer = room.write(words)
    assert answer.status_code == 422
    assert said in read(answer)
    assert words.strip("\n ").replace("\x00", "") in answer.content.decode().replace("\x00", "")
    assert not Question.objects.exists()


def test_words_of_the_form_that_are_no_text_are_refused_kindly(room: OpenRoom) -> None:
    answer = Browser().post(f"{room.address}b/", {"words": "A question", "token": "not an id"})
    assert answer.status_code == 422
    assert not Question.objects.exists()


def test_two_clicks_put_it_in_once(room: OpenRoom) -> None:
    token = uuid4()
    assert [room.write("Once", token=token).status_code for _ in range(3)] == [302] * 3
    assert Question.objects.count() == 1


def test_a_full_box_says_so_and_keeps_what_was_typed(room: OpenRoom) -> None:
    for number in range(MOST):
        put_in_box(door=room.door, words=f"Question {number}")
    answer = room.write("One too many")
    assert answer.status_code == 409
    assert "The box is full." in read(answer)
    assert "The box is full." in read(signed_in(room.by).get(room.desk))
    assert "One too many" in answer.content.decode()
    assert sorted(each.words for each in Question.objects.all()) == sorted(f"Question {n}" for n in range(MOST))


def test_a_room_that_closed_meanwhile_takes_nothing(room: OpenRoom) -> None:
    signed_in(room.by).post(f"{room.desk}close/")
    assert room.write("Too late").status_code == 404
    with pytest.raises(ActionDenied):
        put_in_box(door=room.door, words="Too late")
    assert not Question.objects.exists()


def test_another_rooms_questions_are_not_seen(universe: Universe, room: OpenRoom) -> None:
    nextdoor, elsewhere = opened(universe.north, "Another group"), opened(universe.south)
    for each in (nextdoor, elsewhere):
        each.write("Of another room")
        placing(each, each.session.questions.get(), "wall")
    for page in (Browser().get(room.address), Browser().get(f"{room.address}wall/"), signed_in(room.by).get(room.desk)):
        assert "Of another room" not in page.content.decode()


def test_the_words_are_sealed(room: OpenRoom) -> None:
    room.write("Words that nobody reads past us")
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM polls_question")
        assert b"nobody reads" not in bytes(cursor.fetchone()[0])


def test_a_question_is_wiped_14_days_after_the_room_was_last_open(universe: Universe, room: OpenRoom) -> None:
    later = opened(universe.south, hours=6)
    for each in (room, later):
        each.write("A question")
    ended = room.door.opens_until
    assert wiped(at=ended + timedelta(days=14, seconds=-1)) == 0
    assert wiped(at=ended + timedelta(days=14)) == 1
    assert Question.objects.get().session == later.session
    assert wiped(at=ended + timedelta(days=15)) == 1
    assert wiped(at=ended + timedelta(days=15)) == 0


def test_a_room_that_opens_again_keeps_its_box_until_it_was_closed_for_14_days(room: OpenRoom) -> None:
    room.write("A question")
    RoomDoor.objects.update(opens_until=timezone.now() + timedelta(days=10))
    assert wiped(at=timezone.now() + timedelta(days=20)) == 0


def test_the_facilitator_may_wipe_the_box_at_once(universe: Universe, room: OpenRoom) -> None:
    other = opened(universe.north, "Another group")
    for each in (room, other):
        each.write("A question")
    assert signed_in(room.by).post(f"{room.desk}wipe/").status_code == 302
    assert Question.objects.get().session == other.session


def test_old_boxes_are_emptied_by_the_clock(room: OpenRoom) -> None:
    room.write("A question")
    (step,) = [each for each in STEPS if each.name == "empty old question boxes"]
    assert step.run(timezone.now()) == {"questions wiped": 0}
    assert step.run(timezone.now() + timedelta(days=15)) == {"questions wiped": 1}
    assert not Question.objects.exists()


@pytest.mark.parametrize("origin", ["http://[", "null", "https://elsewhere.example"])
def test_a_form_from_another_site_or_from_none_that_can_be_read_is_refused(room: OpenRoom, origin: str) -> None:
    poll = room.ask()
    sent = {"a": {"poll": str(poll.pk), "choice": "agree"}, "b": {"words": "From elsewhere"}}
    for place, fields in sent.items():
        assert Browser().post(f"{room.address}{place}/", fields, HTTP_ORIGIN=origin).status_code == 404
    assert sum(each.count for each in poll.tallies.all()) == 0
    assert not Question.objects.exists()
