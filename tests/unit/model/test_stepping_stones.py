"""The stepping stones: 100,000 random runs in which nothing but somebody's own word ever takes them further."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

import pytest

from reconnect.model.stepping_stones import Kind, Move, Said, Stones, place, replayed

ORDER = ("one", "two", "three", "four", "five", "six")
WORDS = tuple(Said)
YES = (Said.YES, Said.YES)


@dataclass
class Life:
    """Somebody's stones and the log of their acts, while the world around goes on."""

    rng: Random
    start: Stones
    order: tuple[str, ...] = ORDER
    moves: list[Move] = field(default_factory=list)
    stones: Stones = field(init=False)
    day: int = 0
    disclosed: bool = False

    def __post_init__(self) -> None:
        self.stones = self.start

    def words(self) -> tuple[Said, Said]:
        """Two words, more often yes than not, so that much is opened."""
        return (Said.YES if self.rng.random() < 0.8 else self.rng.choice(WORDS), self.rng.choice((Said.YES, *WORDS)))

    def kept(self, after: Stones, kind: Kind, stage: str = "") -> None:
        """Log the act where it changed anything, as the clinic does."""
        if after != self.stones:
            self.moves.append(Move(kind, stage))
        self.stones = after


# Acts of the person that may go further, and all the rest: acts that must not, and what happens around them.
OPENS = "open"
RUN = (*[OPENS] * 5, "back", "stay", "far enough", "think again", "note", "rest", "ready", "day", "edit", "disclosure")


def lives(runs: int, start: Stones) -> Iterator[tuple[str, Life, Stones, Stones, bool]]:
    """Each event of each run: its name, the life, the stones before and after, and whether every word was a yes."""
    rng = Random(20261122)  # noqa: S311 nothing secret
    for _ in range(runs):
        life = Life(rng, start)
        for _ in range(rng.randrange(6, 15)):
            name = rng.choice(RUN)
            before, agreed = life.stones, happen(name, life)
            yield name, life, before, life.stones, agreed


def happen(name: str, life: Life) -> bool:
    """Let it happen; whether it was asking for a later stone with nothing but yes."""
    if name == OPENS:
        return asks(life)
    {"back": goes_back, "note": notes, "day": passes, "edit": is_edited, "disclosure": discloses}.get(name, acts)(
        life, name
    )
    return False


def asks(life: Life) -> bool:
    """Ask for a stone; as people do, mostly for one that is not far ahead."""
    rng = life.rng
    reach = place(life.order, life.stones.here) + 1 + rng.randrange(2)
    near = life.order[min(reach, len(life.order) - 1)]
    stage = near if rng.random() < 0.8 else rng.choice(life.order)
    person, partner = life.words(), (life.words() if rng.random() < 0.3 else None)
    life.kept(life.stones.open_later(life.order, stage, person, partner), Kind.OPENED, stage)
    return all(each is Said.YES for each in (*person, *(partner or ())))


def goes_back(life: Life, _: str) -> None:
    """To any stone, wherever it lies: only earlier ones may answer."""
    stage = life.rng.choice(life.order)
    life.kept(life.stones.step_back(life.order, stage), Kind.BACK, stage)


def acts(life: Life, name: str) -> None:
    """What needs no stone to be named."""
    stones = life.stones
    after, kind = {
        "stay": (stones.stay, Kind.READY),
        "far enough": (stones.as_far_as_i_want, Kind.FAR_ENOUGH),
        "think again": (stones.think_again, Kind.THINK_AGAIN),
        "rest": (stones.rest, Kind.NOT_NOW),
        "ready": (stones.ready, Kind.READY),
    }[name]
    life.kept(after(), kind)


def notes(life: Life, _: str) -> None:
    """A note, with a flare-up, without, or silent on it."""
    life.stones = life.stones.note(flare=life.rng.choice((True, False, None)))


def passes(life: Life, _: str) -> None:
    """Days, up to a year."""
    life.day += life.rng.randrange(1, 400)
    life.stones = replayed_as(life)


def is_edited(life: Life, _: str) -> None:
    """The order of the stones, by the service; some may go."""
    life.order = tuple(life.rng.sample(ORDER, life.rng.randrange(4, 7)))
    life.stones = replayed_as(life)


def discloses(life: Life, _: str) -> None:
    """Something that reaches the team, and no page."""
    life.disclosed = True
    life.stones = replayed_as(life)


def replayed_as(life: Life) -> Stones:
    """Read anew from the log, as each page does; the machine under test keeps its own type."""
    found = replayed(life.moves, flared=life.stones.flared)
    return type(life.start)(found.opened, found.here, found.far_enough, found.resting, found.flared)


def wrongs(runs: int, start: Stones) -> list[str]:
    """What no run may hold."""
    found = []
    for name, life, before, after, agreed in lives(runs, start):
        further = place(life.order, after.here) > place(life.order, before.here) or not after.opened <= before.opened
        if after.here != before.here or after.opened != before.opened:
            if further and name != OPENS:
                found.append(f"{name}: taken further without asking")
            if name == OPENS and (not agreed or before.flared or before.resting or before.far_enough):
                found.append(f"{name}: opened on a no, in a flare-up or a rest")
            if name not in {OPENS, "back"}:
                found.append(f"{name}: moved")
        back = (before.step_back(life.order, each).here == each for each in before.earlier(life.order))
        found += [] if all(back) else ["stepping back did not work"]
    return found


