"""published-tables.md: the tables of a paper as they were printed."""

from collections.abc import Iterator

from pages.citations import Citations
from pages.markdown import bullets, page, plain, table
from reconnect.model.load import shipped_library
from reconnect.model.published import PublishedPaper, PublishedTable

INTRODUCTION = """
Figures as printed, to the last digit, with what a reader must know before using one. They are context, and no line that
a service has to reach.
"""


def published_tables_page() -> str:
    """The page's text."""
    citations = Citations()
    sections = [block for paper in shipped_library().published.newest.values() for block in _paper(paper, citations)]
    return page("Published tables", "src/reconnect/content/published", INTRODUCTION, *sections, citations.section())


def _paper(paper: PublishedPaper, citations: Citations) -> Iterator[str]:
    yield f"## {plain(paper.citation)}"
    yield "Before using a figure:"
    yield bullets(plain(caution) for caution in paper.caution)
    for each in paper.tables:
        yield f"### Table {each.number}: {plain(each.title)}"
        yield table(_header(each), [[plain(cell) for cell in row] for row in each.rows])
        yield bullets(plain(note) for note in each.notes)
    yield "Sources:"
    yield citations.mentions(paper.sources)


def _header(printed: PublishedTable) -> list[str]:
    """One header row, as Markdown wants: "Pre" above "Mean" becomes "Pre, Mean"."""
    return [plain(", ".join(part for part in column if part)) for column in zip(*printed.header, strict=True)]
