"""Why a figure is not given although somebody asked for it."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """What the data lack."""

    SINGLE_ITEM = "single-item"  # a measure of one item has no error that its items could show
    FEW_SERVICES = "few-services"  # fewer than 10
    FEW_PEOPLE = "few-people"  # no degree of freedom, or no spread, is left
    FEW_PROGRAMMES = "few-programmes"  # fewer than two of two people
    BETWEEN_PROGRAMMES_ONLY = "between-programmes-only"  # the minutes of a component do not vary within any
    ONE_PROGRAMME = "one-programme"  # what is asked rests on a single programme
    INSEPARABLE = "inseparable"  # minutes, sessions and earlier scores cannot be told apart


@dataclass(frozen=True, slots=True)
class Refusal:
    """In the place of a figure: the reason, and the number of people, services or items there were."""

    reason: Reason
    n: int