def test_in_a_hundred_thousand_runs_only_their_own_word_takes_somebody_further() -> None:
    assert wrongs(100_000, Stones()) == []


def test_such_runs_open_step_back_and_hold() -> None:
    """They would prove nothing if little happened in them."""
    seen = {"opened": 0, "held": 0, "back": 0, "deep": 0, "edited": 0}
    for name, life, before, after, agreed in lives(5_000, Stones()):
        seen["opened"] += name == OPENS and after.opened != before.opened
        seen["held"] += name == OPENS and agreed and after == before
        seen["back"] += name == "back" and after.here != before.here
        seen["deep"] += len(after.opened) > 2
        seen["edited"] += name == "edit" and place(life.order, after.here) != place(ORDER, before.here)
    assert min(seen.values()) > 200, seen


class Eager(Stones):
    """A machine that takes somebody further for a good note: what must not be."""

    def note(self, *, flare: bool | None) -> Stones:
        later = [each for each in ORDER if each not in self.opened]
        if flare is False and later and self.here is not None:
            return replace(self, here=later[0], opened=self.opened | {later[0]}, flared=False)
        return super().note(flare=flare)


class Deaf(Stones):
    """A machine that opens whatever is said."""

    def open_later(
        self, order: Sequence[str], stage: str, person: Sequence[Said], partner: Sequence[Said] | None
    ) -> Stones:
        said = None if partner is None else YES
        return super().open_later(order, stage, YES if person else (), said)


class Blind(Stones):
    """A machine that does not look at flare-ups."""

    def may_ask(self, order: Sequence[str], stage: str) -> bool:
        return replace(self, flared=False)._asks(order, stage)

    def _asks(self, order: Sequence[str], stage: str) -> bool:
        return super().may_ask(order, stage)


class Sticky(Stones):
    """A machine that lets nobody back from where they said that it is far enough."""

    def step_back(self, order: Sequence[str], to: str) -> Stones:
        return self if self.far_enough else super().step_back(order, to)


@pytest.mark.parametrize(
    ("machine", "wrong"),
    [
        (Eager(), "note: taken further without asking"),
        (Deaf(), "open: opened on a no, in a flare-up or a rest"),
        (Blind(), "open: opened on a no, in a flare-up or a rest"),
        (Sticky(), "stepping back did not work"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_a_machine_without_the_guard_is_caught(machine: Stones, wrong: str) -> None:
    assert wrong in wrongs(500, machine)


@pytest.mark.parametrize("word", [Said.NO, Said.NOT_SURE])
@pytest.mark.parametrize("at", range(4))
def test_any_word_that_is_no_yes_keeps_a_stone_closed(word: Said, at: int) -> None:
    said = [Said.YES] * 4
    said[at] = word
    stones = Stones(frozenset({"one"}), "one")
    assert stones.open_later(ORDER, "two", said[:2], said[2:]) == stones
    assert stones.open_later(ORDER, "two", YES, YES).here == "two"


def test_a_word_that_is_missing_is_no_yes() -> None:
    stones = Stones(frozenset({"one"}), "one")
    assert stones.open_later(ORDER, "two", YES[:1], None) == stones
    assert stones.open_later(ORDER, "two", YES, YES[:1]) == stones
    assert stones.open_later(ORDER, "two", (), None) == stones


def test_a_note_that_says_nothing_of_a_flare_up_leaves_the_older_word() -> None:
    assert Stones().note(flare=True).note(flare=None).flared is True
    assert Stones().note(flare=None).flared is None


def test_far_enough_needs_a_stone_and_ends_by_a_step_back_or_a_second_thought() -> None:
    assert Stones().as_far_as_i_want() == Stones()
    there = Stones(frozenset({"one", "two"}), "two").as_far_as_i_want()
    assert there.far_enough
    assert there.open_later(ORDER, "three", YES, None) == there
    assert not there.step_back(ORDER, "one").far_enough
    assert there.think_again().here == "two"


def test_somebody_whose_stone_is_gone_may_step_back_to_any_and_is_never_taken_further() -> None:
    stones = Stones(frozenset({"gone"}), "gone")
    assert stones.earlier(ORDER) == ORDER
    assert stones.open_later(ORDER, "six", YES, None) == stones
    assert stones.step_back(ORDER, "two").here == "two"


def test_the_log_leads_where_the_acts_led() -> None:
    moves = [
        Move(Kind.OPENED, "one"),
        Move(Kind.OPENED, "three"),
        Move(Kind.FAR_ENOUGH, "three"),
        Move(Kind.BACK, "two"),
        Move(Kind.NOT_NOW),
        Move(Kind.READY),
        Move(Kind.FAR_ENOUGH, "two"),
        Move(Kind.THINK_AGAIN, "two"),
    ]
    assert replayed(moves, flared=False) == Stones(frozenset({"one", "three"}), "two", flared=False)
