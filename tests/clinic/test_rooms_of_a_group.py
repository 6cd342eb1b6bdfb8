"""Rooms of one group after another: no second look at a belief, and one address that everything leads to."""

import pytest
from browsing import Browser
from django.test import override_settings
from rooming import OpenRoom, opened
from universe import Universe

from reconnect.clinic.polls.actions import close_poll, open_room
from reconnect.clinic.polls.queries import myths_for
from reconnect.clinic.tablet.pictures import picture_of_address
from reconnect.errors import ActionDenied

pytestmark = pytest.mark.django_db


def later(room: OpenRoom) -> OpenRoom:
    """The next session of the same group."""
    session = room.session.group.sessions.exclude(pk=room.session.pk).first()
    return OpenRoom(room.by, session, open_room(session=session, by=room.by, hours=2))


def asked(room: OpenRoom, *answers: str) -> None:
    poll = room.ask()
    for answer in answers:
        assert room.answer(poll, answer).status_code == 302
    close_poll(poll=poll, by=room.by)


def test_what_was_shown_of_a_belief_is_not_looked_at_again_with_somebody_missing(universe: Universe) -> None:
    room = opened(universe.north)
    asked(room, *["agree"] * 5, *["disagree"] * 4)  # shown: more than half agree
    again = later(room)
    with pytest.raises(ActionDenied, match="second look"):
        again.ask()  # without one of the five: no answer of more than half, and so the one who is missing agreed
    assert again.session.polls.count() == 0
    assert len(myths_for(again.session)) == len(myths_for(room.session))


def test_two_sessions_of_a_group_never_ask_the_same_at_once(universe: Universe) -> None:
    room = opened(universe.north)
    room.ask()
    with pytest.raises(ActionDenied, match="second look"):
        later(room).ask()


def test_a_belief_of_which_nothing_was_shown_may_be_asked_again(universe: Universe) -> None:
    room = opened(universe.north)
    asked(room, *["agree"] * 4)
    again = later(room)
    asked(again, *["agree"] * 5)
    assert again.session.polls.get().answered == 5


def test_another_group_is_other_people(universe: Universe) -> None:
    asked(opened(universe.north), *["agree"] * 5)
    asked(opened(universe.north, "Another group"), *["agree"] * 5)


def test_the_wall_leads_to_the_one_address_that_everything_leads_to(universe: Universe) -> None:
    room = opened(universe.north)
    with override_settings(ORIGIN="https://answers.example:8443"):
        page = Browser().get(f"{room.address}wall/").content.decode()
    assert "answers.example:8443/r/" in page
    assert picture_of_address(f"https://answers.example:8443{room.address}").path in page
