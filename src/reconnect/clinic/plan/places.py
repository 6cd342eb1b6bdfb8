"""The places of a person's pages that are open to them."""

from collections.abc import Callable, Collection, Mapping

from django.http import Http404

from reconnect.clinic.groups.queries import was_in_group
from reconnect.clinic.people.models import Episode
from reconnect.clinic.plan.queries import active_techniques
from reconnect.clinic.portal.queries import partner_beside, stand_open
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.model.load import shipped_library
from reconnect.model.place import Opens, Place

# When a place that does not hang on the plan is open to the person of an episode.
OPEN: Mapping[Opens, Callable[[Episode], bool]] = {
    Opens.ALWAYS: lambda _: True,
    Opens.WITH_PARTNER: lambda episode: partner_beside(episode.person) is not None,
    Opens.IN_GROUP: was_in_group,
    Opens.TO_PARTNER: lambda _: False,
}


def places() -> tuple[Place, ...]:
    """All there are, in order."""
    return shipped_library().places.in_order


def open_places(code: EntryCode) -> tuple[Place, ...]:
    """Those that are open to the holder of the code now. A plan's own depend on the plan as it stands."""
    if code.partner_id is not None and not stand_open(code):
        return ()
    if code.partner_id is not None:
        return tuple(each for each in places() if each.opens is Opens.TO_PARTNER)
    return places_of(code.episode)


def refuse_closed(episode: Episode, place_id: str) -> None:
    """Raise Http404 while the place is not open: it may be put away while a page stands open."""
    place = next(each for each in places() if each.id == place_id)
    with_plan = place.opens is Opens.WITH_PLAN
    if not (_in_plan(place, active_techniques(episode)) if with_plan else OPEN[place.opens](episode)):
        raise Http404


def places_of(episode: Episode, active: Collection[str] | None = None) -> tuple[Place, ...]:
    """Those that are open to the person of the episode; whoever knows the plan's ``active`` techniques says so."""
    active = active_techniques(episode) if active is None else active
    now = {opens for opens, holds in OPEN.items() if holds(episode)}
    return tuple(
        each for each in places() if each.opens in now or (each.opens is Opens.WITH_PLAN and _in_plan(each, active))
    )


def _in_plan(place: Place, active: Collection[str]) -> bool:
    return not set(active).isdisjoint(place.techniques)
