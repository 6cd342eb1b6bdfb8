"""What is particular to some of the invented people."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from reconnect.model.load import parse
from reconnect.model.occasion import Occasion as Moment

FILE = Path(__file__).with_name("particulars.toml")


class Agreeing(StrEnum):
    """What the person says about anonymised use of their answers."""

    YES = "yes"
    NO = "no"
    WITHDRAWN = "withdrawn"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class Particulars:
    """One person's. ``gender_reported`` None is the group's gender; ``again`` is a second course of care.

    ``declines`` and ``does_not_apply`` hold items. Of the occasions, the answers at ``draft`` were begun and not sent,
    those at ``corrected`` typed in wrong at first, those at ``silent`` never given.
    """

    name: str
    gender_said: str | None = None
    gender_reported: str | None = None
    words_preferred: str | None = None
    agreement: Agreeing = Agreeing.YES
    never_started: bool = False
    stopped: bool = False
    again: bool = False
    declines_basis: bool = False
    declines: tuple[str, ...] = ()
    does_not_apply: tuple[str, ...] = ()
    out_of_window: Moment | None = None
    draft: Moment | None = None
    corrected: Moment | None = None
    silent: Moment | None = None


@dataclass(frozen=True, slots=True)
class _Listed:
    people: tuple[Particulars, ...]


@cache
def particulars() -> Mapping[str, Particulars]:
    """Everyone's who has any, by name."""
    listed = parse(FILE.read_text("utf-8"), _Listed, FILE.name)
    return {each.name: each for each in listed.people}
