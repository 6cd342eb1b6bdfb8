"""Somebody with steps of their own, for tests: a plan that opens them, a code, and the pages."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from browsing import Browser, visiting
from django.utils import timezone
from rooms.home import NETWORK
from rooms.steps import open_ladder, physio
from universe import Place

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Person
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.steps.actions.ladder import add_step, note_try
from reconnect.clinic.steps.actions.timing import enable_timing
from reconnect.clinic.steps.models import LadderStep
from reconnect.model.pacing import Flare

LADDER, IDEAS = "/h/c/b/", "/h/c/b/i/"


@dataclass(frozen=True)
class Stepping:
    """A person whose plan opens the pages, and a physiotherapist."""

    place: Place
    text: str
    code: EntryCode
    physio: Member

    @property
    def person(self) -> Person:
        """Whose steps they are."""
        return self.place.answered.person

    @property
    def today(self) -> date:
        """The day it is where the service is."""
        return today_of(self.place.service)

    def browser(self) -> Browser:
        """The person's own, which begins a visit."""
        return visiting(self.text, leads_to="/h/")

    def step(self, words: str = "Hand on my knee", *, shown: bool | None = True, **told: object) -> LadderStep:
        """A step of theirs."""
        return add_step(code=self.code, words=words, shown=shown, **told)

    def timed(self, seconds: tuple[int, int, int] = (300, 360, 240), days_ago: int = 30) -> LadderStep:
        """A step whose time was switched on, with tries on three days."""
        step = self.step()
        enable_timing(step=step, by=self.physio, at=self.ago(days_ago + 1))
        for number, each in enumerate(seconds):
            self.tried(step, days_ago - number, seconds=each)
        return step

    def tried(self, step: LadderStep, days_ago: int, flare: Flare = Flare.NONE, seconds: int | None = None) -> None:
        """A try some days ago."""
        on = self.today - timedelta(days=days_ago)
        note_try(code=self.code, step=step, tried_on=on, flare=flare, seconds=seconds)

    def ago(self, days: int) -> datetime:
        """A moment so many days ago."""
        return timezone.now() - timedelta(days=days)


def stepping(place: Place) -> Stepping:
    """Of the person who answered."""
    open_ladder(place)
    text = issue_home_code(episode=place.answered.episode, by=place.clinician).text
    code = enter_code(typed=text, network=NETWORK)
    assert code is not None
    return Stepping(place, text, code, physio(place))
