"""A person's first page: what was agreed, one small thing, and every place that is open. It counts nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from reconnect.clinic.home.queries import asked_blocks, begun, measures_due, plan_tools
from reconnect.clinic.people.models import Episode
from reconnect.clinic.plan.places import places_of
from reconnect.clinic.plan.queries import active_techniques, agreed_goals, lines_of
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.sensations.queries import STONES, rests
from reconnect.model.place import Corner, Place
from reconnect.model.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Way:
    """Something that may be opened: a place, or a form of the team's."""

    place: Place | None = None
    tool: Questionnaire | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """The ids of what may be filled in there."""
        return self.place.worksheets if self.place else (self.tool.id,) if self.tool else ()

    def is_place(self, place_id: str) -> bool:
        """Whether it leads to that place."""
        return self.place is not None and self.place.id == place_id


@dataclass(frozen=True, slots=True)
class FirstPage:
    """``goals`` and ``trying`` are in the words that were agreed. ``next`` stands nowhere else on the page."""

    goals: tuple[str, ...]
    trying: tuple[str, ...]
    next: Way | None
    agreed: tuple[Way, ...]
    corners: tuple[tuple[Corner, tuple[Way, ...]], ...]
    asked: tuple[Way, ...]
    measures_due: bool


def first_page(code: EntryCode) -> FirstPage:
    """What the holder of the code finds now. What they said "not now" to is never the one small thing."""
    episode = code.episode
    active = active_techniques(episode)
    places = places_of(episode, active)
    own = [Way(place=each) for each in places if not set(active).isdisjoint(each.techniques)]
    own += [Way(tool=each) for each in plan_tools(episode)]
    asked = [Way(tool=each) for each in asked_blocks(episode)]
    others = [Way(place=each) for each in places if set(active).isdisjoint(each.techniques)]
    resting = STONES if rests(episode) else ""
    following = _next((each for each in [*own, *asked] if not each.is_place(resting)), begun(code))
    return FirstPage(
        goals=tuple(each.words for each in agreed_goals(episode)),
        trying=_trying(episode),
        next=following,
        agreed=tuple(each for each in own if each is not following),
        corners=_corners(others),
        asked=tuple(each for each in asked if each is not following),
        measures_due=measures_due(episode),
    )


def _next(ways: Iterable[Way], drafts: set[str]) -> Way | None:
    """What was begun, in the order of the plan and then of what was asked for; or else the first of them."""
    found = [way for way in ways if not (way.tool and way.tool.locked)]
    unfinished = (way for way in found if not drafts.isdisjoint(way.forms))
    return next(unfinished, found[0] if found else None)


def _corners(ways: Iterable[Way]) -> tuple[tuple[Corner, tuple[Way, ...]], ...]:
    found: dict[Corner, list[Way]] = {}
    for way in ways:
        if way.place is not None:
            found.setdefault(way.place.corner, []).append(way)
    return tuple((corner, tuple(found[corner])) for corner in Corner if corner in found)


def _trying(episode: Episode) -> tuple[str, ...]:
    """The experiments of now, one a technique at most; the same words for two are said once."""
    newest = [list(line.steps.all())[-1] for line in lines_of(episode) if line.paused_on is None]
    return tuple(dict.fromkeys(step.experiment for step in newest if step.experiment))
