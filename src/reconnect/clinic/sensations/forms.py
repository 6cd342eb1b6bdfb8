"""What the person's pages about the stones send."""

from collections.abc import Mapping
from dataclasses import dataclass

from reconnect.clinic.sensations.models import Why
from reconnect.model.stepping_stones import Said

OWN = ("comfortable", "relaxed")
PARTNERS = ("partner-comfortable", "partner-relaxed")
ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Words:
    """What was said to "comfortable? relaxed?" about ``here``, a stage's id or "" for none; ``missing`` are fields."""

    chosen: Mapping[str, str]
    missing: tuple[str, ...]
    here: str

    @property
    def person(self) -> tuple[Said, ...]:
        """The person's own two words."""
        return tuple(Said(self.chosen[field]) for field in OWN)

    @property
    def partner(self) -> tuple[Said, ...] | None:
        """The partner's, or None where it was done alone. Alone and not alone at once is one word too few."""
        said = [self.chosen[field] for field in PARTNERS if field in self.chosen]
        words = tuple(Said(each) for each in said if each != ALONE)
        return words or None


def read_words(sent: Mapping[str, str], *, partner: bool) -> Words:
    """The words that a form sent; ``partner`` where the page asked for the partner's too."""
    fields = OWN + PARTNERS if partner else OWN
    words = {*Said}
    chosen = {each: sent[each] for each in fields if sent.get(each) in (words | {ALONE} if each in PARTNERS else words)}
    return Words(chosen, tuple(each for each in fields if each not in chosen), sent.get("here", ""))


def read_why(sent: Mapping[str, str]) -> str:
    """Why not now, or "" for no reason, which is one too."""
    return next((each for each in Why.values if each == sent.get("why")), "")
