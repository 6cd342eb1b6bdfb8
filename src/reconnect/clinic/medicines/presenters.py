"""Classes of medicines, and what was written about somebody's, ready to print."""

from dataclasses import dataclass
from datetime import date

from reconnect.clinic.medicines.models import AgreedMedicineNote, RecordedTotal, Use
from reconnect.clinic.medicines.queries import kept_list, list_of, notes_of, totals_of
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.questionnaires.told import newest_of
from reconnect.clinic.questionnaires.visits import Visit
from reconnect.model.address import address_of
from reconnect.model.medicine_class import MedicineClass
from reconnect.model.source import Confidence
from reconnect.model.voice import Voice


@dataclass(frozen=True, slots=True)
class ShownClass:
    """What is told of a class, in the reader's words, with where it comes from."""

    address: str
    name: str
    examples: str
    settled: bool
    paragraphs: tuple[str, ...]
    sources: tuple[str, ...]

    @classmethod
    def of(cls, told: MedicineClass, voice: Voice) -> "ShownClass":
        """What is our own is no source of a fact."""
        cited = [each for each in told.sources if each.confidence is not Confidence.DESIGN]
        sources = tuple(f"{each.citation} ({each.place})" for each in cited)
        return cls(
            address_of(told.id),
            voice.say(told.name),
            voice.say(told.examples),
            told.settled,
            voice.speak(told.paragraphs),
            sources,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A question and what was said to it."""

    asked: str
    said: str


def own_list(visit: Visit) -> tuple[Line, ...]:
    """What the person listed and chose to keep."""
    kept = kept_list(visit)
    told = newest_of([kept]).values() if kept else ()
    return tuple(Line(each.item.text, " ".join(each.said)) for each in told if each.said)


def sent_list(person: Person) -> tuple[Line, ...]:
    """What the person sent, for their team."""
    return tuple(Line(each.item.text, " ".join(each.said)) for each in list_of(person).values() if each.said)


@dataclass(frozen=True, slots=True)
class NoteLine:
    """An agreed-medicine note as staff see it; ``state`` says whether the person still sees it."""

    note: AgreedMedicineNote
    use: str
    state: str

    @classmethod
    def of(cls, note: AgreedMedicineNote, today: date) -> "NoteLine":
        """As of ``today``."""
        ended = "Ended" if note.until < today else "Shown to the person"
        return cls(note, Use(note.use).label, "Taken back" if note.withdrawn_at else ended)


@dataclass(frozen=True, slots=True)
class EpisodeMedicines:
    """What was recorded and written in a course of care."""

    episode: Episode
    totals: tuple[RecordedTotal, ...]
    notes: tuple[NoteLine, ...]

    @classmethod
    def of(cls, episode: Episode) -> "EpisodeMedicines":
        """Newest first."""
        today = today_of(episode.service)
        return cls(episode, tuple(totals_of(episode)), tuple(NoteLine.of(each, today) for each in notes_of(episode)))
