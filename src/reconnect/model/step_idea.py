"""Ideas for steps of one's own: to pick from, change, or leave."""

from collections.abc import Iterable
from dataclasses import dataclass

from reconnect.model.source import Source
from reconnect.model.voice import Only, Voice


@dataclass(frozen=True, slots=True)
class Idea:
    """One idea, in the words of whoever picks it: it says "my". ``together`` where it is done with somebody."""

    id: str
    text: str
    only: tuple[Only, ...] = ()
    together: bool = False


@dataclass(frozen=True, slots=True)
class StepIdeas:
    """A group of ideas, each as good as another. A ``gentle`` group is offered to whoever wants no touch.

    ``no_touch`` are the words by which somebody may say so, where they are asked for a step.
    """

    id: str
    version: int
    order: int
    name: str
    about: str
    gentle: bool
    ideas: tuple[Idea, ...]
    sources: tuple[Source, ...]
    no_touch: tuple[str, ...] = ()

    def ideas_for(self, voice: Voice) -> tuple[Idea, ...]:
        """Those that are for whoever is spoken to like this."""
        return tuple(each for each in self.ideas if voice.admits(each.only))


def wants_no_touch(said: str, groups: Iterable[StepIdeas]) -> bool:
    """Whether the answer to "what am I prepared to try" was: nothing, or no touch."""
    plain = " ".join(said.casefold().replace(".", " ").replace("!", " ").replace(",", " ").split())
    return not plain or any(plain == each for group in groups for each in group.no_touch)
