"""The partners' room, for the tests that look at all rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconnect.clinic.partners.actions import add_partner, end_partner, record_involvement
from rooms import Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Place, Universe

    from reconnect.clinic.partners.models import Partner


def furnish(place: Place) -> dict[str, object]:
    """A partner who may be involved."""
    partner = add_partner(person=place.answered.person, name=f"Canarypartner{place.mark}".title(), by=place.clinician)
    record_involvement(
        partner=partner,
        person_seen_alone=True,
        safe=True,
        found_on=place.answered.episode.started_on,
        by=place.clinician,
    )
    return {"partner_id": partner.pk}


def _partner(universe: Universe) -> Partner:
    return universe.north.answered.person.partners.get()


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    add_partner: lambda universe: (
        lambda: add_partner(person=universe.north.waiting.person, name="Somebody", by=universe.north.clinician)
    ),
    end_partner: lambda universe: lambda: end_partner(partner=_partner(universe), by=universe.north.clinician),
    record_involvement: lambda universe: (
        lambda: record_involvement(
            partner=_partner(universe),
            person_seen_alone=True,
            safe=False,
            found_on=universe.north.answered.episode.started_on,
            by=universe.north.clinician,
        )
    ),
}
