"""The beliefs that a partner may look at again, for themselves."""

from dataclasses import dataclass

from reconnect.model.address import address_of, at_address
from reconnect.model.load import shipped_library
from reconnect.model.myth import Myth
from reconnect.model.voice import Voice

SPEAKS_TO_WHO_HURTS = {"hurt-means-harm", "ill-people-do-not", "pain-is-the-price"}  # of one's own pain, one's own team


def beliefs() -> tuple[Myth, ...]:
    """Those that speak to everybody, in order."""
    found = (each for each in shipped_library().myths.newest.values() if each.id not in SPEAKS_TO_WHO_HURTS)
    return tuple(sorted(found, key=lambda each: (each.order, each.id)))


def belief_at(address: str) -> Myth | None:
    """One of them, or None."""
    return at_address(address, beliefs())


@dataclass(frozen=True, slots=True)
class Belief:
    """One of them in somebody's words."""

    id: str
    address: str
    belief: str
    often_from: str
    may_cost: str
    fairer: tuple[str, ...]
    try_this: str

    @classmethod
    def of(cls, myth: Myth, voice: Voice) -> "Belief":
        """As ``voice`` says it."""
        said = (voice.say(each) for each in (myth.belief, myth.often_from, myth.may_cost))
        return cls(myth.id, address_of(myth.id), *said, voice.speak(myth.fairer), voice.say(myth.try_this))
