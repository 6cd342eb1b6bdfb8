"""What is known about an occasion that somebody is to be asked back for, and whether a message may go now."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.followup.channels import holds, holds_until, to_use
from reconnect.clinic.followup.models import NotAnswered, ReachingOut, Reason, SafeChannel, Stop
from reconnect.clinic.followup.queries import died_among
from reconnect.clinic.followup.rhythm import Next, next_message
from reconnect.clinic.followup.standing import Days, Standing, standing, taken_until, timing
from reconnect.clinic.library.questionnaires import ASKED
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Message, State
from reconnect.clinic.people.models import Occasion
from reconnect.clinic.questionnaires.models import Response
from reconnect.model.occasion import Occasion as Moment

ON_ITS_WAY = frozenset({State.WAITING, State.SENDING})


@dataclass(frozen=True, slots=True)
class Facts:
    """All that decides. ``messages`` are in order of their number; ``channels`` are the person's, newest first."""

    occasion: Occasion
    days: Days
    answered_on: tuple[date, ...]
    messages: tuple[Message, ...]
    channels: tuple[SafeChannel, ...]
    reason: NotAnswered | None

    @property
    def moment(self) -> Moment:
        """Which of the three it is."""
        return Moment(self.occasion.moment)

    def standing(self, today: date) -> Standing:
        """How it stands today."""
        return standing(self.moment, self.days, self.answered_on, len(ASKED), today)

    def timing(self, today: date) -> Standing:
        """Where today lies, whatever was answered."""
        return timing(self.moment, self.days, today)

    @property
    def did_not_want(self) -> bool:
        """Whether they said that they do not want to answer: whoever said no once is not asked again."""
        return self.reason is not None and self.reason.reason == Reason.DID_NOT_WANT

    def next_message(self, service: Service) -> Next | None:
        """The message that would come next."""
        return next_message(self.moment, [went_on(each, service) for each in self.messages])

    @property
    def went(self) -> int:
        """How many messages went to the person: the next one's words go by that."""
        return sum(each.state == State.SENT or each.perhaps_sent for each in self.messages)


@dataclass(frozen=True, slots=True)
class Ready:
    """A message that may go now, and by which channel."""

    number: int
    channel: SafeChannel
    reaching: ReachingOut


def about(occasion_id: UUID) -> str:
    """How messages name what they are about."""
    return f"occasion:{occasion_id}"


def occasion_of(named: str) -> UUID | None:
    """The occasion that a message is about; None where it is about something else."""
    kind, _, occasion_id = named.partition(":")
    try:
        return UUID(occasion_id) if kind == "occasion" else None
    except ValueError:
        return None


def went_on(message: Message, service: Service) -> date | None:
    """The day on which it went, or perhaps went, as the service's calendar has it; None while it did not."""
    at = message.sent_at or (message.ended_at if message.perhaps_sent else None)
    return at.astimezone(service.zone).date() if at else None


def facts_of(occasions: Collection[Occasion]) -> dict[UUID, Facts]:
    """What is known of each, by its id, in six queries. The occasions are read with their episodes.

    Whoever left a group because they died is asked no more from that day, whether a stop was recorded or not.
    """
    people = {each.episode.person_id for each in occasions}
    ids = [each.pk for each in occasions]
    answered = _answered(ids)
    messages = _messages(ids)
    stopped = died_among(people) | dict(Stop.objects.live().filter(person__in=people).values_list("person_id", "on"))
    channels = _by(SafeChannel.objects.filter(person__in=people).select_related("occasion__episode"), "person_id")
    reasons = {each.occasion_id: each for each in NotAnswered.objects.live().filter(occasion__in=ids)}
    return {
        each.pk: Facts(
            each,
            Days(each.episode.started_on, each.episode.ended_on, stopped.get(each.episode.person_id)),
            tuple(answered[each.pk]),
            tuple(messages[about(each.pk)]),
            tuple(channels[each.episode.person_id]),
            reasons.get(each.pk),
        )
        for each in occasions
    }


def ready(facts: Facts, reaching: ReachingOut | None, service: Service, today: date) -> Ready | str:
    """The message that may go now, or why none may, in a sentence for staff."""
    held_back = _held_back(facts, today) or _too_soon(facts, service, today)
    if held_back:
        return held_back
    if reaching is None:
        return "A lead first says how people reach you, on the page of what messages say."
    channel = to_use(facts.channels, today)
    following = facts.next_message(service)
    if channel is None:
        return why_no_channel(facts.channels, today)
    return Ready(following.number, channel, reaching) if following else "Nothing more goes."


def why_no_channel(channels: Iterable[SafeChannel], today: date) -> str:
    """Why nobody may write to the person."""
    standing_now = [each for each in channels if each.ended_at is None]
    if not standing_now:
        return "They have not said how it is safe to write to them."
    held = [each for each in standing_now if holds(each, today)]
    if held:
        ways = " or ".join(Channel(each.channel).label.lower() for each in held)
        return f"Nothing can be sent from here by {ways}. Whoever runs the server sets that up."
    newest = max(holds_until(each) for each in standing_now)
    if newest < today:
        return f"What they said of how to write to them held until {newest:%-d %b %Y}. Ask them again."
    return "They named the day for it later than today. Look at the day again."


def _held_back(facts: Facts, today: date) -> str:
    now, last = facts.standing(today), taken_until(facts.moment, facts.days)
    if now in {Standing.ANSWERED, Standing.OUTSIDE}:
        return "They have answered."
    if facts.days.stopped_on is not None or facts.did_not_want:
        return _said_no(facts)
    if facts.timing(today) is Standing.NOT_DATED:
        return "The day it hangs on is not recorded."
    if facts.timing(today) in {Standing.NOT_YET, Standing.SOON}:
        return "Its window has not opened."
    if last is not None and last < today:
        return "Answers are no longer taken."
    return ""


def _said_no(facts: Facts) -> str:
    if facts.days.stopped_on is not None:
        return "Nothing goes to this person any more."
    return "They did not want to answer, so nobody asks again. If they changed their mind, take that reason back."


def _too_soon(facts: Facts, service: Service, today: date) -> str:
    if any(each.state in ON_ITS_WAY for each in facts.messages):
        return "The last one has not gone yet."
    following = facts.next_message(service)
    if following is None:
        return "They were reminded twice. No more goes."
    if following.from_day is not None and today < following.from_day:
        return f"A reminder may go from {following.from_day:%-d %b %Y}."
    return ""


def _answered(ids: Collection[UUID]) -> dict[UUID, list[date]]:
    found: dict[UUID, list[date]] = defaultdict(list)
    sent = Response.objects.live().submitted().filter(occasion__in=ids, questionnaire_id__in=ASKED)
    for occasion_id, day in sent.values_list("occasion_id", "answered_on"):
        found[occasion_id].append(day)
    return found


def _messages(ids: Collection[UUID]) -> dict[str, list[Message]]:
    named = [about(each) for each in ids]
    found = Message.objects.filter(about__in=named).defer("to", "subject", "text").order_by("number")
    return _by(found, "about")


def _by(rows: Iterable[object], name: str) -> dict[object, list[object]]:
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found
