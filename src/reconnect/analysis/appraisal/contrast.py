"""Two cells of a row side by side, as intervals."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from reconnect.analysis.appraisal.interval import Interval, printed, spread_of
from reconnect.model.transcript.coherence import decimal
from reconnect.model.transcript.table import Earlier, Later, PrintedTest, Row, Table
from reconnect.model.transcript.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Contrast:
    """The cell before treatment and a later one. ``change`` has no sign: papers turn it round.

    ``change_printed`` is that of the two means just as printed.
    ``pairs``: how many people were compared, None where it cannot be told. ``same_people``: the paper prints one n for
    the row and it is that number, so the cells are of just these people. ``sure``: ``pairs`` follows from what is
    printed, and is not only the smaller n of two cells.
    """

    table: Table
    row: Row
    later: Later
    change: Interval
    change_printed: Fraction
    sd_pre: Interval | None
    sd_later: Interval | None
    pairs: int | None
    same_people: bool
    sure: bool

    @property
    def where(self) -> str:
        """For people."""
        return f"{self.table.name}, {self.row.label}"

    @property
    def place(self) -> str:
        """By ids."""
        return f"{self.table.id}.{self.row.id}"

    @property
    def means(self) -> tuple[Fraction, Fraction]:
        """Before and later, just as printed."""
        return Fraction(decimal(self.row.pre.mean)), Fraction(decimal(self.later.mean))

    @property
    def t(self) -> Interval | None:
        """The printed t without its sign."""
        return None if self.later.t is None else printed(self.later.t).size


def contrasts(transcript: Transcript) -> Iterator[Contrast]:
    """Every contrast of every row."""
    for table in transcript.tables:
        for row in table.rows:
            for later in row.later:
                yield contrast(table, row, later)


def contrast(table: Table, row: Row, later: Later) -> Contrast:
    """The contrast of ``row`` with ``later``."""
    pairs, sure = _pairs(table, row, later)
    return Contrast(
        table,
        row,
        later,
        (printed(later.mean) - printed(row.pre.mean)).size,
        abs(Fraction(decimal(later.mean) - decimal(row.pre.mean))),
        None if row.pre.sd is None else spread_of(row.pre.sd),
        None if later.sd is None else spread_of(later.sd),
        pairs,
        sure and row.n is not None and int(row.n) == pairs,
        sure,
    )


def _pairs(table: Table, row: Row, later: Later) -> tuple[int | None, bool]:
    if later.df is not None and table.test is PrintedTest.PAIRED_T:
        return int(later.df) + 1, True
    if row.n is not None:
        return int(row.n), True
    if row.pre.n is not None and later.n is not None:
        return min(int(row.pre.n), int(later.n)), False
    return None, False


def possible_counts(row: Row, cell: Earlier | Later, table: Table, transcript: Transcript) -> tuple[int, ...]:
    """How many people may stand behind ``cell`` where no n is printed for it; empty where nothing says.

    Those of each comparison that it is part of, and everybody who took part.
    """
    parts = row.later if isinstance(cell, Earlier) else (cell,)
    counts = [pairs for later in parts if (pairs := contrast(table, row, later).pairs) is not None]
    group = transcript.group(row.group)
    everyone = transcript.people if group is None else int(group.n)
    return tuple(dict.fromkeys([*counts, *([] if everyone is None else [everyone])])) if counts else ()


def printed_count(row: Row, cell: Earlier | Later) -> int | None:
    """How many people the paper prints for ``cell``, or for its row where no df says that others were compared.

    A df alone does not say: the cell may be of more people than those compared.
    """
    if cell.n is not None:
        return int(cell.n)
    dfs = {int(later.df) + 1 for later in row.later if later.df is not None}
    return int(row.n) if row.n is not None and dfs <= {int(row.n)} else None
