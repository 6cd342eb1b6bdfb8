"""What a closed poll may say.

Fewer than five answered: nothing, and it is not kept either. Else how many answered, and which answer more than half of
them gave, if any did. Never how many gave each: with eight of eight, everybody would know everybody's answer, and with
one of eight the room would look for whom. In words alone, whoever answered learns no other's answer for certain, and
no more do several who put theirs together, up to two fewer than half of all (odd numbers rounded up): one of five, two
of eight, four of twelve. tests/clinic/test_poll_attackers.py tries all of them.

What this cannot hide: nearly everybody in the room together, who know their own answers, can corner one who is left,
whatever is shown. Nor does it stop a guess, or a look at somebody's phone. The same belief asked again, with
somebody missing, would be another look: once something of it was shown, the group is not asked again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many ``answered``, and the answer that more than half of them gave, or ""."""

    answered: int
    most: str


def outcome_of(counts: Mapping[str, int]) -> Outcome | None:
    """What may be said of how often each answer was given; None where fewer than five were."""
    answered = sum(counts.values())
    if answered < FEWEST:
        return None
    return Outcome(answered, next((str(choice) for choice, count in counts.items() if 2 * count > answered), ""))


def most_together(answered: int) -> int:
    """How many may put their own answers together and still not be sure of anybody else's."""
    return max(0, (answered + 1) // 2 - 2)
