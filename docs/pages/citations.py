"""Sources numbered in the order in which a page first names them, and how each mention was checked."""

from pages.markdown import bullets, plain
from reconnect.model.source import Confidence, Source

MEANING = {
    Confidence.READ: "read in the source named",
    Confidence.SECONDARY: "read in another source that reports it",
    Confidence.RECALLED: "not checked",
    Confidence.DESIGN: "ReConnect's own proposal, not evidence",
}


class Citations:
    """The sources of one page."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def refer(self, source: Source) -> str:
        """A mention of ``source``: its number, the place in it and its confidence."""
        number = self._numbers.setdefault(source.citation, len(self._numbers) + 1)
        return f"\\[{number}\\] {plain(source.place)} (confidence: {source.confidence})"

    def mentions(self, sources: tuple[Source, ...]) -> str:
        """A list of mentions."""
        return bullets(self.refer(source) for source in sources)

    def section(self) -> str:
        """The list of sources, for the end of a page."""
        numbered = "\n".join(f"{number}. {plain(citation)}" for citation, number in self._numbers.items())
        meanings = bullets(f"{confidence}: {MEANING[confidence]}" for confidence in Confidence)
        return f"## Sources\n\n{numbered}\n\nWhat the confidence of a mention means:\n\n{meanings}"
