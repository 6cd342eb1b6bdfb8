"""The portal, for the tests that look at all rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconnect.clinic.partners.actions import add_partner, record_involvement
from reconnect.clinic.people.days import today_of
from reconnect.clinic.portal.actions import (
    choose_phrase,
    close_pages,
    close_partner_pages,
    issue_home_code,
    issue_partner_code,
    open_pages,
    open_partner_pages,
)
from reconnect.clinic.questionnaires.entry import enter_code
from rooms import BANNER, BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Care, Place, Universe

    from reconnect.clinic.people.models import Partner
    from reconnect.clinic.questionnaires.models import EntryCode

NETWORK = "192.0.2.8"


def coupled(place: Place) -> Care:
    """A person with pages of their own and a partner beside them, whom no other test looks at; built once."""
    from universe import STARTED, build_care  # noqa: PLC0415 the universe is made of the rooms

    if "coupled" not in place.parts:
        care = build_care(place.clinician, f"{place.mark}coupled", started_on=None, ended_on=None)
        open_pages(episode=care.episode, seen_alone_on=STARTED, by=place.clinician)
        place.parts["coupled"] = care
    return place.parts["coupled"]


def partner_with_pages(place: Place) -> Partner:
    """Somebody close to a person: the person was seen alone, and it is safe."""
    by, today = place.clinician, today_of(place.service)
    partner = add_partner(person=coupled(place).person, name=f"Canaryclose{place.mark}".title(), by=by)
    record_involvement(partner=partner, person_seen_alone=True, safe=True, found_on=today, by=by)
    open_partner_pages(partner=partner, by=by)
    return partner


def furnish(place: Place) -> dict[str, object]:
    """A partner with pages of their own, and a code that opens them."""
    partner = partner_with_pages(place)
    text = issue_partner_code(partner=partner, by=place.clinician).text
    return {"close_id": partner.pk, "partner_code": text}


def entered_as_partner(universe: Universe) -> EntryCode:
    """The partner's code, entered once more."""
    code = enter_code(typed=str(universe.north.parts["partner_code"]), network=NETWORK)
    assert code is not None
    return code


def _partner(universe: Universe) -> Partner:
    return coupled(universe.north).person.partners.get(pk=universe.north.parts["close_id"])


def _of_episode(act: Callable[..., object], **told: object) -> Callable[[Universe], Act]:
    return lambda universe: lambda: act(episode=universe.north.answered.episode, by=universe.north.clinician, **told)


def _of_partner(act: Callable[..., object]) -> Callable[[Universe], Act]:
    return lambda universe: lambda: act(partner=_partner(universe), by=universe.north.clinician)


def _choose_phrase(universe: Universe) -> Act:
    code = entered_as_partner(universe)
    return lambda: choose_phrase(code=code, phrase="four calm words here")


def _open_pages(universe: Universe) -> Act:
    place = universe.north
    return lambda: open_pages(episode=place.answered.episode, seen_alone_on=today_of(place.service), by=place.clinician)


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    open_pages: _open_pages,
    close_pages: _of_episode(close_pages),
    issue_home_code: _of_episode(issue_home_code),
    open_partner_pages: _of_partner(open_partner_pages),
    close_partner_pages: _of_partner(close_partner_pages),
    issue_partner_code: _of_partner(issue_partner_code),
    choose_phrase: _choose_phrase,
}
STAFF = [
    ("/staff/portal/t/<uuid:partner_id>/code/", BAR | BANNER | {"portal"}),
    ("/staff/portal/", BAR | BANNER),
    ("/staff/partners/p/", BAR | BANNER | {"close"}),
]
ALLOWED = {
    "clinician": STAFF,
    "facilitator": STAFF,
    "lead": STAFF,
    "at home": [("/h/", {"portal", "support"})],
    "partner": [("/h/", {"portal", "support"}), ("/", {"portal"})],
}
READS = {
    "open own pages": lambda place: f"/staff/portal/e/{place.answered.episode.pk}/open/",
    "partner's pages": lambda place: f"/staff/portal/t/{place.parts['partner_id']}/",
}
