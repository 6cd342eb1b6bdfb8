"""A readable condition on what somebody answered."""

from collections.abc import Callable
from dataclasses import dataclass

ValueOf = Callable[[str, str], int | None]  # (questionnaire id, item id) to the newest value, None where there is none


@dataclass(frozen=True, slots=True)
class Condition:
    """That the answer to an item lies in ``at_least`` to ``at_most``, or is ``one_of``, or holds the choice ``holds``.

    Whatever is not given does not limit. An answer that is missing never meets a condition: missing is not 0.
    """

    questionnaire: str
    item: str
    at_least: int | None = None
    at_most: int | None = None
    one_of: tuple[int, ...] = ()
    holds: int | None = None

    def met_by(self, value: int | None) -> bool:
        """Whether ``value`` meets it."""
        if value is None:
            return False
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.at_most is None or value <= self.at_most)
            and (not self.one_of or value in self.one_of)
            and (self.holds is None or bool(value & 2**self.holds))
        )


def all_met(conditions: tuple[Condition, ...], value_of: ValueOf) -> bool:
    """Whether every one of ``conditions`` is met."""
    return all(each.met_by(value_of(each.questionnaire, each.item)) for each in conditions)
