"""What a place alone cannot tell: techniques and worksheets that exist."""

from collections.abc import Iterator

from reconnect.model.library import Library
from reconnect.model.place import Opens, Place
from reconnect.model.questionnaire import Use


def place_complaints(place: Place, library: Library) -> Iterator[tuple[str, str]]:
    """Field and message of everything that is wrong with ``place``."""
    for technique in place.techniques:
        if technique not in library.techniques.newest:
            yield "techniques", f"no such technique: {technique}"
    if place.opens is Opens.WITH_PLAN and not place.techniques:
        yield "techniques", "name the techniques of the plan that open it"
    for worksheet in place.worksheets:
        found = library.questionnaires.newest.get(worksheet)
        if found is None or found.use is not Use.WORKSHEET:
            yield "worksheets", f"no such worksheet: {worksheet}"
    for other in library.places.newest.values():
        if other.id < place.id and other.route == place.route and _same_pages(other, place):
            yield "route", f"the same people would find it twice: {other.id} leads there too"


def _same_pages(one: Place, another: Place) -> bool:
    return (one.opens is Opens.TO_PARTNER) == (another.opens is Opens.TO_PARTNER)
