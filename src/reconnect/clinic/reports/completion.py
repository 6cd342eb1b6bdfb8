"""Who was heard from again, by cohort, of everybody who began: whoever left, declined, withdrew or died is counted.

It counts as the evaluation's flow does (analysis/flow.py): begun is a recorded first contact, answered is at least
one measure that could be scored, on a day of the occasion's window. It counts everybody; the evaluation counts those
who agreed to anonymised use.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from reconnect.analysis.proportion import Proportion, proportion
from reconnect.clinic.accounts.models import Service
from reconnect.clinic.people.models import Episode
from reconnect.clinic.people.windows import add_months, window
from reconnect.clinic.questionnaires.models import Score
from reconnect.clinic.reports.outcomes import agreed_of, measures_of
from reconnect.clinic.reports.selection import Selection
from reconnect.clinic.reports.stopping import Stopping, leavers_of, reasons_given, stops_of
from reconnect.model.occasion import Occasion as Moment

LATER = (Moment.POST, Moment.FOLLOW_UP)
Places = frozenset[tuple[UUID, Moment]]  # episodes with one of their occasions
FEWEST = 5  # people of whom a percentage is said: of four, one person is a quarter
LONG = 12  # months after the first contact from which a missing end is worth a word


class Came(StrEnum):
    """How it stands with one person at one later occasion."""

    ANSWERED = "answered"
    OPEN = "open"  # may still answer
    LOST = "lost"  # the window is over
    EARLY = "early"  # the window has not opened, or nobody recorded the day that it hangs on


@dataclass(frozen=True, slots=True)
class Told:
    """One person at one later occasion; ``stopped`` is why nobody may ask any more, ``reason`` why they did not answer.

    ``outside``: they answered, on a day that does not count. All three are empty of whoever answered.
    """

    episode_id: UUID
    moment: Moment
    came: Came
    stopped: str = ""
    reason: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """Somebody who began, with how it stands at each later occasion."""

    episode: Episode
    told: Mapping[Moment, Told]
    left: bool  # their group, before its end
    agreed: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one cohort at one occasion, nobody in two of them. ``early`` are in neither part of any share.

    ``stopped`` counts, by why, those who did not answer and whom nobody may ask; they stay among the asked.
    ``reasons`` counts what is known of the open and the lost. ``outside`` of all these answered on other days.
    """

    moment: Moment
    answered: int
    open: int
    lost: int
    early: int
    outside: int
    stopped: Mapping[str, int]
    reasons: Mapping[str, int]

    @property
    def asked(self) -> int:
        """Everybody whose window has opened, whatever became of them."""
        return self.still_asked + sum(self.stopped.values())

    @property
    def still_asked(self) -> int:
        """Those of them who answered, or whom nobody had to stop asking."""
        return self.answered + self.open + self.lost

    @property
    def share(self) -> Proportion | None:
        """Answered of all who were asked; None of fewer than five."""
        return proportion(self.answered, self.asked) if self.asked >= FEWEST else None

    @property
    def share_of_still_asked(self) -> Proportion | None:
        """Answered of those alive and still asked; None of fewer than five."""
        return proportion(self.answered, self.still_asked) if self.still_asked >= FEWEST else None


@dataclass(frozen=True, slots=True)
class Cohort:
    """People who began together: those of a group, or of a half of a year where they have none. "" and None: all.

    ``undated`` have no end recorded, and so no later window; ``long_undated`` of them began more than a year ago.
    """

    group: str
    half: date | None
    first: date
    last: date
    started: int
    left: int
    agreed: int
    undated: int
    long_undated: int
    tallies: Mapping[Moment, Tally]


@dataclass(frozen=True, slots=True)
class Known:
    """What the service's records say of everybody, each read once. ``scored`` has answers of any day.

    ``heard`` and ``scored`` hold episode and occasion; ``agreed`` people; the others are as ``stopping`` reads them.
    """

    heard: Places
    scored: Places
    stops: Mapping[UUID, Stopping]
    reasons: Mapping[tuple[UUID, Moment], str]
    leavers: Mapping[UUID, date]
    agreed: frozenset[UUID]


def begun_of(service: Service, today: date) -> list[Begun]:
    """Everybody of the service who began, with how they stand ``today``. How often it asks does not hang on them."""
    begun = Episode.objects.filter(service=service).exclude(started_on=None)
    episodes = {
        each.pk: each for each in begun.only("pk", "service_id", "person_id", "started_on", "ended_on", "group")
    }
    heard, scored = _answers(service, episodes)
    known = Known(
        heard,
        scored,
        stops_of(service),
        reasons_given(service),
        leavers_of(service),
        frozenset(agreed_of(service)),
    )
    return [
        Begun(
            each,
            {moment: _told(each, moment, known, today) for moment in LATER},
            each.pk in known.leavers,
            each.person_id in known.agreed,
        )
        for each in episodes.values()
    ]


