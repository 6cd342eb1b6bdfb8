"""How large was the change? Every d has its formula in its name."""

from dataclasses import dataclass
from enum import StrEnum
from math import isnan, sqrt

from scipy.special import chdtri, nctdtr, ndtri, poch

from reconnect.analysis.moments import Spread
from reconnect.model.measure import Better

FEW = 10
NEAR = 1e-100
FAR = 1e4  # a t this large comes from changes that hardly differ
STEPS, CLOSE = 100, 1e-14  # about ten are taken


class Caution(StrEnum):
    """Why a standardised effect may mislead."""

    FEW_PAIRS = "few-pairs"  # fewer than 10
    UNLIKE_SDS = "unlike-sds"  # SD earlier / SD later outside .67 to 1.5: which one divides decides how large it looks
    CROWDED_END = "crowded-end"  # over 20 % at an end of the scale: d_pre's interval covered .81 with 93 % there


@dataclass(frozen=True, slots=True)
class Formula:
    """What an effect's name stands for, and where its value and its interval come from."""

    name: str
    value: str
    interval: str
    source: str


D_PRE = Formula(
    "d_pre",
    "improvement / SD of the earlier occasion",
    "d -+ 1.96 se, se^2 = sd_change^2 / (n sd_earlier^2) + d^2 / (2 (n - 1))",
    "Becker 1988, doi 10.1111/j.2044-8317.1988.tb00901.x",
)
D_AV = Formula(
    "d_av",
    "improvement / S, S^2 = (sd_earlier^2 + sd_later^2) / 2",
    "d -+ 1.96 se, se^2 = sd_change^2 / ((n - 1) S^2)"
    " + d^2 (sd_earlier^4 + sd_later^4 + 2 r^2 sd_earlier^2 sd_later^2) / (8 (n - 1) S^4)",
    "Bonett 2008, doi 10.1037/1082-989X.13.2.99",
)
D_Z = Formula(
    "d_z",
    "improvement / SD of the change",
    "those noncentralities / sqrt(n) that leave 2.5 % beyond t, n - 1 df",
    "Cumming and Finch 2001, doi 10.1177/0013164401614002",
)


def _hedges(d: Formula) -> Formula:
    return Formula(
        f"g{d.name[1:]}",
        f"J {d.name}, J = gamma(m / 2) / (sqrt(m / 2) gamma((m - 1) / 2)), m = n - 1",
        f"that of {d.name}: both estimate the same number",
        "Hedges 1981, doi 10.3102/10769986006002107",
    )


G_PRE, G_AV, G_Z = (_hedges(d) for d in (D_PRE, D_AV, D_Z))


@dataclass(frozen=True, slots=True)
class Effect:
    """A standardised effect of n pairs, positive where things got better, with its 95 % interval."""

    d: float
    low: float
    high: float
    n: int
    formula: Formula
    cautions: frozenset[Caution]

    @property
    def doubtful(self) -> bool:
        """Whether anything speaks against reading it at face value."""
        return bool(self.cautions)

    @property
    def change_first(self) -> bool:
        """Whether the raw change is the figure to lead with: the SD, or the scale's end, made the effect."""
        return bool(self.cautions & {Caution.UNLIKE_SDS, Caution.CROWDED_END})


@dataclass(frozen=True, slots=True)
class Effects:
    """All standardised effects of a cell; None where one is undefined."""

    d_pre: Effect | None
    d_av: Effect | None
    d_z: Effect | None
    g_pre: Effect | None
    g_av: Effect | None
    g_z: Effect | None


def effects(spread: Spread, better: Better, *, crowded: bool = False) -> Effects:
    """Every effect; ``crowded`` where over 20 % of the pairs sit at one end of the scale (``ends.crowded``)."""
    d = (
        d_pre(spread, better, crowded=crowded),
        d_av(spread, better, crowded=crowded),
        d_z(spread, better, crowded=crowded),
    )
    return Effects(*d, *(hedges(each, formula) for each, formula in zip(d, (G_PRE, G_AV, G_Z), strict=True)))


def d_pre(spread: Spread, better: Better, *, crowded: bool = False) -> Effect | None:
    """Improvement divided by the SD of the earlier occasion among the same people.

    It fits the four values printed by Edwards et al. 2019 (table 3) whatever the r; they call theirs "Cohen's d" and
    do not say which SD it divides by.
    Interval: d +- 1.96 se, se^2 = sd_change^2 / (n sd_earlier^2) + d^2 / (2 (n - 1)) (Becker 1988's large-sample
    variance with the observed SD of the change). It covers .944 to .952 of the time on normal scores, and .76
    where many sit at an end of the scale.

    None with fewer than two pairs, and where nobody differed at the earlier occasion.
    """
    if spread.change is None or spread.sd_change is None or not spread.sd_earlier:
        return None
    d = better.sign * spread.change / spread.sd_earlier + 0.0  # never -0.0
    variance = spread.sd_change**2 / (spread.n * spread.sd_earlier**2) + d**2 / (2 * (spread.n - 1))
    reach = 1.96 * sqrt(variance)
    return Effect(d, d - reach, d + reach, spread.n, D_PRE, _cautions(spread, crowded=crowded))


