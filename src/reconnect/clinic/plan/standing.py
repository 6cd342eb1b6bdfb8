"""Whether a plan is agreed: by enough disciplines, and by the person since its newest target was set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reconnect.clinic.plan.models import PersonsWord, Target

DISCIPLINES = 2  # that must agree to each target: one profession's word is not yet a team's (our design)


@dataclass(frozen=True, slots=True)
class Standing:
    """``lacking`` are the targets that too few disciplines agreed to.

    ``person_agreed_on`` is None where the person was not asked, did not agree, or a target came later.
    """

    has_targets: bool
    lacking: tuple[Target, ...]
    person_agreed_on: date | None

    @property
    def agreed(self) -> bool:
        """Whether the plan is the team's and the person's."""
        return self.has_targets and not self.lacking and self.person_agreed_on is not None


def standing(targets: Sequence[Target], word: PersonsWord | None) -> Standing:
    """Where a plan of these live ``targets`` stands. Their agreements are at hand; ``word`` is the person's newest."""
    lacking = tuple(target for target in targets if len(disciplines_of(target)) < DISCIPLINES)
    counts = word is not None and word.agreed and all(target.recorded_at <= word.recorded_at for target in targets)
    return Standing(bool(targets), lacking, word.said_on if word is not None and counts else None)


def disciplines_of(target: Target) -> set[str]:
    """Those that agreed to the target and did not take it back."""
    return {each.discipline for each in target.agreements.all() if each.withdrawn_on is None}
