"""The learning room, for the tests that look at all rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconnect.model.address import address_of
from rooms import BAR

if TYPE_CHECKING:
    from universe import Place


def furnish(place: Place) -> dict[str, object]:
    """The address of a piece that everybody has. The room keeps nothing of anybody."""
    return {"piece_address": address_of("hurt-and-harm")}


STAFF = ("clinician", "facilitator", "lead", "administrator", "privacy officer", "no second factor")
ALLOWED = {who: [("/l/", BAR)] for who in STAFF}  # where there is no such leaflet; one that is there is alike for all
