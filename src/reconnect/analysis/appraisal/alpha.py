"""A threshold lowered for many tests: how many, and which."""

from dataclasses import dataclass
from fractions import Fraction

from reconnect.analysis.appraisal.finding import Examined, Finding, Rule, Verdict
from reconnect.analysis.appraisal.interval import Interval, near, printed
from reconnect.model.transcript.coherence import decimal
from reconnect.model.transcript.statement import Alpha, Correction, Significance
from reconnect.model.transcript.table import Star
from reconnect.model.transcript.transcript import Transcript

MOST_TESTS = 1000


@dataclass(frozen=True, slots=True)
class FamilyFacts:
    """``m`` tests give the printed threshold (``exact``: unrounded); ``printed_tests`` are printed with their t.

    ``outside``: claims of significance about changes without a printed test, ``untested`` of them.
    ``stars``: levels that stars use instead.
    """

    alpha: Alpha
    m: int | None
    exact: Fraction | None
    printed_tests: int
    outside: tuple[Significance, ...]
    untested: int
    stars: tuple[Star, ...]


def family(transcript: Transcript) -> Examined:
    """What the threshold says about the family of tests; unexplained where no number of tests gives it."""
    alpha = transcript.alpha
    if alpha is None:
        return Examined(Rule.FAMILY, 0, ())
    m = family_size(alpha, _tests(transcript))
    exact = None if m is None else threshold(alpha, m)
    outside = tuple(claim for claim in transcript.significance if untested(transcript, claim))
    stars = tuple(
        star for table in transcript.tables for star in table.stars if decimal(star.level) != decimal(alpha.printed)
    )
    facts = FamilyFacts(
        alpha,
        m,
        exact,
        _tests(transcript),
        outside,
        sum(untested(transcript, claim) for claim in outside),
        stars,
    )
    plain = exact == Fraction(decimal(alpha.printed)) and m == facts.printed_tests and not outside and not stars
    if plain:
        return Examined(Rule.FAMILY, 1, ())
    verdict = Verdict.UNEXPLAINED if m is None else Verdict.NOTE
    return Examined(Rule.FAMILY, 1, (Finding(Rule.FAMILY, "alpha", alpha.where, verdict, facts),))


def family_size(alpha: Alpha, expected: int) -> int | None:
    """The number of tests that the threshold is for: ``expected`` if that fits, else the fewest that do."""
    fitting = [m for m in range(1, MOST_TESTS + 1) if _fits(alpha, m)]
    return expected if expected in fitting else min(fitting, default=None)


def threshold(alpha: Alpha, m: int) -> Fraction:
    """What the threshold for ``m`` tests is by Bonferroni."""
    return Fraction(decimal(alpha.of)) / m


def untested(transcript: Transcript, claim: Significance) -> int:
    """How many changes ``claim`` speaks of that have neither t nor p."""
    return sum(later.t is None and later.p is None for row in transcript.rows(claim) for later in row.later)


def _tests(transcript: Transcript) -> int:
    return sum(later.t is not None for table in transcript.tables for row in table.rows for later in row.later)


def _fits(alpha: Alpha, m: int) -> bool:
    reach: Interval = printed(alpha.printed)
    bonferroni = reach.holds(threshold(alpha, m))
    sidak = reach.meets(near(1 - (1 - float(decimal(alpha.of))) ** (1 / m)))
    if alpha.method is Correction.NOT_STATED:
        return bonferroni or sidak
    return bonferroni if alpha.method is Correction.BONFERRONI else sidak
