"""Plans and referrals in which nothing has happened for a while: listed for somebody to look at, never acted on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from django.db.models import Max, QuerySet

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.care.models import Attendance, Contact, Referral, Status
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.plan.models import PersonsWord, PlanLine, Target
from reconnect.clinic.plan.queries import techniques_of_worksheets
from reconnect.clinic.plan.standing import standing
from reconnect.clinic.questionnaires.models import Response

QUIET = timedelta(days=21)  # three weeks without a word are worth a look (our design, no source gives a number)
WAITING = {Status.WRITTEN, Status.SENT, Status.ACCEPTED}  # of a referral: somebody else is to do something
ANY = ""  # in the place of a technique: about all of the plan's

Heard = Mapping[tuple[UUID, str], date]


class Why(StrEnum):
    """Why a plan, or a referral, is listed."""

    QUIET = "quiet"  # a technique of which nothing was heard
    RESTING = "resting"  # every technique is paused
    NOT_AGREED = "not agreed"
    NO_TECHNIQUE = "no technique"  # a target that no technique serves
    REFERRAL = "referral"  # one of which nothing was heard


@dataclass(frozen=True, slots=True)
class Stalled:
    """Somebody's plan, or referral, in which nothing has happened since a day; ``technique_id`` where it is of one."""

    person: Person
    episode_id: UUID
    why: Why
    since: date
    technique_id: str = ""


def stalled(service: Service, today: date) -> tuple[Stalled, ...]:
    """What stood still for QUIET or longer in open episodes, longest first; a person may be there for several reasons.

    Eleven queries, however many people. A technique is heard of when it is added, changed or tried, and all of them
    when the person is seen, or answers a block of the assessment.
    """
    episodes = Episode.objects.filter(service=service, ended_on=None)
    lines = PlanLine.objects.filter(episode__in=episodes, ended_on=None).order_by("episode_id", "place")
    lines = list(lines.select_related("episode__person").prefetch_related("steps"))
    targets = Target.objects.filter(goal__episode__in=episodes, ended_on=None).order_by("goal__episode_id", "set_on")
    targets = list(targets.select_related("goal__episode__person").prefetch_related("agreements"))
    words = {word.episode_id: word for word in PersonsWord.objects.filter(episode__in=episodes)}
    heard = _heard(episodes)
    found = [
        *_quiet(lines, heard, service),
        *_resting(lines, heard),
        *_not_agreed(targets, words),
        *_unserved(targets, lines),
        *_unanswered(episodes),
    ]
    return tuple(sorted((each for each in found if today - each.since >= QUIET), key=lambda each: each.since))


def _heard(episodes: QuerySet[Episode]) -> Heard:
    """The newest day on which something was heard, by episode and technique; what was cancelled was not heard."""
    sent = Response.objects.live().submitted().filter(episode__in=episodes)
    technique_of = techniques_of_worksheets()
    days = [
        ((row["episode_id"], technique_of.get(row["questionnaire_id"], ANY)), row["last"])
        for row in sent.values("episode_id", "questionnaire_id").annotate(last=Max("answered_on")).order_by()
    ]
    seen = Contact.objects.live().filter(episode__in=episodes, attendance=Attendance.ATTENDED)
    rows = seen.values("episode_id").annotate(last=Max("held_on")).order_by()
    days += [((row["episode_id"], ANY), row["last"]) for row in rows]
    found: dict[tuple[UUID, str], date] = {}
    for key, day in days:
        found[key] = max(day, found.get(key, day))
    return found


def _quiet(lines: Iterable[PlanLine], heard: Heard, service: Service) -> Iterator[Stalled]:
    for line in lines:
        if line.paused_on is None:
            days = [line.added_on, *(today_of(service, step.written_at) for step in line.steps.all())]
            days += [heard.get((line.episode_id, of), line.added_on) for of in (ANY, line.technique_id)]
            yield Stalled(line.episode.person, line.episode_id, Why.QUIET, max(days), line.technique_id)


def _resting(lines: Sequence[PlanLine], heard: Heard) -> Iterator[Stalled]:
    for episode_id, of_episode in groupby(lines, key=lambda line: line.episode_id):
        theirs = list(of_episode)
        paused = [line.paused_on for line in theirs if line.paused_on is not None]
        if len(paused) == len(theirs):
            since = max([*paused, heard.get((episode_id, ANY), paused[0])])
            yield Stalled(theirs[0].episode.person, episode_id, Why.RESTING, since)


def _not_agreed(targets: Sequence[Target], words: Mapping[UUID, PersonsWord]) -> Iterator[Stalled]:
    for episode_id, of_episode in groupby(targets, key=lambda target: target.goal.episode_id):
        theirs = list(of_episode)
        word = words.get(episode_id)
        if not standing(theirs, word).agreed:
            days = [target.set_on for target in theirs]
            days += [each.agreed_on for target in theirs for each in target.agreements.all()]
            days += [word.said_on] if word else []
            yield Stalled(theirs[0].goal.episode.person, episode_id, Why.NOT_AGREED, max(days))


def _unserved(targets: Iterable[Target], lines: Iterable[PlanLine]) -> Iterator[Stalled]:
    served = {list(line.steps.all())[-1].target_id for line in lines}
    for target in targets:
        if target.pk not in served:
            episode = target.goal.episode
            yield Stalled(episode.person, episode.pk, Why.NO_TECHNIQUE, target.set_on)


def _unanswered(episodes: QuerySet[Episode]) -> Iterator[Stalled]:
    referrals = Referral.objects.live().filter(episode__in=episodes).select_related("episode__person")
    for referral in referrals.prefetch_related("changes"):
        last = list(referral.changes.all())[-1]
        if last.status in WAITING:
            yield Stalled(referral.episode.person, referral.episode_id, Why.REFERRAL, last.changed_on)
