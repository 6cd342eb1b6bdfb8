"""Fewer people said to have stayed than there are answers from."""

from dataclasses import dataclass

from reconnect.analysis.appraisal.complement import claimed_people
from reconnect.analysis.appraisal.contrast import Contrast, contrasts
from reconnect.analysis.appraisal.finding import Examined, Finding, Rule, Verdict
from reconnect.analysis.appraisal.interval import Interval
from reconnect.model.transcript.statement import Share
from reconnect.model.transcript.transcript import Transcript


@dataclass(frozen=True, slots=True)
class CompletersFacts:
    """``fewest`` to ``most`` people by the percentages; ``beyond``: comparisons of more, at the occasion reached."""

    share: Share
    claimed: tuple[Interval, ...]
    fewest: int
    most: int
    beyond: tuple[Contrast, ...]


def completers(transcript: Transcript) -> Examined:
    """Shares of all participants that come to fewer people than were compared at the occasion they reached."""
    tried, findings = 0, []
    for share in transcript.shares:
        claimed = tuple(claimed_people(transcript, part) for part in share.parts)
        whole = [people.whole for people in claimed]
        everyone = {part.group for part in share.parts} == {group.id for group in transcript.participants}
        if share.reached is None or not everyone or not all(whole):
            continue
        tried += 1
        fewest, most = sum(people[0] for people in whole), sum(people[-1] for people in whole)
        beyond = tuple(
            each
            for each in contrasts(transcript)
            if each.later.occasion is share.reached and each.sure and each.pairs is not None and each.pairs > most
        )
        if beyond:
            facts = CompletersFacts(share, claimed, fewest, most, beyond)
            findings.append(Finding(Rule.COMPLETERS, share.id, share.where, Verdict.IMPOSSIBLE_IF, facts))
    return Examined(Rule.COMPLETERS, tried, tuple(findings))
