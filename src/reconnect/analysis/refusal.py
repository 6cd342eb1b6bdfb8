"""Why a figure is not given although somebody asked for it."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """What the data lack."""

    SINGLE_ITEM = "a measure of one item has no reliability of its own"
    FEW_SERVICES = "fewer than 10 services"
    FEW_PEOPLE = "too few people for what is asked"
    FEW_PROGRAMMES = "fewer than two programmes of two people"
    BETWEEN_PROGRAMMES_ONLY = "minutes vary only between programmes"
    INSEPARABLE = "minutes, sessions and earlier scores cannot be told apart"


@dataclass(frozen=True, slots=True)
class Refusal:
    """In the place of a figure: the reason, and the number of people, services or items there were."""

    reason: Reason
    n: int
