"""Addresses that say nothing: a page's content is named by what nobody can read over a shoulder."""

import hashlib
from base64 import b32encode
from collections.abc import Iterable
from typing import Protocol, TypeVar


class Named(Protocol):
    """Content with an id."""

    @property
    def id(self) -> str:
        """Its id, which may say what it is about."""


T = TypeVar("T", bound=Named)
LENGTH = 8  # letters: 40 bits, so that some hundred pieces of content never share one


def address_of(content_id: str) -> str:
    """Eight lower-case letters and figures, always the same for an id, and nothing of what it says."""
    return b32encode(hashlib.sha256(f"page:{content_id}".encode()).digest()).decode().lower()[:LENGTH]


def at_address(address: str, pieces: Iterable[T]) -> T | None:
    """The piece that has this address, or None."""
    return next((each for each in pieces if address_of(each.id) == address), None)
