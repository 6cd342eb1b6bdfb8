"""Where somebody stands on the stepping stones of sensate focus. Only their own word ever takes them to a later one.

There is nothing else here that could: no number, no day and no event is looked at. What is known of a person (a note, a
flare-up, a pause) can keep a stone closed, and nothing can open one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

Order = Sequence[str]  # ids of the stages, the earliest first, as the service has them now


class Said(StrEnum):
    """A word to "comfortable here?" and "relaxed here?"."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not sure"


class Kind(StrEnum):
    """What somebody did."""

    OPENED = "opened"
    BACK = "back"
    FAR_ENOUGH = "far enough"
    THINK_AGAIN = "think again"
    NOT_NOW = "not now"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Move:
    """One act, and the stone it was about."""

    kind: Kind
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Stones:
    """``here`` is None until a first stone is opened. ``far_enough``: this is as far as they want to go.

    ``resting`` is their own "not now"; ``flared`` is what the newest note said, None where no note said it.
    """

    opened: frozenset[str] = frozenset()
    here: str | None = None
    far_enough: bool = False
    resting: bool = False
    flared: bool | None = None

    def open_later(self, order: Order, stage: str, person: Sequence[Said], partner: Sequence[Said] | None) -> "Stones":
        """Go to a later ``stage``, or stay: wherever one word is no yes, a note tells of a flare-up, or in a rest.

        ``person`` and ``partner`` hold two words each: comfortable, relaxed. ``partner`` is None where there is none.
        """
        words = (*person, *(() if partner is None else partner))
        asked = 2 if partner is None else 4
        if self.may_ask(order, stage) and len(words) == asked and all(each is Said.YES for each in words):
            return replace(self, opened=self.opened | {stage}, here=stage)
        return self

    def may_ask(self, order: Order, stage: str) -> bool:
        """Whether a later stone may be asked for at all."""
        held = self.resting or self.far_enough or bool(self.flared)
        return not held and stage in order and place(order, self.here) < place(order, stage)

    def earlier(self, order: Order) -> tuple[str, ...]:
        """The stones before this one."""
        return tuple(each for each in order if place(order, each) < place(order, self.here))

    def step_back(self, order: Order, to: str) -> "Stones":
        """Go to an earlier stone, or any that was; it always works, and needs no reason."""
        return replace(self, here=to, far_enough=False) if to in self.earlier(order) else self

    def stay(self) -> "Stones":
        """Nothing needs to be done for it."""
        return self

    def as_far_as_i_want(self) -> "Stones":
        """Here is far enough, for as long as they like."""
        return replace(self, far_enough=self.here is not None)

    def think_again(self) -> "Stones":
        """It is no longer settled that here is far enough; nothing opens by that."""
        return replace(self, far_enough=False)

    def note(self, *, flare: bool | None) -> "Stones":
        """What a note told of a flare-up; one that said nothing leaves the older word."""
        return self if flare is None else replace(self, flared=flare)

    def rest(self) -> "Stones":
        """Not now."""
        return replace(self, resting=True)

    def ready(self) -> "Stones":
        """The rest is over: they stand where they stood."""
        return replace(self, resting=False)


def place(order: Order, stage: str | None) -> int:
    """Where a stone lies: -1 before the first. One that is no longer there lies behind all: from it one steps back."""
    if stage is None:
        return -1
    return order.index(stage) if stage in order else len(order)


def replayed(moves: Iterable[Move], *, flared: bool | None = None) -> Stones:
    """Where the acts led, oldest first. The order of the stones plays no part: another order moves nobody."""
    stones = Stones(flared=flared)
    for move in moves:
        match move.kind:
            case Kind.OPENED:
                stones = replace(stones, opened=stones.opened | {move.stage}, here=move.stage)
            case Kind.BACK:
                stones = replace(stones, here=move.stage, far_enough=False)
            case Kind.FAR_ENOUGH:
                stones = stones.as_far_as_i_want()
            case Kind.THINK_AGAIN:
                stones = stones.think_again()
            case Kind.NOT_NOW:
                stones = stones.rest()
            case Kind.READY:
                stones = stones.ready()
    return stones
