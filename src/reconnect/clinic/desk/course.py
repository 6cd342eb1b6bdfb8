"""A course of care, gathered once, for the page that is read before a contact."""

from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from reconnect.clinic.asking.models import Permission
from reconnect.clinic.asking.queries import newest_permission
from reconnect.clinic.care.models import Attendance, Contact, LifeEvent
from reconnect.clinic.care.queries import events_of
from reconnect.clinic.formulation.queries import AcceptedArrow, accepted_arrows
from reconnect.clinic.library.questionnaires import edition
from reconnect.clinic.partners.models import Involvement
from reconnect.clinic.partners.queries import newest_finding, still_holds
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.plan.models import Goal, PersonsWord, PlanLine, Target
from reconnect.clinic.plan.queries import Try, newest_word
from reconnect.clinic.questionnaires.models import Response, Score
from reconnect.clinic.questionnaires.told import TellsOf, newest_of, responses_of
from reconnect.clinic.safety.models import Flag
from reconnect.clinic.safety.queries import flags_of
from reconnect.clinic.sensations.queries import NEWEST_PAUSE
from reconnect.model.questionnaire import Use
from reconnect.model.stepping_stones import Kind

TOUCH = "sensate-focus"  # the technique that opens the stepping stones
LATEST = 60  # contacts looked at: the page tells how it is now, the timeline tells all


@dataclass(frozen=True, slots=True)
class Course:
    """Everything of one episode that the page is made of. ``contacts`` are the newest, newest first.

    ``has_partner``: one is noted now; ``involvement``: what was found last of involving them;
    ``may_take_part``: they may be involved now, whatever an older finding said.
    """

    person: Person
    episode: Episode
    today: date
    tries: tuple[Try, ...]
    told: TellsOf
    scores: tuple[Score, ...]
    permission: Permission | None
    flags: tuple[Flag, ...]  # those still open
    contacts: tuple[Contact, ...]
    events: tuple[LifeEvent, ...]
    has_partner: bool
    involvement: Involvement | None
    may_take_part: bool
    arrows: tuple[AcceptedArrow, ...]
    goals: tuple[Goal, ...]
    lines: tuple[PlanLine, ...]
    word: PersonsWord | None
    resting: bool  # their own "not now" on the stepping stones

    @property
    def targets(self) -> tuple[Target, ...]:
        """What the team works on now."""
        live = (goal for goal in self.goals if goal.ended_on is None)
        return tuple(target for goal in live for target in goal.targets.all() if target.ended_on is None)

    @property
    def last(self) -> Contact | None:
        """The newest contact that took place."""
        return next((each for each in self.contacts if each.attendance == Attendance.ATTENDED), None)

    @property
    def missed(self) -> tuple[Contact, ...]:
        """The contacts planned since that did not take place, newest first."""
        return tuple(takewhile(lambda each: each.attendance != Attendance.ATTENDED, self.contacts))

    @property
    def since(self) -> date:
        """From when on something is new: the last contact, or else the referral."""
        return self.last.held_on if self.last else self.episode.referred_on

    @property
    def new_tries(self) -> tuple[Try, ...]:
        """What was sent since, newest first."""
        return tuple(each for each in self.tries if each.response.answered_on >= self.since)


def course_of(person: Person, episode: Episode, today: date) -> Course:
    """Gather it. How many queries this takes does not depend on how long the course is."""
    responses = responses_of(person)
    has_partner, involvement = newest_finding(person)
    flags = flags_of(person)
    lines = tuple(episode.plan_lines.filter(ended_on=None).annotate(pause=NEWEST_PAUSE).prefetch_related("steps"))
    contacts = Contact.objects.live().filter(episode=episode).select_related("by", "partner")
    return Course(
        person=person,
        episode=episode,
        today=today,
        tries=_tries(responses, episode),
        told=newest_of(responses),
        scores=_scores(episode),
        permission=newest_permission(person),
        flags=tuple(each for each in flags if each.closed_at is None),
        contacts=tuple(contacts[:LATEST]),
        events=tuple(events_of(person)),
        has_partner=has_partner,
        involvement=involvement,
        may_take_part=involvement is not None and still_holds(involvement, flags),
        arrows=accepted_arrows(episode),
        goals=tuple(episode.goals.prefetch_related("targets__agreements")),
        lines=lines,
        word=newest_word(episode),
        resting=any(each.technique_id == TOUCH and each.pause == Kind.NOT_NOW for each in lines),
    )


def _tries(responses: list[Response], episode: Episode) -> tuple[Try, ...]:
    mine = [each for each in reversed(responses) if each.episode_id == episode.pk]
    found = ((each, edition(each.service, each.questionnaire_id, each.version)) for each in mine)
    return tuple(Try(of.technique, each, of) for each, of in found if of.use is Use.WORKSHEET)


def _scores(episode: Episode) -> tuple[Score, ...]:
    scores = Score.objects.filter(response__occasion__episode=episode, response__retracted_at=None)
    scores = scores.exclude(response__submitted_at=None).select_related("response__occasion", "response__service")
    return tuple(scores.order_by("response__answered_on", "id"))
