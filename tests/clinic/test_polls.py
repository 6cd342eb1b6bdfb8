"""A belief asked about in the room: answered once a phone, shown once to everybody alike, and never again."""

from datetime import timedelta
from html import unescape

import pytest
from browsing import Browser, signed_in
from django.utils import timezone
from rooming import OpenRoom, opened, read
from universe import Universe

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.groups.actions.roster import add_to_group
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.people.days import today_of
from reconnect.clinic.polls.actions import close_poll, open_poll, open_room
from reconnect.clinic.polls.anonymous import count_answer
from reconnect.clinic.polls.models import Poll, RoomDoor, Tally
from reconnect.clinic.polls.queries import myths_for
from reconnect.errors import ActionDenied
from reconnect.model.address import address_of
from reconnect.model.load import shipped_library


@pytest.fixture
def room(universe: Universe) -> OpenRoom:
    return opened(universe.north)


def answered(room: OpenRoom, *choices: str) -> Poll:
    """A poll that was answered so."""
    poll = room.ask()
    for choice in choices:
        assert room.answer(poll, choice).status_code == 302
    return poll


def shown(room: OpenRoom, at: str = "") -> str:
    return read(Browser().get(room.address + at))


def test_a_phone_answers_and_hears_that_it_did(room: OpenRoom) -> None:
    poll, phone = room.ask(), Browser()
    assert "What do you think?" in read(phone.get(room.address))
    answer = room.answer(poll, "agree", phone)
    assert (answer.status_code, answer["Location"]) == (302, room.address)
    assert "This phone has answered." in read(phone.get(room.address))
    assert Tally.objects.get(choice="agree").count == 1


def test_a_phone_answers_once_by_courtesy_and_twice_where_its_memory_is_cleared(room: OpenRoom) -> None:
    poll, phone = room.ask(), Browser()
    for _ in range(3):
        room.answer(poll, "agree", phone)
    assert Tally.objects.get(choice="agree").count == 1
    phone.cookies.clear()
    room.answer(poll, "agree", phone)
    assert Tally.objects.get(choice="agree").count == 2


def test_what_a_phone_keeps_is_the_same_on_every_phone(room: OpenRoom) -> None:
    poll = room.ask()
    kept = set()
    for choice in ("agree", "disagree", "not sure"):
        phone = Browser()
        room.answer(poll, choice, phone)
        kept.add(str(phone.cookies))
    assert len(kept) == 1
    (cookie,) = kept
    assert "Path=/r/" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Max-Age" not in cookie  # gone with the browser


def test_while_it_is_open_nobody_sees_how_many_answered(room: OpenRoom) -> None:
    desk = signed_in(room.by)
    poll = room.ask()
    before = read(desk.get(room.desk)), shown(room, "wall/"), shown(room, "c/")
    for _ in range(7):
        room.answer(poll)
    assert (read(desk.get(room.desk)), shown(room, "wall/"), shown(room, "c/")) == before
    assert "not even how many answered" in before[0]


def test_closed_it_is_shown_to_everybody_alike_in_words(room: OpenRoom) -> None:
    poll = answered(room, *["agree"] * 6, "disagree", "not sure")
    signed_in(room.by).post(f"/staff/room/poll/{poll.pk}/close/")
    told = "8 people answered. More than half of them said: I agree."
    assert told in shown(room)
    assert told in shown(room, "wall/")
    assert told in read(signed_in(room.by).get(room.desk))


def test_where_no_answer_has_more_than_half_that_is_said(room: OpenRoom) -> None:
    poll = answered(room, *["agree"] * 3, *["disagree"] * 3)
    close_poll(poll=poll, by=room.by)
    assert "No answer was given by more than half." in shown(room)


@pytest.mark.parametrize("many", range(5))
def test_of_fewer_than_five_nothing_is_shown_and_nothing_is_kept(universe: Universe, many: int) -> None:
    """All of them alike: whether nobody answered or four did."""
    room = opened(universe.north)
    poll = close_poll(poll=answered(room, *["agree"] * many), by=room.by)
    assert (poll.answered, poll.most) == (None, "")
    assert not Tally.objects.filter(poll=poll).exists()
    for page in (shown(room), shown(room, "wall/"), read(signed_in(room.by).get(room.desk))):
        assert "Fewer than five answered, so nothing is shown." in page
        assert "people answered" not in page


