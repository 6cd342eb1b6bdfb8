"""Content that a service may edit, such as routes and letters: its own newest edition, or else the shipped one."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.library.models import OwnContent
from reconnect.errors import ContentError
from reconnect.model.load import KINDS, parse, shipped_library
from reconnect.model.shelf import Shelf


def newest(service: Service, kind: str) -> dict[str, Any]:
    """What the service goes by now, by id in alphabetical order. ``kind`` is a folder of the content."""
    found: dict[str, Any] = dict(_shelf(kind).newest)
    own = OwnContent.objects.filter(service=service, kind=kind).order_by("version").values_list("content_id", "text")
    found |= {content_id: _parsed(kind, text) for content_id, text in dict(own).items()}
    return dict(sorted(found.items()))


def edition(service: Service, kind: str, content_id: str, version: int) -> Any:
    """The very edition of that version. Raises ContentError where it is gone."""
    shipped = _shelf(kind).editions.get((content_id, version))
    if shipped is not None:
        return shipped
    own = OwnContent.objects.filter(service=service, kind=kind, content_id=content_id, version=version).first()
    if own is None:
        raise ContentError([])
    return _parsed(own.kind, own.text)


def editions(service: Service, kind: str, wanted: Collection[tuple[str, int]]) -> dict[tuple[str, int], Any]:
    """Those of the editions, each by its id and version, that are there. One query however many are asked for."""
    found: dict[tuple[str, int], Any] = {
        each: _shelf(kind).editions[each] for each in wanted if each in _shelf(kind).editions
    }
    ids = {content_id for content_id, _ in wanted}
    own = OwnContent.objects.filter(service=service, kind=kind, content_id__in=ids) if len(found) < len(wanted) else ()
    return found | {
        (each.content_id, each.version): _parsed(kind, each.text)
        for each in own
        if (each.content_id, each.version) in wanted
    }


def _shelf(kind: str) -> Shelf[Any]:
    shelf: Shelf[Any] = getattr(shipped_library(), kind.replace("-", "_"))
    return shelf


@lru_cache(maxsize=256)
def _parsed(kind: str, text: str) -> Any:
    return parse(text, KINDS[kind], "own content")
