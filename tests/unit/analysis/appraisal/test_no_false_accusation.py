"""Tables made from real scores, rounded any usual way, are never accused: nothing above a note."""

from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from math import gamma, sqrt

from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import stdtr, stdtrit

from reconnect.analysis.appraisal.appraise import appraise
from reconnect.analysis.appraisal.finding import Verdict
from reconnect.analysis.moments import pair_moments, spread
from reconnect.model.occasion import Occasion
from reconnect.model.transcript.coherence import transcript_complaints
from reconnect.model.transcript.statement import (
    Alpha,
    Categories,
    Category,
    Correction,
    Group,
    Share,
    SharePart,
    Significance,
    Statistic,
    Told,
    Twice,
)
from reconnect.model.transcript.table import Basis, Earlier, Formula, Later, PrintedTest, Row, Scale, Star, Table
from reconnect.model.transcript.transcript import Transcript

Pairs = list[tuple[int, int]]
Print = Callable[[Decimal], str]

STARS = (Star("*", "0.05"), Star("**", "0.01"), Star("***", "0.001"))
ROUNDINGS = [ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN]
HIGH = 10


def exact_mean(numbers: list[int]) -> Decimal:
    return Decimal(sum(numbers)) / len(numbers)


def exact_sd(numbers: list[int], *, over_n: bool = False) -> Decimal:
    n = len(numbers)
    return (Decimal(n * sum(x * x for x in numbers) - sum(numbers) ** 2) / (n * (n if over_n else n - 1))).sqrt()


def printer(places: int, way: str, *, drops_zeros: bool) -> Print:
    """How a paper prints: to ``places`` decimals, 3.0 as 3 where it drops zeros."""

    def to_print(number: Decimal) -> str:
        text = f"{number.quantize(Decimal(1).scaleb(-places), rounding=way):f}"
        return text.rstrip("0").rstrip(".") if drops_zeros and "." in text else text

    return to_print


def stars(p: float) -> str:
    return max((star.sign for star in STARS if p <= float(star.level)), key=len, default="")


def printed_p(p: float, choice: int) -> str:
    return ["< .001" if p < 0.001 else f"= {p:.3f}", f"{p:.2f}", "<.05" if p < 0.05 else "> .05"][choice]


def effect(formula: Formula, pairs: Pairs, *, hedges: bool) -> float | None:
    found = spread(pair_moments(pairs))
    assert found.change is not None
    assert found.sd_earlier is not None
    assert found.sd_later is not None
    a, b, c = found.sd_earlier, found.sd_later, found.sd_change or 0
    divisors = {
        Formula.D_PRE: a,
        Formula.D_POST: b,
        Formula.D_POOLED: sqrt((a * a + b * b) / 2),
        Formula.D_AVERAGE: (a + b) / 2,
        Formula.D_Z: c,
        Formula.D_RM: c / sqrt(2 * (1 - found.r)) if found.r is not None and found.r < 1 - 1e-9 else 0,
    }
    if divisors[formula] < 1e-9:
        return None
    m = len(pairs) - 1
    j = gamma(m / 2) / gamma((m - 1) / 2) / sqrt(m / 2) if hedges else 1
    return abs(found.change) / divisors[formula] * j


SCORES = st.integers(0, HIGH)
PAIRS = st.integers(4, 40).flatmap(lambda n: st.lists(st.tuples(SCORES, SCORES), min_size=n, max_size=n))


