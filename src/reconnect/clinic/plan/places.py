"""The places of a person's pages that are open to them."""

from django.http import Http404

from reconnect.clinic.groups.queries import was_in_group
from reconnect.clinic.people.models import Episode
from reconnect.clinic.plan.queries import active_techniques
from reconnect.clinic.portal.queries import partner_beside, stand_open
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.model.load import shipped_library
from reconnect.model.place import Opens, Place


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
    if place_id not in {each.id for each in places_of(episode)}:
        raise Http404


def places_of(episode: Episode) -> tuple[Place, ...]:
    """Those that are open to the person of the episode."""
    active = set(active_techniques(episode))
    opens = {Opens.ALWAYS} | ({Opens.WITH_PARTNER} if partner_beside(episode.person) else set())
    opens |= {Opens.IN_GROUP} if was_in_group(episode) else set()
    return tuple(
        each
        for each in places()
        if each.opens in opens or (each.opens is Opens.WITH_PLAN and not active.isdisjoint(each.techniques))
    )
