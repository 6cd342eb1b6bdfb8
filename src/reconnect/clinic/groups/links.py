"""Where a session's page leads besides: rooms above bring their own links, so that this room need not know them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from reconnect.clinic.groups.models import Session

_LINKS: dict[str, "Link"] = {}


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the run-desk: the name of its address, what it says, and what of the session stands in the address."""

    route: str
    text: str
    parts: Callable[[Session], tuple[object, ...]]


def link_from_session(route: str, text: str, parts: Callable[[Session], tuple[object, ...]] | None = None) -> None:
    """Put a link on every session's page. A room calls it at the start; without ``parts`` the session's id is given."""
    _LINKS[route] = Link(route, text, parts or (lambda session: (session.pk,)))


def links_of(session: Session) -> list[tuple[str, str]]:
    """The links on this session's page, each an address and what it says."""
    return [(reverse(each.route, args=each.parts(session)), each.text) for each in _LINKS.values()]
