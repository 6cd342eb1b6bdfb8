"""Everything typed out of one paper."""

from dataclasses import dataclass

from reconnect.model.source import Source
from reconnect.model.transcript.printed import Name
from reconnect.model.transcript.statement import Alpha, Categories, Group, Label, Share, Significance, Twice
from reconnect.model.transcript.table import Row, Scale, Table


@dataclass(frozen=True, slots=True)
class Transcript:
    """The figures of one paper as printed, and how they hang together. Whatever the paper lacks is left out."""

    id: Name
    citation: str
    version: int = 1
    note: str | None = None
    participants: tuple[Group, ...] = ()
    scales: tuple[Scale, ...] = ()
    tables: tuple[Table, ...] = ()
    categories: tuple[Categories, ...] = ()
    twice: tuple[Twice, ...] = ()
    shares: tuple[Share, ...] = ()
    alpha: Alpha | None = None
    significance: tuple[Significance, ...] = ()
    labels: tuple[Label, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def people(self) -> int | None:
        """How many took part, or None where the paper does not say."""
        return sum(int(group.n) for group in self.participants) if self.participants else None

    def group(self, name: str | None) -> Group | None:
        """The group of that id."""
        return next((group for group in self.participants if group.id == name), None)

    def scale(self, name: str | None) -> Scale | None:
        """The scale of that id."""
        return next((scale for scale in self.scales if scale.id == name), None)

    def table(self, name: str) -> Table | None:
        """The table of that id."""
        return next((table for table in self.tables if table.id == name), None)

    def rows(self, claim: Significance) -> tuple[Row, ...]:
        """The rows that ``claim`` is about."""
        table = self.table(claim.table)
        return () if table is None else tuple(row for row in table.rows if row.id in claim.rows)
