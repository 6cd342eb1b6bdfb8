"""A belief as its page shows it, in the reader's own words."""

from dataclasses import dataclass

from reconnect.clinic.thoughts.queries import Rated
from reconnect.model.address import address_of
from reconnect.model.myth import Myth
from reconnect.model.voice import Voice


@dataclass(frozen=True, slots=True)
class Belief:
    """A belief, spoken to one person."""

    id: str
    address: str
    belief: str
    often_from: str
    may_cost: str
    fairer: tuple[str, ...]
    try_this: str


def spoken(myth: Myth, voice: Voice) -> Belief:
    """The belief in somebody's words, without what is not for them."""
    return Belief(
        myth.id,
        address_of(myth.id),
        voice.say(myth.belief),
        voice.say(myth.often_from),
        voice.say(myth.may_cost),
        voice.speak(myth.fairer),
        voice.say(myth.try_this),
    )


def first_and_last(ratings: tuple[Rated, ...]) -> tuple[Rated, ...]:
    """What is shown of a change: the first rating and the newest, or the only one."""
    return (ratings[0], ratings[-1]) if len(ratings) > 1 else ratings
