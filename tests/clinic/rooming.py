"""A room for tests: a session, its door, and phones before it."""

import re
from dataclasses import dataclass
from uuid import UUID

from browsing import Browser
from django.http import HttpResponse
from rooms.polls import build_session
from universe import Place

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.groups.models import Session
from reconnect.clinic.polls.actions import open_poll, open_room
from reconnect.clinic.polls.models import Poll, RoomDoor
from reconnect.model.load import shipped_library


@dataclass(frozen=True)
class OpenRoom:
    """A session whose room is open."""

    by: Member
    session: Session
    door: RoomDoor

    @property
    def address(self) -> str:
        """Where the phones are."""
        return f"/r/{self.door.code}/"

    @property
    def desk(self) -> str:
        """Where the facilitator is."""
        return f"/staff/room/{self.session.pk}/"

    def ask(self, number: int = 0) -> Poll:
        """Open a poll about one of the beliefs."""
        return open_poll(session=self.session, myth=shipped_library().myths.in_order[number], by=self.by)

    def answer(self, poll: Poll, choice: str = "agree", phone: Browser | None = None) -> HttpResponse:
        """From a phone, a fresh one unless it is named."""
        return (phone or Browser()).post(f"{self.address}a/", {"poll": str(poll.pk), "choice": choice})

    def write(self, words: str, phone: Browser | None = None, token: UUID | str = "") -> HttpResponse:
        """Into the box."""
        return (phone or Browser()).post(f"{self.address}b/", {"words": words, "token": str(token)})


def opened(place: Place, name: str = "A group", hours: int = 2) -> OpenRoom:
    """A room of the place."""
    session = build_session(place.clinician, name)
    return OpenRoom(place.clinician, session, open_room(session=session, by=place.clinician, hours=hours))


def read(answer: HttpResponse) -> str:
    """The words of a page."""
    main = answer.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))
