"""Whom the invented team may write to, who wants to hear no more, and why some did not answer."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.followup.actions.asking import invite
from reconnect.clinic.followup.actions.channels import confirm_channel
from reconnect.clinic.followup.actions.reaching import set_reaching_out
from reconnect.clinic.followup.actions.reasons import record_not_answered
from reconnect.clinic.followup.actions.silencing import stop_for
from reconnect.clinic.followup.models import Reason, WhyStop
from reconnect.clinic.followup.queries import asked_back
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode, Occasion
from reconnect.clinic.people.windows import AFTER_END, add_months
from reconnect.clinic.questionnaires.models import Response
from reconnect.errors import ActionDenied
from reconnect.model.occasion import Occasion as Moment

LINE = "020 7946 0018"  # kept by Ofcom for stories
NOT_SAFE = 4  # every fourth person says that nothing they have is safe
LETTERS = 5  # every fifth of the others asks for a letter
ASKED = 3  # people for whom an invitation waits
WANTS_NO_MORE = 29  # the number of the one who does
REASONS = (Reason.NOT_REACHED, Reason.TOO_ILL, Reason.TOO_BUSY, Reason.NOT_SAID)


class FollowUpWork:
    """What the team learns about reaching people, up to the day that the clinic is built for."""

    def __init__(self, team: Mapping[str, Member], today: date) -> None:
        self.by, self.today = team["psychologist"], today
        self.ended: list[Episode] = []
        self.lost = 0
        lead = team["lead"]
        long_ago = self._at(today - timedelta(days=365))
        set_reaching_out(service=lead.service, line=LINE, by_itself=False, by=lead, at=long_ago)

    def ask_how_to_reach(self, episode: Episode) -> None:
        """At the end of treatment: most name one way that is safe, some none."""
        if episode.ended_on is None:
            return
        number = len(self.ended)
        self.ended.append(episode)
        if number % NOT_SAFE == 0:
            return
        by_letter = number % LETTERS == 0
        name = episode.person.name
        confirm_channel(
            person=episode.person,
            channel=Channel.LETTER if by_letter else Channel.EMAIL,
            address=f"{name}\n{number} Sample Street\nSampleton" if by_letter else _mailbox(name),
            may_hold_code=number % 2 == 0,
            confirmed_on=episode.ended_on,
            occasion=episode.occasions.get(moment=Moment.POST),
            by=self.by,
            at=self._at(episode.ended_on),
        )
        if number == WANTS_NO_MORE:
            stop_for(
                person=episode.person,
                why=WhyStop.DECLINED,
                on=episode.ended_on,
                by=self.by,
                at=self._at(episode.ended_on),
            )

    def say_why(self) -> None:
        """Why those did not answer whose window at the end has closed, as far as somebody knows."""
        for episode in self.ended:
            closed = add_months(episode.ended_on, AFTER_END) + timedelta(days=1)
            occasion = episode.occasions.get(moment=Moment.POST)
            if closed < self.today and not _answered(occasion):
                record_not_answered(
                    occasion=occasion,
                    reason=REASONS[self.lost % len(REASONS)],
                    said_on=closed,
                    by=self.by,
                    at=self._at(closed),
                )
                self.lost += 1

    def ask_back(self) -> None:
        """Those first in line are invited, if today is today: the running clinic writes it as a file.

        As of another day nothing is: by now it would be too late to send it.
        """
        if self.today != today_of(self.by.service):
            return
        asked, morning = 0, datetime.combine(self.today, time(7), self.by.service.zone)
        for occasion_id in asked_back(self.by.service, self.today):
            with suppress(ActionDenied):  # no way is safe
                invite(occasion=Occasion.objects.get(pk=occasion_id), by=self.by, at=morning)
                asked += 1
            if asked == ASKED:
                return

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, time(17), self.by.service.zone)


def _mailbox(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.invalid"


def _answered(occasion: Occasion) -> bool:
    return Response.objects.live().submitted().filter(occasion=occasion).exists()
