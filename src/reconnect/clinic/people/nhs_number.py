"""An NHS number: ten figures, the last of which checks the others."""

LENGTH = 10


def figures_of(text: str) -> str:
    """``text`` without its blanks, whatever kind they are."""
    return "".join(text.split())


def is_nhs_number(figures: str) -> bool:
    """Whether the tenth figure fits the nine before it.

    The NHS Data Dictionary's modulus 11: nine figures weighted 10 to 2, and 11 less the remainder of their sum by 11;
    11 is written 0, and a number that would need 10 is never given out. Test numbers, which begin with 999, obey too.
    """
    if len(figures) != LENGTH or not (figures.isascii() and figures.isdecimal()):
        return False
    weighted = sum(int(figure) * weight for figure, weight in zip(figures, range(LENGTH, 1, -1), strict=False))
    return (11 - weighted % 11) % 11 == int(figures[-1])  # 10 is no figure, so it fits none


def spaced(figures: str) -> str:
    """As it is written for people to read: 3, 3 and 4 figures."""
    return f"{figures[:3]} {figures[3:6]} {figures[6:]}"
