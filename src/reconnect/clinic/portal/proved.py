"""Which routes of own pages were proved: walked by every role in every case, and searched for what leaks.

Outside a demonstration nobody's pages open while a route is mounted that the list does not name. The tests hold the
list to the authorisation matrix and the search for canaries, row by row, so it cannot run ahead of them.
"""

from functools import cache
from pathlib import Path

from reconnect.clinic.accounts.policy import views
from reconnect.clinic.portal.permissions import AS_PARTNER, AT_HOME, OWN_PAGES

LIST = Path(__file__).with_name("proved.txt")
OWN = (AT_HOME, OWN_PAGES, AS_PARTNER)


def own_routes() -> frozenset[str]:
    """Every route that a person or partner reaches with a code of their own."""
    return frozenset(route for route, view in views() if getattr(view, "policy", None) in OWN)


def proved_routes() -> frozenset[str]:
    """Those on the list."""
    return frozenset(LIST.read_text("utf-8").split("\n")) - {""}


@cache
def unproved_routes() -> frozenset[str]:
    """Those that are mounted and not on it. Neither changes while the server runs."""
    return own_routes() - proved_routes()
