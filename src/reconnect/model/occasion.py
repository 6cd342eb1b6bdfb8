"""The three moments at which a person is measured."""

from enum import StrEnum


class Occasion(StrEnum):
    """Before treatment, at its end, and 9 to 12 months after that."""

    PRE = "pre"
    POST = "post"
    FOLLOW_UP = "follow_up"
