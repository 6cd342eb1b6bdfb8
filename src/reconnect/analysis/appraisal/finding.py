"""What a rule finds, and how grave it is."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """From the gravest to the mildest. A false accusation is worse than a miss."""

    IMPOSSIBLE = "impossible"
    IMPOSSIBLE_IF = "impossible_if"  # if something holds that the paper does not quite say; the finding names it
    UNLIKELY = "unlikely"
    UNEXPLAINED = "unexplained"
    NOTE = "note"


class Rule(StrEnum):
    """What was compared with what."""

    SPREAD = "spread"
    GRIM = "grim"
    GRIMMER = "grimmer"
    SCALE = "scale"
    DEGREES = "degrees_of_freedom"
    PROBABILITY = "p_value"
    CONFIDENCE = "confidence_interval"
    WHICH_D = "which_d"
    SAMPLES = "one_row_two_samples"
    SHARE = "complement"
    COMPLETERS = "completers"
    CATEGORIES = "categories"
    TWICE = "text_v_table"
    FAMILY = "alpha_family"
    CLAIM = "claim_without_test"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that cannot be, or cannot be told, at one place of the paper.

    ``place`` is made of the transcript's ids, ``where`` is for people. ``facts`` is the rule's own dataclass: every
    number that its explanation names.
    """

    rule: Rule
    place: str
    where: str
    verdict: Verdict
    facts: object

    @property
    def id(self) -> str:
        """The rule and the place: the same from one run to the next."""
        return f"{self.rule}:{self.place}"


@dataclass(frozen=True, slots=True)
class Examined:
    """What a rule looked at: how many times it had all it needs, and what it found."""

    rule: Rule
    tried: int
    findings: tuple[Finding, ...]


def gravest(verdicts: list[Verdict]) -> Verdict:
    """The first of ``verdicts`` in the order of gravity."""
    order = list(Verdict)
    return min(verdicts, key=order.index)
