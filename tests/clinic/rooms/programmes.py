"""The room of programmes, for the tests that look at all rooms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.programmes.actions import edit_programme, edit_session_plan
from reconnect.clinic.programmes.queries import programmes_of, session_plans_of
from reconnect.model.address import address_of
from rooms import BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Place, Universe

PLAN = "arriving"


def furnish(place: Place) -> dict[str, object]:
    """A session and a programme as the service's own."""
    lead = place.staff[Role.LEAD]
    plan, programme = session_plans_of(place.service)[PLAN], programmes_of(place.service)[0]
    about = f"Canaryplanabout{place.mark}".title()
    own = edit_session_plan(plan=replace(plan, about=about), seen=plan.version, by=lead)
    about = f"Canaryprogrammeabout{place.mark}".title()
    edit_programme(programme=replace(programme, about=about), seen=programme.version, by=lead)
    return {
        "programme_address": address_of(programme.id),
        "plan_address": address_of(own.id),
        "plan_version": own.version,
    }


def _change_plan(universe: Universe) -> Act:
    plan = session_plans_of(universe.north.service)[PLAN]
    return lambda: edit_session_plan(
        plan=replace(plan, name="Another"), seen=plan.version, by=universe.north.staff[Role.LEAD]
    )


def _change_programme(universe: Universe) -> Act:
    programme = programmes_of(universe.north.service)[0]
    return lambda: edit_programme(
        programme=replace(programme, name="Another"), seen=programme.version, by=universe.north.staff[Role.LEAD]
    )


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    edit_session_plan: _change_plan,
    edit_programme: _change_programme,
}
_PAGES = [("/staff/programmes/", BAR | {"portal", "planabout", "programmeabout"})]
ALLOWED = {role.value: _PAGES for role in (Role.CLINICIAN, Role.FACILITATOR, Role.LEAD)}
