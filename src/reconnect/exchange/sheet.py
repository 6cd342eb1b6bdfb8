"""A table with how to read it."""

from dataclasses import dataclass

from reconnect.errors import Problem
from reconnect.exchange.code import MissingCodes
from reconnect.exchange.mapping import Columns, Mapping
from reconnect.exchange.table import Row, Table
from reconnect.model.measure import Measure


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table together with how to read it; layouts add to ``problems`` as they find them.

    ``missing`` are the cells that mean "no answer", and ``missing_scores`` those among the scores of each measure.
    """

    table: Table
    mapping: Mapping
    measures: dict[str, Measure]
    problems: list[Problem]
    missing: MissingCodes
    missing_scores: dict[str, MissingCodes]

    @property
    def columns(self) -> Columns:
        """The mapped columns; none is mapped where the mapping names none."""
        return self.mapping.columns or Columns()

    def refuse(self, message: str, row: Row | None = None, column: str | None = None) -> None:
        """Note a problem with the table."""
        field = None if column is None else f"column {column}"
        self.problems.append(Problem(self.table.file, message, row.number if row else None, field))
