"""The room of answering in the room, for the tests that look at all rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconnect.clinic.tablet.actions import hand_over_tablet, issue_sheets, read_chosen
from reconnect.model.occasion import Occasion as Moment
from rooms import BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Universe


def _sheets(universe: Universe) -> Act:
    occasions = [universe.north.waiting.occasions[moment] for moment in (Moment.POST, Moment.FOLLOW_UP)]
    return lambda: issue_sheets(occasions=occasions, ending=(), by=universe.north.clinician)


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    hand_over_tablet: lambda universe: lambda: hand_over_tablet(by=universe.north.clinician),
    read_chosen: lambda universe: lambda: read_chosen(by=universe.north.clinician),
    issue_sheets: _sheets,
}

STAFF = [("/staff/tablet/", BAR)]
ALLOWED = {"clinician": STAFF, "facilitator": STAFF, "lead": STAFF}
