"""A class of medicines and what it can do to closeness: cited facts, for nobody in particular, without an amount."""

from dataclasses import dataclass

from reconnect.model.source import Source
from reconnect.model.voice import Paragraph


@dataclass(frozen=True, slots=True)
class MedicineClass:
    """``examples`` names some of it. Where it is not ``settled``, studies disagree, and the page says so."""

    id: str
    version: int
    order: int
    name: str
    examples: str
    settled: bool
    paragraphs: tuple[Paragraph, ...]
    sources: tuple[Source, ...]
