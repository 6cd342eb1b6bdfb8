"""p and stars, computed again from t and its degrees of freedom."""

import re
from dataclasses import dataclass
from fractions import Fraction

from scipy.special import stdtr

from reconnect.analysis.appraisal.contrast import Contrast, contrasts
from reconnect.analysis.appraisal.finding import Examined, Finding, Rule, Verdict
from reconnect.analysis.appraisal.interval import Interval, near, printed
from reconnect.model.transcript.coherence import decimal
from reconnect.model.transcript.table import PrintedTest, Star
from reconnect.model.transcript.transcript import Transcript

SIGN_CHARACTERS = "<>=≤≥⩽⩾ "
SIGNS = {"⩽": "<=", "≤": "<=", "⩾": ">=", "≥": ">="}
STARS = re.compile(r"\*+$")


@dataclass(frozen=True, slots=True)
class PFacts:
    """A printed p, or a star and its level, beside the two-sided p that t and df give.

    ``sure``: the df is printed, or follows from an n printed for the row. ``one_sided``: half of it would fit.
    ``larger``: the printed p is larger, as one corrected for several tests is.
    ``modest``: the star is right, and a stronger one would be as well.
    """

    contrast: Contrast
    df: int
    printed: str
    level: Fraction | None
    p: Interval
    sure: bool
    one_sided: bool = False
    larger: bool = False
    modest: bool = False


def p_values(transcript: Transcript) -> Examined:
    """Every p and every star that its own t does not give."""
    tried, findings = 0, []
    for found in contrasts(transcript):
        df = _df(found)
        if found.later.t is None or found.t is None or df is None:
            continue
        p = two_sided_p(found.t, df)
        halves = (p, Interval(p.low / 2, p.high / 2))
        if found.later.p is not None:
            tried += 1
            fits = [_fits(found.later.p, each) for each in halves]
            if not fits[0]:
                larger = not fits[1] and _fits(found.later.p, Interval(p.low, Fraction(1)))
                facts = PFacts(found, df, found.later.p, None, p, found.sure, one_sided=fits[1], larger=larger)
                findings.append(_finding("p", facts))
        if found.table.stars:
            tried += 1
            starred = _star(found, df, halves)
            if starred is not None:
                findings.append(_finding("star", starred))
    return Examined(Rule.PROBABILITY, tried, tuple(findings))


def _df(found: Contrast) -> int | None:
    if found.later.df is not None:
        return int(found.later.df)
    paired = found.table.test is PrintedTest.PAIRED_T and found.pairs is not None and found.pairs > 1
    return found.pairs - 1 if paired and found.pairs is not None else None


def two_sided_p(t: Interval, df: int) -> Interval:
    """Two-sided, from the largest t to the smallest."""
    return Interval(near(float(2 * stdtr(df, -float(t.high)))).low, near(float(2 * stdtr(df, -float(t.low)))).high)


def _fits(text: str, p: Interval) -> bool:
    number = text.lstrip(SIGN_CHARACTERS)
    sign = text.removesuffix(number).strip() or "="
    sign = SIGNS.get(sign, sign)
    if sign == "=":
        return printed(number).meets(p)
    level = Fraction(decimal(number))
    return p.low <= level if sign in {"<", "<="} else p.high >= level


def _star(found: Contrast, df: int, halves: tuple[Interval, Interval]) -> PFacts | None:
    match = STARS.search(found.later.t or "")
    sign = match[0] if match else ""
    p = halves[0]
    level = _level(sign, found.table.stars)
    if sign and level is not None and p.low > level:
        return PFacts(found, df, sign, level, p, found.sure, one_sided=halves[1].low <= level)
    stronger = [star for star in found.table.stars if level is None or Fraction(decimal(star.level)) < level]
    if (sign == "" or level is not None) and any(p.high < Fraction(decimal(star.level)) for star in stronger):
        return PFacts(found, df, sign, level, p, found.sure, modest=True)
    return None


def _level(sign: str, stars: tuple[Star, ...]) -> Fraction | None:
    return next((Fraction(decimal(star.level)) for star in stars if star.sign == sign), None)


def _finding(what: str, facts: PFacts) -> Finding:
    found = facts.contrast
    verdict = Verdict.IMPOSSIBLE
    if facts.modest:
        verdict = Verdict.NOTE
    elif facts.one_sided or facts.larger or not facts.sure:
        verdict = Verdict.IMPOSSIBLE_IF
    return Finding(Rule.PROBABILITY, f"{found.place}.{found.later.occasion}.{what}", found.where, verdict, facts)
