"""Percentages that are those of the others: 40 % said to have stayed, where 40 % left."""

from dataclasses import dataclass
from fractions import Fraction

from reconnect.analysis.appraisal.finding import Examined, Finding, Rule, Verdict, gravest
from reconnect.analysis.appraisal.interval import Interval, printed
from reconnect.model.transcript.statement import Group, Share, SharePart
from reconnect.model.transcript.transcript import Transcript

WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True)
class CountedShare:
    """A group's percentage beside its count. ``claimed``: how many people the percentage is, as an interval.

    ``counted_percent`` is what the count comes to, ``complement`` what that leaves of 100; ``of_the_rest``: that is
    what was printed.
    """

    group: Group
    part: SharePart
    claimed: Interval
    counted_percent: Fraction
    complement: Fraction
    of_the_rest: bool
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ComplementFacts:
    """The parts of a share that look like those of the others."""

    share: Share
    parts: tuple[CountedShare, ...]


def complements(transcript: Transcript) -> Examined:
    """Shares whose percentage is not that of the people counted, but of the rest.

    Those counted are some of those the percentage is of. More counted than it allows cannot be, if they are; a
    percentage that allows them, and is that of the rest, is unlikely.
    """
    tried, findings = 0, []
    for share in transcript.shares:
        tried += len(share.parts)
        parts = tuple(each for part in share.parts if (each := _counted(transcript, part)) is not None)
        if parts:
            verdict = gravest([each.verdict for each in parts])
            findings.append(Finding(Rule.SHARE, share.id, share.where, verdict, ComplementFacts(share, parts)))
    return Examined(Rule.SHARE, tried, tuple(findings))


def claimed_people(transcript: Transcript, part: SharePart) -> Interval:
    """How many people a percentage of its group is."""
    group = transcript.group(part.group)
    return printed(part.percent).times(Fraction(int(group.n) if group is not None else 0, 100))


def _counted(transcript: Transcript, part: SharePart) -> CountedShare | None:
    group = transcript.group(part.group)
    if group is None:
        return None
    percent = Fraction(100 * int(part.counted), int(group.n))
    claimed = claimed_people(transcript, part)
    if claimed.holds(int(part.counted)):
        return None
    complement = WHOLE - percent
    of_the_rest = printed(part.percent).holds(complement)
    if claimed.high < int(part.counted):
        verdict = Verdict.IMPOSSIBLE_IF
    elif of_the_rest:
        verdict = Verdict.UNLIKELY
    else:
        return None
    return CountedShare(group, part, claimed, percent, complement, of_the_rest, verdict)
