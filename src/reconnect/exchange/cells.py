"""What every layout comes down to: one cell for each value that was to be given."""

from dataclasses import dataclass
from typing import NamedTuple

from reconnect.errors import Problem
from reconnect.exchange.mapping import Columns, Mapping
from reconnect.exchange.missing import MissingCodes
from reconnect.exchange.table import Row, Table
from reconnect.model.measure import Measure
from reconnect.model.occasion import Occasion


class Cell(NamedTuple):
    """A cell of the table that holds, or leaves out, one value of one person."""

    row: Row
    column: str
    measure: str
    occasion: Occasion


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table together with how to read it; layouts add to ``problems`` as they find them."""

    table: Table
    mapping: Mapping
    measures: dict[str, Measure]
    problems: list[Problem]
    missing: MissingCodes

    @property
    def columns(self) -> Columns:
        """The mapped columns; none is mapped where the mapping names none."""
        return self.mapping.columns or Columns()

    def refuse(self, message: str, row: Row | None = None, column: str | None = None) -> None:
        """Note a problem with the table."""
        field = None if column is None else f"column {column}"
        self.problems.append(Problem(self.table.file, message, row.number if row else None, field))