def test_five_are_enough_and_the_numbers_are_gone(room: OpenRoom) -> None:
    poll = close_poll(poll=answered(room, *["agree"] * 5), by=room.by)
    assert (poll.answered, poll.most) == (5, "agree")
    assert not Tally.objects.exists()


def test_after_closing_no_answer_counts(room: OpenRoom) -> None:
    poll = close_poll(poll=answered(room, *["agree"] * 4), by=room.by)
    late = room.answer(poll)
    assert late.status_code == 409
    assert "Your answer was not counted." in read(late)
    assert not late.cookies
    poll.refresh_from_db()
    assert poll.answered is None


def test_it_never_opens_again_nor_is_the_same_belief_asked_again_in_the_session(room: OpenRoom) -> None:
    poll = close_poll(poll=answered(room, *["agree"] * 5), by=room.by)
    with pytest.raises(ActionDenied, match="second look"):
        room.ask()
    assert close_poll(poll=poll, by=room.by).closed_at == poll.closed_at
    again = signed_in(room.by).post(f"{room.desk}ask/", {"belief": first_address()})
    assert again.status_code == 409
    assert Poll.objects.count() == 1


def test_two_are_never_open_at_once(room: OpenRoom) -> None:
    room.ask()
    with pytest.raises(ActionDenied, match="Close the one"):
        room.ask(1)


def test_an_answer_goes_to_the_poll_that_was_on_its_page(room: OpenRoom) -> None:
    first = room.ask()
    close_poll(poll=first, by=room.by)
    second = room.ask(1)
    assert room.answer(first).status_code == 409
    assert {each.count for each in second.tallies.all()} == {0}


def test_an_answer_to_another_rooms_poll_is_not_counted(universe: Universe, room: OpenRoom) -> None:
    other = opened(universe.south)
    poll = other.ask()
    assert room.answer(poll).status_code == 409
    assert {each.count for each in poll.tallies.all()} == {0}


@pytest.mark.parametrize(
    "sent", [{}, {"poll": None, "choice": "agree"}, {"poll": "1", "choice": "agree"}, {"choice": "all"}]
)
def test_a_form_that_is_not_whole_is_shown_again_with_what_to_do(room: OpenRoom, sent: dict[str, str | None]) -> None:
    poll = room.ask()
    given = {name: value for name, value in ({"poll": str(poll.pk)} | sent).items() if value is not None}
    answer = Browser().post(f"{room.address}a/", given)
    assert answer.status_code == 422
    assert "Choose one, or leave it out." in read(answer)
    assert {each.count for each in poll.tallies.all()} == {0}


