"""Words to borrow for a talk that is hard to begin."""

from dataclasses import dataclass

from reconnect.model.source import Source
from reconnect.model.voice import Paragraph


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sentences that somebody may say as they stand, or in their own way, for one kind of moment."""

    id: str
    version: int
    order: int
    name: str
    about: str
    phrases: tuple[Paragraph, ...]
    sources: tuple[Source, ...]
