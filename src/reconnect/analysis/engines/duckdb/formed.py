"""From a relation of scores to the same sums and flow that the reference engine forms from rows."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
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
    answers: Answers = Counter()
    scatters = Scatters()
    crowds: set[str] = set()
    floats: set[str] = set()
    packs = can_pack(db, found)
    few = found.programmes <= FEW_PROGRAMMES
    db.execute(CELLS)
    db.execute(SUMS)
    for part in rows.parts:
        packs = packs and pack_people(db, rows, found, part)
        if packs:
            count_people(db, answers, "told")
            count_packed(db, found, found.occasions.keys() - crowds, programmes=few)
        else:
            source, told = gather_people(db, rows, found, part)
            count_people(db, answers, "people")
            make_facts(db, rows, source, told=told)
            count_scores(db, found.occasions.keys() - crowds, programmes=few)
        counted = found.occasions.keys() - crowds
        grown = crowded(db)
        floats |= fractional(db, rows, "cells", counted) | fractional(db, rows, "facts", crowds)
        now = crowds if few else set(found.occasions)
        if not (packs and sum_packed(db, found, now - floats)):
            add_whole(db, "facts", now - floats, counted=False)
        add_fractional(db, scatters, "facts", now & floats, counted=False)
        if few:
            add_whole(db, "cells", grown - floats, counted=True)
            add_fractional(db, scatters, "cells", grown & floats, counted=True)
        for name in grown:
            db.execute("DELETE FROM cells WHERE measure = ?", [name])
        crowds |= grown
    if few:
        left = found.occasions.keys() - crowds
        add_whole(db, "cells", left - floats, counted=True)
        add_fractional(db, scatters, "cells", left & floats, counted=True)
    read_whole(db, scatters)
    strata = (ALL, *found.genders)
    keys = [(name, stratum) for name in found.occasions if name not in crowds for stratum in strata]
    return Formed(
        tuple(rows.measures[name] for name in found.occasions),
        found.occasions,
        strata,
        Sums(_pairs(found, scatters), _patterns(found, scatters, answers), joint(db, keys, floats)),
        flow_of(answers, found),
        tuple(name for name in found.occasions if name in crowds),
    )


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
