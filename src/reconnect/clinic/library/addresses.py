"""Content by the address of its page."""

from collections.abc import Iterable
from typing import TypeVar

from django.http import Http404

from reconnect.model.address import Named, at_address

T = TypeVar("T", bound=Named)


def found_at(address: str, pieces: Iterable[T]) -> T:
    """The one of ``pieces`` that has this address, or 404."""
    found = at_address(address, pieces)
    if found is None:
        raise Http404
    return found