def d_av(spread: Spread, better: Better, *, crowded: bool = False) -> Effect | None:
    """Improvement divided by the root mean square of the two SDs (Bonett 2008, and his interval).

    None with fewer than two pairs, and where nobody differed at either occasion.
    """
    if spread.change is None or spread.sd_change is None or spread.sd_earlier is None or spread.sd_later is None:
        return None
    earlier, later, df = spread.sd_earlier**2, spread.sd_later**2, spread.n - 1
    mean = (earlier + later) / 2
    if mean == 0:
        return None
    d = better.sign * spread.change / sqrt(mean) + 0.0
    together = 2 * (spread.r or 0.0) ** 2 * earlier * later
    variance = spread.sd_change**2 / (df * mean) + d**2 * (earlier**2 + later**2 + together) / (8 * df * mean**2)
    reach = 1.96 * sqrt(variance)
    return Effect(d, d - reach, d + reach, spread.n, D_AV, _cautions(spread, crowded=crowded))


def d_z(spread: Spread, better: Better, *, crowded: bool = False) -> Effect | None:
    """Improvement divided by the SD of the change: t / sqrt(n), so it grows with r and says little of its size.

    Interval: exact on normal changes, by the noncentral t (Cumming and Finch 2001).
    None with fewer than two pairs, and where every change is the same.
    """
    if spread.change is None or not spread.sd_change:
        return None
    d = better.sign * spread.change / spread.sd_change + 0.0
    t, df, root = d * sqrt(spread.n), spread.n - 1, sqrt(spread.n)
    low, high = noncentrality(t, df, 0.975) / root, noncentrality(t, df, 0.025) / root
    return Effect(d, low, high, spread.n, D_Z, _cautions(spread, crowded=crowded))


def hedges(effect: Effect | None, formula: Formula) -> Effect | None:
    """``effect`` times Hedges' J, exact, with n - 1 degrees of freedom; its interval stays.

    J takes the bias out of the estimate. d and g estimate the same number, so an interval of that number is one
    interval; shrunk by J as well, that of d_pre covers .89 with 5 pairs at an effect of 1 and not .94.
    None with fewer than three pairs: J is 0 with one degree of freedom.
    """
    if effect is None or effect.n < 3:
        return None
    return Effect(unbiasing(effect.n - 1) * effect.d, effect.low, effect.high, effect.n, formula, effect.cautions)


def unbiasing(df: int) -> float:
    """Hedges' J of ``df`` degrees of freedom, 2 or more: gamma(df / 2) / (sqrt(df / 2) gamma((df - 1) / 2)).

    Hedges 1981. By the quotient of the two gammas: from their logarithms 1e-8 is lost at 1e7 people.
    """
    return float(poch((df - 1) / 2, 0.5)) / sqrt(df / 2)


def noncentrality(t: float, df: int, probability: float) -> float:
    """The noncentrality whose t distribution puts ``probability`` at or below ``t``, by false position (Illinois).

    scipy's own inverse agrees to nine digits only, and fails at t = 0. Beyond ``FAR`` only the SD's chance matters
    (to 1e-8), and the distribution is no longer computed.
    """
    if abs(t) > FAR:
        return t * sqrt(float(chdtri(df, probability if t > 0 else 1 - probability)) / df)
    near = t - float(ndtri(probability)) * sqrt(1 + t * t / (2 * df))  # Johnson and Welch 1940
    low, high = near - 0.1, near + 0.1
    while (above := _below(t, df, low) - probability) < 0:
        low -= 2 * (high - low)
    while (under := _below(t, df, high) - probability) > 0:
        high += 2 * (high - low)
    found = near
    for _ in range(STEPS):
        last, found = found, (low * under - high * above) / (under - above)
        rest = _below(t, df, found) - probability
        if rest == 0 or abs(found - last) <= CLOSE * max(1.0, abs(found)):
            break
        if rest > 0:
            low, above, under = found, rest, under / 2 if last == low else under
        else:
            high, under, above = found, rest, above / 2 if last == high else above
    return found


def _below(t: float, df: int, centre: float) -> float:
    """The probability of ``t`` or less; scipy has none for a t of under 1e-100, and far out in a tail."""
    share = float(nctdtr(df, centre, t if abs(t) > NEAR else 0.0))
    return float(t > centre) if isnan(share) else share


def _cautions(spread: Spread, *, crowded: bool) -> frozenset[Caution]:
    found = {
        Caution.FEW_PAIRS: spread.n < FEW,
        Caution.UNLIKE_SDS: not _alike(spread.sd_earlier, spread.sd_later),
        Caution.CROWDED_END: crowded,
    }
    return frozenset(caution for caution, holds in found.items() if holds)


def _alike(earlier: float | None, later: float | None) -> bool:
    return earlier is not None and later is not None and 0.67 * later <= earlier <= 1.5 * later