@pytest.mark.parametrize("header", [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_form_on_another_site_is_refused(room: OpenRoom, header: dict[str, str]) -> None:
    poll = room.ask()
    for path, sent in (("a/", {"poll": str(poll.pk), "choice": "agree"}), ("b/", {"words": "A question"})):
        here = {"Origin": "https://clinic.example", "Sec-Fetch-Site": "same-origin"}
        assert Browser().post(room.address + path, sent, headers=here).status_code == 302
        assert Browser().post(room.address + path, sent, headers=header).status_code == 404
    assert Tally.objects.get(choice="agree").count == 1
    assert room.session.questions.count() == 1


def test_a_room_opens_for_six_hours_at_most_and_a_new_code_ends_the_old_one(room: OpenRoom) -> None:
    for hours in (0, 7, -1):
        with pytest.raises(ActionDenied):
            open_room(session=room.session, by=room.by, hours=hours)
    assert open_room(session=room.session, by=room.by, hours=6).code != room.door.code
    assert Browser().get(room.address).status_code == 404
    assert RoomDoor.objects.filter(session=room.session).count() == 1


def test_a_code_that_is_wrong_and_one_that_ended_lead_to_the_same_page(room: OpenRoom) -> None:
    poll = room.ask()
    RoomDoor.objects.filter(pk=room.door.pk).update(opens_until=timezone.now() - timedelta(seconds=1))
    for path in ("", "c/", "wall/"):
        ended, wrong = Browser().get(room.address + path), Browser().get(f"/r/000000/{path}")
        assert (ended.status_code, ended.content) == (wrong.status_code, wrong.content)
        assert "That does not open a room now" in read(ended)
    assert room.answer(poll).status_code == 404
    assert room.write("A question").status_code == 404
    with pytest.raises(ActionDenied):
        count_answer(door=room.door, poll_id=poll.pk, choice="agree")


@pytest.mark.parametrize("typed", ["{0}", " {1} {2} ", "{0}".lower(), "{1}-{2}"])
def test_the_code_is_typed_as_people_type(room: OpenRoom, typed: str) -> None:
    code = room.door.code
    answer = Browser().post("/r/", {"code": typed.format(code.lower(), code[:3], code[3:])})
    assert (answer.status_code, answer["Location"]) == (302, room.address)


def test_a_poll_may_be_closed_after_the_room_was(room: OpenRoom) -> None:
    poll = answered(room, *["agree"] * 5)
    desk = signed_in(room.by)
    desk.post(f"{room.desk}close/")
    assert Browser().get(room.address).status_code == 404
    desk.post(f"/staff/room/poll/{poll.pk}/close/")
    assert "5 people answered" in read(desk.get(room.desk))


def test_nothing_is_asked_in_a_room_that_is_closed(room: OpenRoom) -> None:
    signed_in(room.by).post(f"{room.desk}close/")
    with pytest.raises(ActionDenied, match="Open the room first"):
        open_poll(session=room.session, myth=shipped_library().myths.in_order[0], by=room.by)


def test_another_services_facilitator_finds_nothing(universe: Universe, room: OpenRoom) -> None:
    poll = room.ask()
    room.write("A question")
    question = room.session.questions.get()
    other = signed_in(universe.south.staff[Role.FACILITATOR])
    assert other.get(room.desk).status_code == 404
    for path in (
        *(f"{room.desk}{each}/" for each in ("open", "close", "ask", "wipe")),
        f"/staff/room/poll/{poll.pk}/close/",
        f"/staff/room/box/{question.pk}/",
    ):
        assert other.post(path, {"hours": 1, "belief": first_address(), "to": "wall"}).status_code == 404
    poll.refresh_from_db()
    question.refresh_from_db()
    assert (poll.closed_at, question.shown, Poll.objects.count()) == (None, False, 1)


def test_the_desk_warns_where_the_group_is_too_small(room: OpenRoom) -> None:
    for number in range(6):
        warned = "No poll of theirs can show anything" in read(signed_in(room.by).get(room.desk))
        assert warned == (number < 5), number
        today = today_of(room.by.service)
        episode = open_episode(person=add_person(by=room.by, name=f"Ochre {number}"), by=room.by, referred_on=today)
        add_to_group(group=room.session.group, episode=episode, on=today, by=room.by)


def test_the_beliefs_of_the_sessions_plan_are_offered_first_and_none_that_was_asked(room: OpenRoom) -> None:
    planned = shipped_library().sessions.editions[room.session.plan_id, room.session.plan_version].myths
    assert 0 < len(planned) < len(shipped_library().myths.in_order)
    offered = [each.id for each in myths_for(room.session)]
    assert set(offered[: len(planned)]) == set(planned)
    assert sorted(offered) == sorted(each.id for each in shipped_library().myths.in_order)
    poll = room.ask()
    assert sorted([*(each.id for each in myths_for(room.session)), poll.myth_id]) == sorted(offered)


def test_a_belief_is_said_to_nobody_in_particular(room: OpenRoom) -> None:
    """No braces, and no paragraph that is for some."""
    myths = shipped_library().myths.in_order
    for number, myth in enumerate(myths):
        poll = room.ask(number)
        close_poll(poll=poll, by=room.by)
        text = unescape(shown(room, "wall/"))
        assert not set("{}") & set(text)
        for paragraph in myth.fairer:
            assert (paragraph.text in text) == (not paragraph.only) or "{" in paragraph.text


def first_address() -> str:
    return address_of(shipped_library().myths.in_order[0].id)
