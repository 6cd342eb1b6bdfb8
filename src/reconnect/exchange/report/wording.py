"""How figures are written for people: signs, decimals, and a dash for what is undefined."""

from decimal import Decimal
from math import floor, log10

from jinja2 import Environment

from reconnect.model.measure import Measure

UNDEFINED = "–"
MINUS = "−"
SIGNS = {
    "-+": "±",
    "^2": "²",
    "^4": "⁴",
    "sqrt(": "√(",
    " - ": f" {MINUS} ",
    " / ": " ÷ ",
    "gamma(": "Γ(",
    "sd_": "SD ",
}


def digits(measure: Measure) -> int:
    """Decimals for averages and changes of ``measure``: one, and more where the whole scale is under 10 points."""
    return max(1, 2 - floor(log10(measure.high - measure.low)))


def exactly(number: float | Decimal) -> str:
    """``number`` as it is: not rounded, no exponent, no decimals that say nothing, a true minus sign."""
    text = f"{Decimal(str(number)) + 0:f}"  # never "-0"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", MINUS)


def fixed(number: float | None, places: int = 1) -> str:
    """``number`` to ``places`` decimals with a true minus sign; never "-0.0"."""
    if number is None:
        return UNDEFINED
    text = f"{number:.{places}f}"
    return text.replace("-", MINUS) if float(text) else text.removeprefix("-")


def signed(number: float | None, places: int = 1) -> str:
    """As ``fixed``, with a plus sign before what is above 0."""
    text = fixed(number, places)
    return f"+{text}" if number is not None and float(f"{number:.{places}f}") > 0 else text


def p_value(p: float | None) -> str:
    """A p value to three decimals, or "< .001"."""
    if p is None:
        return UNDEFINED
    return "< .001" if p < 0.001 else f"{p:.3f}".removeprefix("0")


def share(part: int | None, whole: int) -> str:
    """``part`` of ``whole`` in whole per cent."""
    return UNDEFINED if part is None or not whole else f"{100 * part / whole:.0f} %"


def of_hundred(part: int, whole: int) -> str:
    """``part`` of ``whole`` as a whole number of 100, never 0 where there is somebody nor 100 where not all are."""
    if not whole:
        return UNDEFINED
    number = round(100 * part / whole)
    return str(number if part in {0, whole} else min(max(number, 1), 99))


def mathematics(formula: str) -> str:
    """``formula``, typed on a plain keyboard, with the signs that people know."""
    for typed, printed in SIGNS.items():
        formula = formula.replace(typed, printed)
    return formula


def count(number: int | None) -> str:
    """A count, or a dash where nothing was to be counted."""
    return UNDEFINED if number is None else str(number)


def add_filters(environment: Environment) -> None:
    """Make the functions above filters of ``environment``."""
    for function in (digits, exactly, fixed, signed, p_value, share, of_hundred, mathematics, count):
        environment.filters[function.__name__] = function
