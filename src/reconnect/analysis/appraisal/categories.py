"""Categories against their total."""

from dataclasses import dataclass
from fractions import Fraction

from reconnect.analysis.appraisal.finding import Examined, Finding, Rule, Verdict
from reconnect.analysis.appraisal.interval import Interval, exactly, printed
from reconnect.model.transcript.statement import Categories, Category
from reconnect.model.transcript.transcript import Transcript


@dataclass(frozen=True, slots=True)
class CategoriesFacts:
    """``together``: what the categories add to, people or (``percent``) per cent, of ``total``.

    ``wrong`` are categories whose percentage is not that of their count, each with what it would be.
    """

    categories: Categories
    together: Interval | None
    total: int
    percent: bool
    wrong: tuple[tuple[Category, Fraction], ...]


def categories(transcript: Transcript) -> Examined:
    """Counts that do not add to their total, percentages that do not add to 100, or are not those of their counts.

    Too few are unexplained: some may be left out. Too many are impossible only where the paper says that nobody is
    in two categories; otherwise people are simply counted twice.
    """
    tried, findings = 0, []
    for each in transcript.categories:
        total = transcript.people if each.total is None else int(each.total)
        found = [check for check in (_sum(each, total), _percentages(each, total)) if check is not None]
        tried += len(found)
        findings += [finding for finding in found if isinstance(finding, Finding)]
    return Examined(Rule.CATEGORIES, tried, tuple(findings))


def _sum(each: Categories, total: int | None) -> Finding | bool | None:
    counts = [int(part.n) for part in each.parts if part.n is not None]
    percents = [printed(part.percent) for part in each.parts if part.percent is not None]
    if len(counts) == len(each.parts) and total is not None:
        return _held(each, exactly(sum(counts)), total, percent=False)
    if len(percents) == len(each.parts):
        return _held(each, sum(percents, exactly(0)), 100, percent=True)
    return None


def _held(each: Categories, together: Interval, total: int, *, percent: bool) -> Finding | bool:
    facts = CategoriesFacts(each, together, total, percent, ())
    if together.holds(total) or (together.low > total and not each.exclusive):
        return True
    verdict = Verdict.IMPOSSIBLE if each.exclusive and together.low > total else Verdict.UNEXPLAINED
    return Finding(Rule.CATEGORIES, each.id, each.where, verdict, facts)


def _percentages(each: Categories, total: int | None) -> Finding | bool | None:
    both = [part for part in each.parts if part.n is not None and part.percent is not None]
    if not both or not total:
        return None
    shares = [(part, Fraction(100 * int(part.n or 0), total)) for part in both]
    wrong = tuple((part, share) for part, share in shares if not printed(part.percent or "0").holds(share))
    if not wrong:
        return True
    facts = CategoriesFacts(each, None, total, percent=True, wrong=wrong)
    return Finding(Rule.CATEGORIES, f"{each.id}.percent", each.where, Verdict.IMPOSSIBLE_IF, facts)
