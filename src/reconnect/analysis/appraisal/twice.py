"""A fact that the paper gives at two places."""

from dataclasses import dataclass

from reconnect.analysis.appraisal.finding import Examined, Finding, Rule, Verdict
from reconnect.analysis.appraisal.interval import Interval, printed, spread_of
from reconnect.model.transcript.statement import Statistic, Twice
from reconnect.model.transcript.transcript import Transcript


@dataclass(frozen=True, slots=True)
class TwiceFacts:
    """``apart``: how far the two are from each other. ``limit``: how far a mean and a median can be, at most."""

    twice: Twice
    apart: Interval
    limit: Interval | None


def told_twice(transcript: Transcript) -> Examined:
    """Figures that differ by more than rounding; a mean beside a median may, by up to one SD.

    Source of the limit: Hotelling and Solomons 1932, Ann Math Stat 3: 141-2.
    """
    findings = [finding for each in transcript.twice if (finding := _compared(each)) is not None]
    return Examined(Rule.TWICE, len(transcript.twice), tuple(findings))


def _compared(each: Twice) -> Finding | None:
    first, second = each.first, each.second
    apart = (printed(first.printed) - printed(second.printed)).size
    if first.statistic is second.statistic:
        if printed(first.printed).meets(printed(second.printed)):
            return None
        return _finding(each, Verdict.UNEXPLAINED, TwiceFacts(each, apart, None))
    sd = first.sd or second.sd
    if {first.statistic, second.statistic} != {Statistic.MEAN, Statistic.MEDIAN}:
        return _finding(each, Verdict.NOTE, TwiceFacts(each, apart, None))
    limit = None if sd is None else spread_of(sd)
    verdict = Verdict.IMPOSSIBLE if limit is not None and apart.low > limit.high else Verdict.NOTE
    return _finding(each, verdict, TwiceFacts(each, apart, limit))


def _finding(each: Twice, verdict: Verdict, facts: TwiceFacts) -> Finding:
    return Finding(Rule.TWICE, each.id, f"{each.first.where}; {each.second.where}", verdict, facts)
