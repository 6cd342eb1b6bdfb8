"""NHS numbers that nobody has: those that begin with 999 are kept for tests."""

from itertools import count, islice

STEP = 1_171  # so that they do not look like a count


def nhs_number(place: int) -> str:
    """The number at ``place`` (from 0) in a row of distinct ones, with its check digit."""
    nines = (f"999{serial % 1_000_000:06d}" for serial in count(STEP, STEP))
    nine = next(islice((each for each in nines if check_digit(each) < 10), place, None))
    return f"{nine[:3]} {nine[3:6]} {nine[6:]}{check_digit(nine)}"


def check_digit(nine: str) -> int:
    """Modulus 11 of nine figures, by weights 10 to 2 (NHS Data Dictionary); numbers with 10 are not given out."""
    return -sum(weight * int(figure) for weight, figure in zip(range(10, 1, -1), nine, strict=True)) % 11
