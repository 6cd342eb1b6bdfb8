"""What every room brings to the tests that look at all rooms: one file a room, its rows of the matrix beside it."""

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from universe import Place

BAR = {"service", "member"}  # on every page of staff
BANNER = {"name", "number", "birth"}  # on every page about a person
FOLDER = Path(__file__).parent
LAST = {"rooms.partners": 1, "rooms.together": 2}
Act = Callable[[], object]
Allowed = Mapping[str, list[tuple[str, set[str]]]]  # who: the beginning of a route, and the fields that may stand there


def rooms() -> list[ModuleType]:
    """A room may have: ``furnish(place)``, ``RECIPES``, ``ALLOWED``, ``READS``, and ``FIELDS`` that nobody is shown."""
    return [importlib.import_module(f"rooms.{path.stem}") for path in sorted(FOLDER.glob("[a-z]*.py"))]


def furnish(place: "Place") -> dict[str, object]:
    """Put something of every room into the place, by actions; the parts of addresses that lead there, by their name."""
    parts: dict[str, object] = {}
    # Whoever finds a partner safe knows what was told before, so that comes first; then something may be shared.
    for room in sorted(rooms(), key=lambda room: LAST.get(room.__name__, 0)):
        if hasattr(room, "furnish"):
            parts |= room.furnish(place)
    return parts


def of_rooms(name: str) -> list[Mapping[object, object]]:
    """Each room's mapping of that name, where it has one."""
    return [getattr(room, name) for room in rooms() if hasattr(room, name)]
