"""One question that may be worth asking, and when: rules that can be read, the first that fits counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from reconnect.model.fact import Fact, Known
from reconnect.model.source import Source


@dataclass(frozen=True, slots=True)
class When:
    """That a fact is so (``so``), or is a number from ``at_least`` to ``at_most``. An unknown fact meets neither."""

    fact: Fact
    so: bool | None = None
    at_least: int | None = None
    at_most: int | None = None

    def met_by(self, known: Known) -> bool:
        """Whether what is known meets it."""
        value = known.get(self.fact)
        if value is None:
            return False
        if self.so is not None:
            return value is self.so
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question in plain words, or to just listen, where every one of ``when`` is met.

    ``because`` says to the clinician why it is offered. The lowest ``order`` that fits is offered; it is never a score
    of the person, and it may always be left aside.
    """

    id: str
    version: int
    order: int
    name: str
    when: tuple[When, ...]
    question: str
    because: str
    sources: tuple[Source, ...]

    def fits(self, known: Known) -> bool:
        """Whether every condition is met; a rule without any always fits."""
        return all(each.met_by(known) for each in self.when)


def first_fitting(suggestions: Iterable[Suggestion], known: Known) -> Suggestion | None:
    """The suggestion of the lowest order that fits, or None."""
    return next((each for each in sorted(suggestions, key=lambda each: each.order) if each.fits(known)), None)
