"""The three components of the ReConnect model."""

from dataclasses import dataclass

from reconnect.model.source import Source


@dataclass(frozen=True, slots=True)
class Component:
    """One of the three parts every plan is made of.

    ``kind`` is the model's own word for what the component works on (cognitive, sensory-affective,
    behavioural); ``order`` is its place in table 1 of the paper.
    """

    id: str
    version: int
    order: int
    name: str
    kind: str
    summary: str
    context: str
    sources: tuple[Source, ...]
