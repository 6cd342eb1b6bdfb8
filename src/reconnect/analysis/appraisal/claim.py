"""Claims that changes are significant, without a test: what correlation they would take."""

from dataclasses import dataclass
from fractions import Fraction

from reconnect.analysis.appraisal.alpha import family_size, threshold
from reconnect.analysis.appraisal.contrast import Contrast, contrast
from reconnect.analysis.appraisal.finding import Examined, Finding, Rule, Verdict
from reconnect.analysis.appraisal.implied_r import needed_correlation
from reconnect.analysis.appraisal.interval import Interval, exactly
from reconnect.model.occasion import Occasion
from reconnect.model.transcript.statement import Significance
from reconnect.model.transcript.transcript import Transcript

USUAL = Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class Needed:
    """A change passes a paired t at ``alpha`` (two-sided) only with a correlation above ``r``.

    ``reach`` is the same over everything that the printed numbers may have been; None where it was not computed.
    """

    alpha: Fraction
    r: Fraction
    reach: Interval | None


@dataclass(frozen=True, slots=True)
class ClaimedChange:
    """One change of the claim, and the correlation it takes at .05 and at the paper's own threshold."""

    contrast: Contrast
    needed: tuple[Needed, ...]


@dataclass(frozen=True, slots=True)
class TogetherChange:
    """The change of all rows of the claim tested as one, ``n`` people."""

    occasion: Occasion
    n: int
    needed: tuple[Needed, ...]


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """``hardest``: the change that takes the largest correlation; ``others``: the rest of them."""

    claim: Significance
    hardest: ClaimedChange
    others: tuple[ClaimedChange, ...]
    together: tuple[TogetherChange, ...]


def claims(transcript: Transcript) -> Examined:
    """Claims of significance whose changes have neither t nor p.

    Unexplained, unless every change would pass whatever the correlation: then a note. A change that passes with
    no correlation up to 1 is impossible, if it was tested by a paired t of the printed people.
    """
    tried, findings = 0, []
    for claim in transcript.significance:
        table = transcript.table(claim.table)
        if table is None:
            continue
        bare = [
            contrast(table, row, later)
            for row in transcript.rows(claim)
            for later in row.later
            if later.t is None and later.p is None
        ]
        tried += 1
        levels = _levels(transcript)
        changes = [each for found in bare if (each := _needed(found, levels)) is not None]
        if changes:
            findings.append(_finding(claim, changes, _together(claim, bare, levels)))
    return Examined(Rule.CLAIM, tried, tuple(findings))


def _levels(transcript: Transcript) -> tuple[Fraction, ...]:
    """.05, and what the family's threshold is."""
    alpha = transcript.alpha
    if alpha is None:
        return (USUAL,)
    printed_tests = sum(each.t is not None for table in transcript.tables for row in table.rows for each in row.later)
    m = family_size(alpha, printed_tests)
    return (USUAL,) if m is None else (USUAL, threshold(alpha, m))


def _needed(found: Contrast, levels: tuple[Fraction, ...]) -> ClaimedChange | None:
    a, b = found.sd_pre, found.sd_later
    if a is None or b is None or found.pairs is None:
        return None
    needed = []
    for alpha in levels:
        reach = needed_correlation(found.change, a, b, found.pairs, float(alpha))
        middles = exactly(found.change_printed), exactly(a.middle), exactly(b.middle)
        as_printed = needed_correlation(*middles, found.pairs, float(alpha))
        if reach is None or as_printed is None:
            return None
        needed.append(Needed(alpha, as_printed.middle, reach))
    return ClaimedChange(found, tuple(needed))


def _together(claim: Significance, bare: list[Contrast], levels: tuple[Fraction, ...]) -> tuple[TogetherChange, ...]:
    if not claim.together:
        return ()
    found = []
    for occasion in dict.fromkeys(each.later.occasion for each in bare):
        parts = [each for each in bare if each.later.occasion is occasion]
        if len(parts) > 1:
            one = _as_one(parts, levels)
            found += [] if one is None else [TogetherChange(occasion, *one)]
    return tuple(found)


def _as_one(parts: list[Contrast], levels: tuple[Fraction, ...]) -> tuple[int, tuple[Needed, ...]] | None:
    """Groups put together: means weighted by n, sums of squares within and between them added. As printed only."""
    groups = []
    for part in parts:
        if part.pairs is None or part.sd_pre is None or part.sd_later is None:
            return None
        groups.append((part.pairs, part.sd_pre.middle, part.sd_later.middle, *part.means))
    n = sum(group[0] for group in groups)
    pre, later = (Fraction(sum(group[0] * group[at] for group in groups), n) for at in (3, 4))
    variances = [
        Fraction(sum((group[0] - 1) * group[sd] ** 2 + group[0] * (group[at] - mean) ** 2 for group in groups), n - 1)
        for sd, at, mean in ((1, 3, pre), (2, 4, later))
    ]
    a, b = (exactly(exactly(variance).root.middle) for variance in variances)
    needed = []
    for alpha in levels:
        r = needed_correlation(exactly(abs(later - pre)), a, b, n, float(alpha))
        if r is None:
            return None
        needed.append(Needed(alpha, r.middle, None))
    return n, tuple(needed)


def _finding(claim: Significance, changes: list[ClaimedChange], together: tuple[TogetherChange, ...]) -> Finding:
    changes.sort(key=lambda change: -change.needed[0].r)
    reaches = [change.needed[0].reach for change in changes]
    verdict = Verdict.UNEXPLAINED
    if any(reach is not None and reach.low >= 1 for reach in reaches):
        verdict = Verdict.IMPOSSIBLE_IF
    elif all(needed.reach is not None and needed.reach.high <= -1 for each in changes for needed in each.needed):
        verdict = Verdict.NOTE
    facts = ClaimFacts(claim, changes[0], tuple(changes[1:]), together)
    return Finding(Rule.CLAIM, claim.id, claim.where, verdict, facts)
