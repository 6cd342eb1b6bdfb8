"""From a relation of scores to the same sums and flow that the reference engine forms from rows."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reconnect.analysis.comparison import Cell, Comparison
from reconnect.analysis.engines.duckdb.packed import can_pack, count_packed, pack_people, sum_packed
from reconnect.analysis.engines.duckdb.people import Answers, count_people, flow_of, gather_people
from reconnect.analysis.engines.duckdb.rows import Rows, Survey, survey
from reconnect.analysis.engines.duckdb.scatters import (
    SUMS,
    Programme,
    Scatters,
    add_fractional,
    add_whole,
    read_whole,
)
from reconnect.analysis.engines.duckdb.scores import CELLS, count_scores, crowded, fractional, joint, make_facts
from reconnect.analysis.flow import Flow
from reconnect.analysis.moments import PairMoments
from reconnect.analysis.outcomes import ALL
from reconnect.analysis.patterns import PATTERNS, ExactScatter, PatternMoments, Scatter
from reconnect.analysis.sums import UNKNOWN, Sums
from reconnect.model.measure import Measure
from reconnect.model.occasion import Occasion

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FEW_PROGRAMMES = 32  # up to here the scores are counted apart for each, and every sum follows from the counts


@dataclass(frozen=True, slots=True)
class Formed:
    """What was formed. ``uncounted``: measures with too many different scores, which have no joint counts."""

    measures: tuple[Measure, ...]
    occasions: Mapping[str, tuple[Occasion, ...]]
    strata: tuple[str, ...]
    sums: Sums
    flow: tuple[Flow, ...]
    uncounted: tuple[str, ...]


def form(db: "DuckDBPyConnection", rows: Rows) -> Formed:
    """Form everything from the relation ``scores`` of ``db`` (see Rows).

    Scores that are all whole numbers are summed exactly, others as centred sums; whole numbers beyond 2^53 are not
    told apart by a DOUBLE, and so not here either. A measure of which any score is no whole number has centred
    sums everywhere, also in a cell whose own scores happen to be whole. Raises DataError where rows contradict one
    another, are twice of one person, measure and occasion, or hold what the measure's scale does not.
    """
    found = survey(db, rows)
    work = _Work(db, rows, found, can_pack(db, found), found.programmes <= FEW_PROGRAMMES)
    db.execute(CELLS)
    db.execute(SUMS)
    for part in rows.parts:
        work.take(part)
    crowds, floats, strata = work.crowds, work.floats, (ALL, *found.genders)
    if work.few:
        left = found.occasions.keys() - crowds
        add_whole(db, "cells", left - floats, counted=True)
        add_fractional(db, work.scatters, "cells", left & floats, counted=True)
    read_whole(db, work.scatters)
    keys = [(name, stratum) for name in found.occasions if name not in crowds for stratum in strata]
    return Formed(
        tuple(rows.measures[name] for name in found.occasions),
        found.occasions,
        strata,
        Sums(_pairs(found, work.scatters), _patterns(found, work.scatters, work.answers), joint(db, keys, floats)),
        flow_of(work.answers, found),
        tuple(name for name in found.occasions if name in crowds),
    )


@dataclass(slots=True)
class _Work:
    """What the parts leave behind, beside the tables ``cells`` and ``sums``.

    With ``few`` programmes the cells hold them, so that sums are formed of cells alone, once all are counted.
    ``crowds`` are measures no longer counted, ``floats`` those of which a score was no whole number.
    """

    db: "DuckDBPyConnection"
    rows: Rows
    found: Survey
    packs: bool
    few: bool
    answers: Answers = field(default_factory=Counter)
    scatters: Scatters = field(default_factory=Scatters)
    crowds: set[str] = field(default_factory=set)
    floats: set[str] = field(default_factory=set)

    def take(self, part: str) -> None:
        """Count the people of a part, and sum up what is not, or no longer, counted."""
        db, counted = self.db, self.found.occasions.keys() - self.crowds
        self._count(part, counted)
        grown = crowded(db)
        self.floats |= fractional(db, self.rows, "cells", counted) | fractional(db, self.rows, "facts", self.crowds)
        now = self.crowds if self.few else set(self.found.occasions)
        if not (self.packs and sum_packed(db, self.found, now - self.floats)):
            add_whole(db, "facts", now - self.floats, counted=False)
        add_fractional(db, self.scatters, "facts", now & self.floats, counted=False)
        if self.few:
            add_whole(db, "cells", grown - self.floats, counted=True)
            add_fractional(db, self.scatters, "cells", grown & self.floats, counted=True)
        for name in grown:
            db.execute("DELETE FROM cells WHERE measure = ?", [name])
        self.crowds |= grown

    def _count(self, part: str, measures: Collection[str]) -> None:
        db, found = self.db, self.found
        self.packs = self.packs and pack_people(db, self.rows, found, part)
        if self.packs:
            count_people(db, self.answers, "told")
            count_packed(db, found, measures, programmes=self.few)
        else:
            source, told = gather_people(db, self.rows, found, part)
            count_people(db, self.answers, "people")
            make_facts(db, self.rows, source, told=told)
            count_scores(db, measures, programmes=self.few)


def _pairs(found: Survey, scatters: Scatters) -> dict[Cell, dict[Programme, PairMoments]]:
    pairs: dict[Cell, dict[Programme, PairMoments]] = {}
    for name, occasions in found.occasions.items():
        for stratum in (ALL, *found.genders):
            for comparison in Comparison:
                if {comparison.earlier, comparison.later} <= set(occasions):
                    genders = (None, *found.genders) if stratum == ALL else (stratum,)
                    total = pairs[Cell(name, stratum, comparison)] = {}
                    for gender in genders:
                        for programme, moments in scatters.pairs.get((name, gender, comparison), {}).items():
                            total[programme] = total[programme] + moments if programme in total else moments
    return pairs


def _patterns(
    found: Survey, scatters: Scatters, answers: Answers
) -> dict[tuple[str, str], dict[Programme, PatternMoments]]:
    """With everyone who started, also those without a row of the measure."""
    started: dict[tuple[str | None, Programme], int] = Counter()
    for (gender, programme, began, _), n in answers.items():
        if began:
            started[gender, programme] += n
    patterns: dict[tuple[str, str], dict[Programme, PatternMoments]] = {}
    for name in found.occasions:
        for (gender, programme), n in started.items():
            there = scatters.patterns.get((name, gender, programme, True), {})
            part = patterns.setdefault((name, gender or UNKNOWN), {})
            moments = _whole_of(there, n)
            part[programme] = part[programme] + moments if programme in part else moments
    return patterns


def _whole_of(there: Mapping[tuple[Occasion, ...], Scatter], people: int) -> PatternMoments:
    answered = sum(scatter.n for pattern, scatter in there.items() if pattern)
    return PatternMoments(
        tuple(
            there.get(pattern, _nobody(len(pattern))) if pattern else ExactScatter(people - answered, (), ())
            for pattern in PATTERNS
        )
    )


def _nobody(size: int) -> ExactScatter:
    return ExactScatter(0, (0,) * size, (0,) * (size * (size + 1) // 2))
