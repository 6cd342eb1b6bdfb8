"""All editions of one kind of content: a new version stands beside the old, and answers name the one they saw."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

CONTENT_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class Edition(Protocol):
    """What every content noun has."""

    @property
    def id(self) -> str: ...

    @property
    def version(self) -> int: ...


E = TypeVar("E", bound=Edition)


@dataclass(frozen=True, slots=True)
class Shelf(Generic[E]):
    """Editions by (id, version)."""

    editions: Mapping[tuple[str, int], E]

    @property
    def newest(self) -> dict[str, E]:
        """The highest version of each id, in the order of the ids."""
        return {edition.id: edition for edition in sorted(self, key=lambda each: (each.id, each.version))}

    @property
    def in_order(self) -> tuple[E, ...]:
        """The newest of each id as they say themselves by ``order``; those that say nothing by their ids."""
        return tuple(sorted(self.newest.values(), key=lambda each: (getattr(each, "order", 0), each.id)))

    def __iter__(self) -> Iterator[E]:
        return iter(self.editions.values())
