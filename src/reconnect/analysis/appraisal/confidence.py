"""Confidence intervals of a change, against the change, t and its degrees of freedom."""

from dataclasses import dataclass
from fractions import Fraction

from scipy.special import stdtrit

from reconnect.analysis.appraisal.contrast import Contrast, contrasts
from reconnect.analysis.appraisal.finding import Examined, Finding, Rule, Verdict
from reconnect.analysis.appraisal.interval import Interval, near, printed
from reconnect.model.transcript.coherence import decimal
from reconnect.model.transcript.table import PrintedTest
from reconnect.model.transcript.transcript import Transcript


@dataclass(frozen=True, slots=True)
class ConfidenceFacts:
    """The printed interval, ``middle`` and ``half`` its width; ``implied`` is the half that t gives.

    ``turned``: the lower end is above the upper. ``off_centre``: its middle is not the change. ``off_width``: its
    half is not what t gives.
    """

    contrast: Contrast
    middle: Fraction
    half: Fraction
    implied: Interval | None
    turned: bool
    off_centre: bool
    off_width: bool


def confidence_intervals(transcript: Transcript) -> Examined:
    """95 % intervals of a change that are not where the means are, or not as wide as t says.

    A paired t has the interval change +- t(.975, df) change / t (Student 1908). Others, such as a bootstrap's, need
    not lie so: the verdict is conditional, but for ends in the wrong order.
    """
    tried, findings = 0, []
    for found in contrasts(transcript):
        facts = _facts(found)
        if facts is None:
            continue
        tried += 1
        if facts.turned or facts.off_centre or facts.off_width:
            verdict = Verdict.IMPOSSIBLE if facts.turned else Verdict.IMPOSSIBLE_IF
            place = f"{found.place}.{found.later.occasion}"
            findings.append(Finding(Rule.CONFIDENCE, place, found.where, verdict, facts))
    return Examined(Rule.CONFIDENCE, tried, tuple(findings))


def _facts(found: Contrast) -> ConfidenceFacts | None:
    low, high = found.later.low, found.later.high
    if low is None or high is None:
        return None
    ends = Fraction(decimal(low)), Fraction(decimal(high))
    middle = (printed(low) + printed(high)).times(Fraction(1, 2)).size
    half = (printed(high) - printed(low)).times(Fraction(1, 2)).size
    implied = _half(found)
    return ConfidenceFacts(
        found,
        abs(sum(ends, Fraction(0))) / 2,
        abs(ends[1] - ends[0]) / 2,
        implied,
        turned=ends[0] > ends[1],
        off_centre=not middle.meets(found.change),
        off_width=implied is not None and not half.meets(implied),
    )


def _half(found: Contrast) -> Interval | None:
    paired = found.table.test is PrintedTest.PAIRED_T and found.sure and found.pairs is not None and found.pairs > 1
    if not paired or found.pairs is None or found.t is None or found.t.holds(0):
        return None
    return near(float(stdtrit(found.pairs - 1, 0.975))) * (found.change / found.t)
