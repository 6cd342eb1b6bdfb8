"""How far a long read has come."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Watch(Protocol):
    """Passes ``items`` on one by one and may show how many of ``total`` (None: not known) have gone through."""

    def __call__(self, items: Iterable[T], what: str, total: int | None) -> Iterable[T]: ...


def unwatched(items: Iterable[T], what: str, total: int | None) -> Iterable[T]:  # noqa: ARG001 a Watch takes them
    """``items`` as they are: nothing is shown."""
    return items
