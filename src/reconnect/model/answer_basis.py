"""What an answer about intimacy rests on."""

from enum import StrEnum


class AnswerBasis(StrEnum):
    """The relationship a person had in mind while answering; a change of it breaks comparability."""

    CURRENT = "current"
    PAST = "past"
    IMAGINED = "imagined"
    DECLINED = "prefer not to say"
