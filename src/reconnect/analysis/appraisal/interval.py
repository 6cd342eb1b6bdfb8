"""What a printed number may have been: closed intervals of exact fractions."""

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from reconnect.model.transcript.coherence import decimal

FINE = 10**24  # a square root is widened outwards to a fraction of this


@dataclass(frozen=True, slots=True)
class Interval:
    """Every number from ``low`` to ``high``, both included. Arithmetic never loses one that is possible."""

    low: Fraction
    high: Fraction

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Interval") -> "Interval":
        products = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(products), max(products))

    def __truediv__(self, other: "Interval") -> "Interval":
        """Raises ZeroDivisionError where ``other`` holds 0."""
        if other.holds(0):
            raise ZeroDivisionError
        return self * Interval(1 / other.high, 1 / other.low)

    def times(self, factor: int | Fraction) -> "Interval":
        """Each number multiplied by ``factor``."""
        return self * exactly(factor)

    def holds(self, number: int | Fraction) -> bool:
        """Is ``number`` one of them?"""
        return self.low <= number <= self.high

    def meets(self, other: "Interval") -> bool:
        """Is there a number in both?"""
        return self.low <= other.high and other.low <= self.high

    def within(self, other: "Interval") -> "Interval | None":
        """The numbers in both, None where there is none."""
        return Interval(max(self.low, other.low), min(self.high, other.high)) if self.meets(other) else None

    @property
    def size(self) -> "Interval":
        """The numbers without their signs."""
        if self.holds(0):
            return Interval(Fraction(0), max(-self.low, self.high))
        return self if self.low > 0 else Interval(-self.high, -self.low)

    @property
    def squared(self) -> "Interval":
        """The squares."""
        size = self.size
        return Interval(size.low**2, size.high**2)

    @property
    def root(self) -> "Interval":
        """The square roots, widened outwards by at most 1e-24; what is below 0 is left out."""
        return Interval(_root(max(self.low, Fraction(0))), _root(max(self.high, Fraction(0)), up=True))

    @property
    def middle(self) -> Fraction:
        """The number half-way: what was printed."""
        return (self.low + self.high) / 2

    @property
    def whole(self) -> range:
        """The whole numbers among them."""
        return range(-(-self.low // 1), self.high // 1 + 1)


def _root(number: Fraction, *, up: bool = False) -> Fraction:
    below = isqrt(number.numerator * FINE**2 // number.denominator)
    return Fraction(below + (1 if up and below**2 * number.denominator < number.numerator * FINE**2 else 0), FINE)


def exactly(number: int | Fraction) -> Interval:
    """An interval of one number."""
    return Interval(Fraction(number), Fraction(number))


def near(number: float) -> Interval:
    """What a float of a special function stands for, widened by a billionth either way."""
    exact = Fraction(number)
    slack = abs(exact) / 10**9
    return Interval(exact - slack, exact + slack)


def printed(text: str) -> Interval:
    """What ``text`` may have been before it was rounded: half a last digit either way, ends included.

    So up, down and to even are all covered. "3" among numbers of one decimal is read as 2.5 to 3.5, which holds
    what 3.0 would be read as (2.95 to 3.05): whatever fails it fails both ways.
    """
    number = decimal(text)
    exponent = number.as_tuple().exponent
    half = Fraction(1, 2) * Fraction(10) ** int(exponent)
    return Interval(Fraction(number) - half, Fraction(number) + half)


def spread_of(text: str) -> Interval:
    """The same for an SD, which cannot be below 0."""
    read = printed(text)
    return Interval(max(read.low, Fraction(0)), read.high)
