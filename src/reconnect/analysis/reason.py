"""Why a figure is None: codes that a report turns into a sentence."""

from enum import StrEnum


class Reason(StrEnum):
    """What stood in the way of a figure."""

    NOBODY = "nobody answered at one of the occasions"
    TOO_FEW = "too few people answered at all of the occasions"
    NO_SPREAD = "the scores of an occasion, or the changes, do not differ between people"
    NOT_FOUND = "no maximum of the likelihood was found"
    LEFT_OUT = "too many people are in strata that cannot be estimated"
    SEPARATED = "the covariates tell exactly who answered"
    NOBODY_MISSING = "nobody is missing"
    NOT_BETTER = "the interval holds no change, or a change for the worse, before anything is assumed"
    TOO_FEW_PROGRAMMES = "there are fewer than two programmes"
    PART_UNDEFINED = "without one of the programmes the figure is undefined"