@st.composite
def rows(
    draw: st.DrawFn, name: str, formula: Formula, to_print: Print, *, starred: bool, hedges: bool, over_n: bool
) -> Row:
    pairs = draw(PAIRS)
    pre, later = [x for x, _ in pairs], [y for _, y in pairs]
    changes = [y - x for x, y in pairs]
    n = len(pairs)
    t = p = ends = None
    if exact_sd(changes) > 0:
        exact_t = exact_mean(changes) / (exact_sd(changes) / Decimal(n).sqrt())
        two_sided = float(2 * stdtr(n - 1, -abs(float(exact_t))))
        t = to_print(exact_t if draw(st.booleans()) else abs(exact_t)) + (stars(two_sided) if starred else "")
        reach = Decimal(float(stdtrit(n - 1, 0.975))) * exact_sd(changes) / Decimal(n).sqrt()
        sign = draw(st.sampled_from([1, -1]))
        both = sorted(sign * exact_mean(changes) + way * reach for way in (-1, 1))
        ends = (to_print(both[0]), to_print(both[1]))
        p = printed_p(two_sided, draw(st.integers(0, 2)))
    named = formula if formula is not Formula.NOT_STATED else draw(st.sampled_from(list(Formula)[1:]))
    d = effect(named, pairs, hedges=hedges)
    cells = draw(st.booleans())
    return Row(
        name,
        "Row",
        Earlier(to_print(exact_mean(pre)), to_print(exact_sd(pre, over_n=over_n)), str(n) if cells else None),
        (
            Later(
                Occasion.POST,
                to_print(exact_mean(later)),
                to_print(exact_sd(later, over_n=over_n)),
                str(n) if cells else None,
                t,
                str(n - 1) if t is not None and draw(st.booleans()) else None,
                p,
                *(ends if ends is not None else (None, None)),
                None if d is None or over_n else to_print(Decimal(d)),
            ),
        ),
        n=None if cells and draw(st.booleans()) else str(n),
        scale="scale",
    )


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """A paper: real pairs in every row, real counts in every list, all rounded one way."""
    to_print = printer(draw(st.integers(0, 3)), draw(st.sampled_from(ROUNDINGS)), drops_zeros=draw(st.booleans()))
    formula = draw(st.sampled_from(Formula))
    starred, hedges, over_n = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    with localcontext(prec=40):
        lines = tuple(
            draw(rows(f"row-{at}", formula, to_print, starred=starred, hedges=hedges, over_n=over_n))
            for at in range(draw(st.integers(1, 3)))
        )
    tested = tuple(row.id for row in lines if row.later[0].t is not None)
    women, men = draw(st.integers(40, 300)), draw(st.integers(40, 300))
    counts = draw(st.lists(st.integers(1, 60), min_size=1, max_size=6))
    everyone = sum(counts)
    percent = printer(draw(st.integers(0, 2)), draw(st.sampled_from(ROUNDINGS)), drops_zeros=False)
    stayed = [draw(st.integers(40, women)), draw(st.integers(40, men))]
    ages = draw(st.lists(st.integers(18, 90), min_size=3, max_size=30))
    ages += [ages[0]] * (1 - len(ages) % 2)
    median = Decimal(sorted(ages)[len(ages) // 2])
    tests = draw(st.integers(1, 40))
    return Transcript(
        "paper",
        "invented",
        participants=(Group("women", "women", str(women)), Group("men", "men", str(men))),
        scales=(Scale("scale", "0", str(HIGH), "1", Basis.STATED),),
        tables=(Table("table", "Table", lines, PrintedTest.PAIRED_T, formula, STARS if starred else ()),),
        categories=(
            Categories(
                "kinds",
                "Table 1",
                "kinds",
                tuple(
                    Category(str(at), str(count), percent(Decimal(100 * count) / everyone))
                    for at, count in enumerate(counts)
                ),
                total=str(everyone),
                exclusive=True,
            ),
        ),
        twice=(
            Twice(
                "age",
                "age",
                Told("text", percent(exact_mean(ages)), Statistic.MEAN),
                Told("table", to_print(exact_mean(ages)), Statistic.MEAN),
            ),
            Twice(
                "middle",
                "age",
                Told("text", percent(median), Statistic.MEDIAN),
                Told("table", to_print(exact_mean(ages)), Statistic.MEAN, to_print(exact_sd(ages))),
            ),
        ),
        shares=(
            Share(
                "stayed",
                "Results",
                "stayed",
                "those counted stayed",
                tuple(
                    SharePart(group, percent(Decimal(100 * kept) / of), str(kept), "table 2")
                    for group, kept, of in zip(("women", "men"), stayed, (women, men), strict=True)
                ),
                Occasion.POST,
                "staying means answering",
            ),
        ),
        alpha=Alpha("Methods", f"{0.05 / tests:.{draw(st.integers(4, 6))}f}", "0.05", Correction.BONFERRONI),
        significance=(Significance("claim", "Discussion", "it fell", "table", tested),) if tested else (),
    )


@settings(max_examples=120)
@given(transcripts())
def test_a_table_of_real_scores_is_never_accused(transcript: Transcript) -> None:
    assert list(transcript_complaints(transcript)) == []
    assert [finding for finding in appraise(transcript).findings if finding.verdict is not Verdict.NOTE] == []
