"""Eight phones at the same moment: none of their answers is lost, and none is counted after closing."""

import time
from collections.abc import Callable
from functools import partial
from threading import Thread
from uuid import uuid4

import pytest
from at_once import at_once
from browsing import Browser
from django.db import connection, connections, transaction
from rooming import OpenRoom, opened
from universe import build_place

from reconnect.clinic.polls.actions import close_poll, open_poll, set_question_aside, show_question, take_down_question
from reconnect.clinic.polls.anonymous import count_answer, put_in_box
from reconnect.clinic.polls.models import Choice, Poll, Question
from reconnect.errors import ActionDenied
from reconnect.model.load import shipped_library

pytestmark = pytest.mark.django_db(transaction=True)
PHONES, ANSWERS = 8, 25


@pytest.fixture
def room(transactional_db: None) -> OpenRoom:
    return opened(build_place("north", furnished=False))


def test_of_eight_times_twenty_five_answers_none_is_lost(room: OpenRoom) -> None:
    poll = room.ask()

    def phone() -> list[int]:
        return [room.answer(poll, list(Choice)[number % 3], Browser()).status_code for number in range(ANSWERS)]

    assert at_once([phone] * PHONES) == [[302] * ANSWERS] * PHONES
    counts = {each.choice: each.count for each in poll.tallies.all()}
    assert counts == {"agree": PHONES * 9, "not sure": PHONES * 8, "disagree": PHONES * 8}
    assert close_poll(poll=poll, by=room.by).answered == PHONES * ANSWERS


def test_what_a_phone_was_told_is_counted_is_in_the_sum_whenever_it_is_closed(room: OpenRoom) -> None:
    poll = room.ask()
    answers = [partial(count_answer, door=room.door, poll_id=poll.pk, choice="agree")] * (3 * PHONES)
    close = partial(close_poll, poll=Poll.objects.get(pk=poll.pk), by=room.by)
    found = at_once([*answers[:PHONES], close, *answers[PHONES:]])
    assert not [each for each in found if isinstance(each, Exception) and not isinstance(each, ActionDenied)]
    counted = sum(each is None for each in found)
    poll.refresh_from_db()
    assert (poll.answered or 0) == (counted if counted >= 5 else 0)
    assert not poll.tallies.exists()


def test_one_poll_opens_of_many_that_are_opened_at_once(room: OpenRoom) -> None:
    first, second = shipped_library().myths.in_order[:2]
    jobs = [partial(open_poll, session=room.session, myth=myth, by=room.by) for myth in (first, second) * 4]
    found = at_once(jobs)
    assert sum(isinstance(each, Poll) for each in found) == 1
    assert all(isinstance(each, Poll | ActionDenied) for each in found)


def test_no_question_is_lost_where_each_writes_all_of_them_anew(room: OpenRoom) -> None:
    jobs = [partial(put_in_box, door=room.door, words=f"Question {number}", id=uuid4()) for number in range(24)]
    assert at_once(jobs) == [None] * 24
    assert sorted(each.words for each in Question.objects.all()) == sorted(f"Question {n}" for n in range(24))


def test_the_same_question_sent_by_two_taps_is_kept_once(room: OpenRoom) -> None:
    job = partial(put_in_box, door=room.door, words="Once", id=uuid4())
    assert at_once([job] * PHONES) == [None] * PHONES
    assert Question.objects.count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time anyway")
@pytest.mark.parametrize(("act", "aside"), [(take_down_question, False), (set_question_aside, True)])
def test_a_question_comes_down_even_while_the_box_is_written_anew(
    room: OpenRoom, act: Callable[..., None], *, aside: bool
) -> None:
    room.write("Something that hurts somebody")
    question = Question.objects.get()
    show_question(question=question, by=room.by)
    outcome: list[object] = []

    def place() -> None:
        try:
            outcome.append(act(question=question, by=room.by))
        except Exception as error:  # noqa: BLE001 asserted below
            outcome.append(error)
        finally:
            connections.close_all()

    placing = Thread(target=place)
    with transaction.atomic():
        put_in_box(door=room.door, words="Another", id=uuid4())
        placing.start()
        time.sleep(0.4)
    placing.join()
    assert outcome == [None]
    question.refresh_from_db()
    assert (question.shown, question.set_aside) == (False, aside)
