"""Tables of a published paper, exactly as printed."""

from dataclasses import dataclass

from reconnect.model.source import Source


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table's cells as text, so that "3", "3.0" and "7.1**" stay what was printed.

    ``header`` rows and ``rows`` all have the same length; a heading that spans columns is repeated in each.
    """

    number: int
    title: str
    header: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedPaper:
    """The tables of one paper; ``caution`` says what a reader must know before using a figure."""

    id: str
    version: int
    citation: str
    doi: str
    caution: tuple[str, ...]
    tables: tuple[PublishedTable, ...]
    sources: tuple[Source, ...]
