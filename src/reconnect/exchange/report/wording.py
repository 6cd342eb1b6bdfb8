"""How figures are written for people: signs, decimals, and a dash for what is undefined."""

from jinja2 import Environment

UNDEFINED = "–"
MINUS = "−"


def fixed(number: float | None, digits: int = 1) -> str:
    """``number`` to ``digits`` decimals with a true minus sign; never "-0.0"."""
    if number is None:
        return UNDEFINED
    text = f"{number:.{digits}f}"
    return text.replace("-", MINUS) if float(text) else text.removeprefix("-")


def signed(number: float | None, digits: int = 1) -> str:
    """As ``fixed``, with a plus sign before what is above 0."""
    text = fixed(number, digits)
    return f"+{text}" if number is not None and float(f"{number:.{digits}f}") > 0 else text


def p_value(p: float | None) -> str:
    """A p value to three decimals, or "< .001"."""
    if p is None:
        return UNDEFINED
    return "< .001" if p < 0.001 else f"{p:.3f}".removeprefix("0")


def share(part: int | None, whole: int) -> str:
    """``part`` of ``whole`` in whole per cent."""
    return UNDEFINED if part is None or not whole else f"{100 * part / whole:.0f} %"


def count(number: int | None) -> str:
    """A count, or a dash where nothing was to be counted."""
    return UNDEFINED if number is None else str(number)


def add_filters(environment: Environment) -> None:
    """Make the functions above filters of ``environment``."""
    for function in (fixed, signed, p_value, share, count):
        environment.filters[function.__name__] = function
