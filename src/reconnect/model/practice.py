"""A short guided practice in words: noticing, and bringing attention back to something pleasant."""

from dataclasses import dataclass
from enum import StrEnum

from reconnect.model.source import Source
from reconnect.model.voice import Paragraph


class Setting(StrEnum):
    """Where a practice belongs. Everyday ones come first, and stay open whatever the plan holds; so do movements."""

    EVERYDAY = "everyday"
    INTIMATE = "intimate"
    MOVEMENT = "movement"  # letting go and moving, on a page of their own


@dataclass(frozen=True, slots=True)
class Practice:
    """What to do, a paragraph each. ``minutes`` is only where the timer stands at first: any time is right."""

    id: str
    version: int
    order: int
    setting: Setting
    name: str
    about: str
    minutes: int
    steps: tuple[Paragraph, ...]
    sources: tuple[Source, ...]