def early_of(people: Iterable[Begun], selection: Selection) -> Mapping[Moment, int]:
    """How many of those whom the evaluation counts did not answer, and have no days to do so yet, at each occasion."""
    counted = [each for each in people if each.agreed and selection.holds(each.episode)]
    return Counter(told.moment for each in counted for told in each.told.values() if told.came is Came.EARLY)


def _answers(service: Service, episodes: Mapping[UUID, Episode]) -> tuple[Places, Places]:
    """The later occasions at which a measure was scored: those answered in their days, and those of any day."""
    scores = Score.objects.filter(service_id=service.pk, value__isnull=False, measure_id__in=measures_of(service))
    scores = scores.filter(response__retracted_at=None, response__occasion__moment__in=LATER)
    rows = scores.exclude(response__submitted_at=None).values_list(
        "response__occasion__episode_id", "response__occasion__moment", "response__answered_on"
    )
    heard, scored = set(), set()
    for episode_id, told, answered_on in rows.order_by().distinct():  # a day once, not each of its measures
        episode, moment = episodes.get(episode_id), Moment(told)
        if episode is None:
            continue
        scored.add((episode_id, moment))
        span = window(moment, episode.started_on, episode.ended_on)
        if span is not None and span.holds(answered_on):
            heard.add((episode_id, moment))
    return frozenset(heard), frozenset(scored)


def _told(episode: Episode, moment: Moment, known: Known, today: date) -> Told:
    place = (episode.pk, moment)
    if place in known.heard:
        return Told(episode.pk, moment, Came.ANSWERED)
    stop = known.stops.get(episode.person_id)
    span = window(moment, episode.started_on, _end(episode, stop, known.leavers.get(episode.pk)))
    if span is None or (span.opens is not None and today < span.opens):
        return Told(episode.pk, moment, Came.EARLY)
    came = Came.OPEN if span.holds(today) else Came.LOST
    # Whoever stopped after the window was over had been asked all along.
    in_time = stop is not None and (span.closes is None or stop.day <= span.closes)
    stopped = stop.why if stop is not None and in_time else ""
    return Told(episode.pk, moment, came, stopped, known.reasons.get(place, ""), place in known.scored)


def _end(episode: Episode, stop: Stopping | None, left_on: date | None) -> date | None:
    """The recorded end. Without one, the day on which they left or their treatment stopped stands in for it.

    Otherwise somebody who went would never be missed, because nobody typed in a day.
    """
    if episode.ended_on is not None:
        return episode.ended_on
    over = stop.day if stop is not None and stop.ends_treatment and stop.day >= episode.started_on else None
    days = [day for day in (over, left_on) if day is not None]
    return max(min(days), episode.started_on) if days else None


def cohorts(people: Iterable[Begun], today: date) -> list[Cohort]:
    """The cohorts, those that began last first."""
    found: dict[tuple[str, date | None], list[Begun]] = {}
    for each in people:
        found.setdefault(_cohort_of(each.episode), []).append(each)
    counted = [cohort(members, today, group, half) for (group, half), members in found.items()]
    return sorted(counted, key=lambda each: (each.first, each.group), reverse=True)


def _cohort_of(episode: Episode) -> tuple[str, date | None]:
    if episode.group:
        return episode.group, None
    return "", date(episode.started_on.year, 1 if episode.started_on.month < 7 else 7, 1)


def cohort(people: list[Begun], today: date, group: str = "", half: date | None = None) -> Cohort:
    """The counts of ``people``, of whom there is at least one."""
    days = [each.episode.started_on for each in people]
    undated = [each for each in people if each.episode.ended_on is None]
    return Cohort(
        group,
        half,
        min(days),
        max(days),
        len(people),
        sum(each.left for each in people),
        sum(each.agreed for each in people),
        len(undated),
        sum(add_months(each.episode.started_on, LONG) < today for each in undated),
        {moment: _tally(moment, (each.told[moment] for each in people)) for moment in LATER},
    )


def _tally(moment: Moment, told: Iterator[Told]) -> Tally:
    everybody = list(told)
    came = Counter(each.came for each in everybody if not each.stopped)
    return Tally(
        moment,
        came[Came.ANSWERED],
        came[Came.OPEN],
        came[Came.LOST],
        came[Came.EARLY],
        sum(each.outside for each in everybody),
        Counter(each.stopped for each in everybody if each.stopped),
        Counter(each.reason for each in everybody if each.reason and not each.stopped),
    )
