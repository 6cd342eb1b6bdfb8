"""A stage of sensate focus, as a stone that somebody may stand on: what it is for anyone, alone or with somebody."""

from dataclasses import dataclass

from reconnect.model.source import Source
from reconnect.model.voice import Paragraph, Voice


@dataclass(frozen=True, slots=True)
class Stage:
    """``alone`` and ``together`` are its forms; ``nothing_inside`` and ``bodies_alike`` for those it would leave out.

    ``left_out`` is what does not belong to it, ``with_pain`` what may ease it. Only the order of two stages means
    anything, and no page tells it. ``for_staff`` says where the stage comes from; a service may edit all of it.
    """

    id: str
    version: int
    order: int
    name: str
    for_staff: str
    about: tuple[Paragraph, ...]
    alone: tuple[Paragraph, ...]
    together: tuple[Paragraph, ...]
    left_out: tuple[Paragraph, ...]
    with_pain: tuple[Paragraph, ...]
    sources: tuple[Source, ...]
    nothing_inside: tuple[Paragraph, ...] = ()
    bodies_alike: tuple[Paragraph, ...] = ()

    @property
    def texts(self) -> tuple[Paragraph, ...]:
        """All of its paragraphs, whomever they are for."""
        forms = self.alone + self.together + self.nothing_inside + self.bodies_alike
        return self.about + forms + self.left_out + self.with_pain

    def speaks_to(self, voice: Voice) -> bool:
        """Whether somebody who asked for this ``voice`` finds all there is to a stage."""
        parts = [self.about, self.alone, self.left_out, self.with_pain]
        parts += [self.together] if voice.partner else []
        return all(any(voice.admits(each.only) for each in part) for part in parts)


@dataclass(frozen=True, slots=True)
class GroundRules:
    """What holds on every stone; a service may edit it, the agreed ban among it."""

    id: str
    version: int
    name: str
    for_staff: str
    rules: tuple[Paragraph, ...]
    sources: tuple[Source, ...]
