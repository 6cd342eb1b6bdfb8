"""Who reads which content. A person or a partner does, unless the kind is named here as the staff's."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from reconnect.model.library import Library
from reconnect.model.questionnaire import Use
from reconnect.model.session_plan import SessionPlan
from reconnect.model.shelf import Edition
from reconnect.model.source import Confidence
from reconnect.model.voice import PLACEHOLDER, WORDS

# A new kind is a person's to read until it stands here: what nobody thought of is then looked at, not left out.
FOR_STAFF = frozenset(
    {
        *("components", "techniques", "published", "comparison-groups", "suggestions"),
        *("guidance", "rehearsals", "transcripts", "routes", "calendars", "programmes"),
    }
)
EDITABLE = frozenset({"letters"})  # a service words these anew, and answers for what they say
# Fields that name or sort, or that staff read.
UNREAD = frozenset(
    {
        *("id", "version", "sources", "technique", "techniques", "worksheets", "route", "wording", "wording_note"),
        *("measures", "flag", "for_staff", "for_whom", "because", "only", "to", "kinds"),
    }
)
# Parts of what people read that only staff do, where a field of the same name is read elsewhere.
STAFFS_PARTS: Mapping[type[Any], frozenset[str]] = {
    SessionPlan: frozenset({"about", "leads", "materials", "parts", "distress", "myths"}),
}
WORD = re.compile(r"\w")


def editions_for_people(library: Library) -> Iterator[tuple[str, Edition]]:
    """The newest editions that a person or a partner reads, each with its kind."""
    for field in fields(library):
        kind = field.name.replace("_", "-")
        if kind in FOR_STAFF:
            continue
        for edition in getattr(library, field.name).newest.values():
            if getattr(edition, "use", None) is not Use.CONFIDENCE:
                yield kind, edition


def texts_of(part: Any, unread: Collection[str] = UNREAD) -> Iterator[str]:
    """Every text of two words or more that somebody reads in ``part``, its placeholders in plain words.

    Fields named in ``unread`` are left out.
    """
    if isinstance(part, str):
        plain = PLACEHOLDER.sub(lambda found: WORDS.get(found[1], "somebody"), part).strip()
        if not isinstance(part, Enum) and len(plain.split()) > 1 and WORD.search(plain):
            yield plain
    elif is_dataclass(part):
        of_staff = STAFFS_PARTS.get(type(part), frozenset())
        for field in fields(part):
            if field.name not in unread and field.name not in of_staff:
                yield from texts_of(getattr(part, field.name), unread)
    elif isinstance(part, tuple | list):
        for each in part:
            yield from texts_of(each, unread)
    elif isinstance(part, dict):
        for each in part.values():
            yield from texts_of(each, unread)


def recalled_for_people(library: Library) -> Iterator[tuple[str, Edition, str]]:
    """Kind, edition and complaint of whatever people read that rests on a fact which nobody has checked."""
    for kind, edition in editions_for_people(library):
        sources = getattr(edition, "sources", ())
        if kind not in EDITABLE and any(each.confidence is Confidence.RECALLED for each in sources):
            yield kind, edition, "people read this: check the fact, or leave it out"
