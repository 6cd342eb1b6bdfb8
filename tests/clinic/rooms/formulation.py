"""The room of formulations, for the tests that look at all rooms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reconnect.clinic.formulation.actions import begin_formulation, save_version
from reconnect.clinic.formulation.graph import Arrow, Box, Graph, Said
from reconnect.clinic.formulation.queries import formulation_of, newest_version
from reconnect.model.pattern import BoxRole
from rooms import BANNER, BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Place, Universe

    from reconnect.clinic.formulation.models import Version


def canaries(mark: str) -> Graph:
    """Two boxes and an arrow whose words stand nowhere else."""
    box, arrow = (f"Canary{field}{mark}".title() for field in ("box", "arrow"))
    boxes = (Box("own-000000000001", box, BoxRole.STARTED), Box("own-000000000002", box, BoxRole.KEEPS_GOING))
    ends = (each.key for each in boxes)
    return Graph(boxes, (Arrow("own-000000000003", *ends, arrow, Said.YES),))


def furnish(place: Place) -> dict[str, object]:
    """A formulation in two versions, and a text that came too late."""
    care, by = place.answered, place.clinician
    formulation = begin_formulation(episode=care.episode, by=by)
    first = newest_version(formulation)
    told = {"base": first, "expects": first.number, "made_on": care.episode.started_on, "by": by}
    second = save_version(graph=canaries(place.mark), **told)
    late = canaries(place.mark)
    aside = f"Canaryaside{place.mark}".title()
    save_version(graph=replace(late, arrows=(replace(late.arrows[0], text=aside),)), **told)
    return {"formulation_id": formulation.pk, "formulation_version_id": second.pk}


def _stands(universe: Universe) -> Version:
    formulation = formulation_of(universe.north.answered.episode)
    assert formulation is not None
    return newest_version(formulation)


def _save(universe: Universe) -> Act:
    base, by = _stands(universe), universe.north.clinician
    told = {"made_on": universe.north.answered.episode.started_on, "by": by}
    return lambda: save_version(base=base, expects=base.number, graph=Graph(), **told)


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    begin_formulation: lambda universe: (
        lambda: begin_formulation(episode=universe.north.waiting.episode, by=universe.north.clinician)
    ),
    save_version: _save,
}

_SEEN = BAR | BANNER | {"box", "arrow"}
_PAGES = [("/staff/formulation/v/", _SEEN | {"aside"}), ("/staff/formulation/", _SEEN)]
ALLOWED = dict.fromkeys(("clinician", "facilitator", "lead"), _PAGES)


def _page(rest: str) -> Callable[[Place], str]:
    return lambda place: f"/staff/formulation/v/{place.parts['formulation_version_id']}/{rest}"


READS: dict[str, Callable[[Place], str]] = {
    "formulation": lambda place: f"/staff/formulation/p/{place.answered.person.pk}/",
    "version": _page(""),
    "version to edit": _page("edit/"),
    "version on paper": _page("print/"),
    "versions": lambda place: f"/staff/formulation/f/{place.parts['formulation_id']}/versions/",
}
