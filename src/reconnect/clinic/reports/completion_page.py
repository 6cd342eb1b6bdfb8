"""The page of who was heard from again: each cohort's counts as lines, bars and words beside the service's aims."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reconnect.analysis.proportion import Proportion
from reconnect.clinic.followup.models import Reason, WhyStop
from reconnect.clinic.reports.completion import FEWEST, Begun, Cohort, Tally, cohort, cohorts
from reconnect.model.occasion import Occasion as Moment

# In per cent: targets of this design for a service to hold itself to, and no published norm.
AIMS = {Moment.POST: 70, Moment.FOLLOW_UP: 60}
CAVEAT_BELOW = 60  # per cent heard from, under which changes are told with a caution (hazard 22)
A_PAGE = 12
WIDTH = 360.0
LABELS = {
    WhyStop.DIED: "died",
    WhyStop.DECLINED: "want no more messages",
    WhyStop.WITHDRAWN: "withdrew from treatment",
    WhyStop.OTHER: "may not be asked for another reason",
}


class Beside(StrEnum):
    """Where a share stands beside the aim: by its interval, since few people tell little."""

    ABOVE = "above"
    BELOW = "below"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a bar: ``kind`` is answered, open, lost or stopped."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One cohort at one occasion. ``stopped`` and ``reasons`` are words with their counts.

    The bar and ``beside`` are None where fewer than five were asked.
    """

    tally: Tally
    aim: int
    aim_x: float
    segments: tuple[Segment, ...]
    beside: Beside | None
    stopped: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[str, int], ...]

    @property
    def cautioned(self) -> bool:
        """Whether so few were heard from that what changed may not hold for the others."""
        share = self.tally.share
        return share is not None and share.percent is not None and share.percent < CAVEAT_BELOW


@dataclass(frozen=True, slots=True)
class CohortCard:
    """A cohort with its two lines."""

    cohort: Cohort
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class CompletionPage:
    """Everybody together, None where nobody began; then ``cards`` of one page of the cohorts."""

    everybody: CohortCard | None
    cards: tuple[CohortCard, ...]
    number: int
    pages: int
    fewest: int


def completion_page(people: Iterable[Begun], today: date, number: int) -> CompletionPage:
    """Page ``number`` (from 1) of the cohorts, beside everybody who began."""
    everybody = list(people)
    found = cohorts(everybody, today)
    start = (number - 1) * A_PAGE
    return CompletionPage(
        _card(cohort(everybody, today)) if everybody else None,
        tuple(map(_card, found[start : start + A_PAGE])),
        number,
        max(1, -(-len(found) // A_PAGE)),
        FEWEST,
    )


def _card(counted: Cohort) -> CohortCard:
    return CohortCard(counted, tuple(_line(tally) for tally in counted.tallies.values()))


def _line(tally: Tally) -> Line:
    aim = AIMS[tally.moment]
    return Line(
        tally,
        aim,
        round(WIDTH * aim / 100, 1),
        _segments(tally),
        None if tally.share is None else _beside(tally.share, aim),
        tuple((LABELS[why], people) for why, people in sorted(tally.stopped.items())),
        tuple((Reason(reason).label, people) for reason, people in sorted(tally.reasons.items())),
    )


def _segments(tally: Tally) -> tuple[Segment, ...]:
    if tally.share is None:
        return ()
    counts = {
        "answered": tally.answered,
        "open": tally.open,
        "stopped": sum(tally.stopped.values()),
        "lost": tally.lost,
    }
    segments, x = [], 0.0
    for kind, people in counts.items():
        width = WIDTH * people / tally.asked
        if people:
            segments.append(Segment(kind, round(x, 1), round(width, 1)))
        x += width
    return tuple(segments)


def _beside(share: Proportion, aim: int) -> Beside:
    if share.low is not None and share.low >= aim:
        return Beside.ABOVE
    return Beside.BELOW if share.high is not None and share.high < aim else Beside.UNSURE
