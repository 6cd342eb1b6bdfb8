"""A place on a person's pages: what it is called there, where it leads, and when it is open."""

from dataclasses import dataclass
from enum import StrEnum

from reconnect.model.source import Source


class Corner(StrEnum):
    """Where on the first page a place stands."""

    LEARN = "learn"
    NOTICE = "notice"
    TRY = "try"
    TALK = "talk"
    LOOK_BACK = "look back"
    SETTLE = "settle"  # how the pages speak, what was kept


class Opens(StrEnum):
    """When a place is open."""

    ALWAYS = "always"
    WITH_PLAN = "with the plan"  # one of its techniques stands in the plan that was agreed
    WITH_PARTNER = "with a partner"  # while a partner of the person's has pages of their own
    IN_GROUP = "in a group"  # for whoever is or was in a group of this course of care
    TO_PARTNER = "to a partner"  # on a partner's own pages, and on nobody else's


@dataclass(frozen=True, slots=True)
class Place:
    """``route`` is its address by name. ``worksheets`` may be filled in wherever it is open, from its own pages.

    It stands first, under what was agreed, while one of its ``techniques`` is in the plan.
    """

    id: str
    version: int
    order: int
    corner: Corner
    name: str
    about: str
    route: str
    opens: Opens
    techniques: tuple[str, ...]
    worksheets: tuple[str, ...]
    sources: tuple[Source, ...]
