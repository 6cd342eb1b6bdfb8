"""The one input of every analysis: people, and one reading a person, measure and occasion."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.measure import Measure
from reconnect.model.occasion import Occasion

ALL = "all"


@dataclass(frozen=True, slots=True)
class Reading:
    """One value in raw points. What was not answered has no Reading: missing is never a number."""

    person_id: str
    measure: str
    occasion: Occasion
    value: int | float
    answered_on: date | None = None
    answer_basis: AnswerBasis | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """A person in the data. ``gender`` is lower-cased, or None where it is not known.

    ``age`` and ``pain_duration`` are in years; ``mode`` is how treatment was given, such as "group"; ``sessions``
    counts those attended, None where that is not known.
    """

    id: str
    gender: str | None = None
    service_id: str | None = None
    cohort_id: str | None = None
    age: float | None = None
    diagnoses: tuple[str, ...] = ()
    pain_duration: float | None = None
    started_on: date | None = None
    ended_on: date | None = None
    eligible_on: date | None = None
    mode: str | None = None
    sessions: int | None = None

    @property
    def strata(self) -> tuple[str, ...]:
        """Where the person is counted: in ``all``, and with their gender where it is known."""
        return (ALL,) if self.gender is None else (ALL, self.gender)


@dataclass(frozen=True, slots=True)
class Dose:
    """The minutes that one person had of one technique. What is not known has no Dose: it is not 0 minutes."""

    person_id: str
    technique: str
    minutes: float


@dataclass(frozen=True, slots=True)
class Rating:
    """How helpful one person said one technique was; ``step`` is None where they did not do it.

    What was not answered, or nobody wanted to say, has no Rating.
    """

    person_id: str
    technique: str
    occasion: Occasion
    step: int | None


@dataclass(frozen=True, slots=True)
class RatingScale:
    """What ratings may be: whole steps from ``low`` to ``high``, its ends in words, of ``techniques`` in this order."""

    low: int
    high: int
    low_words: str
    high_words: str
    techniques: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Everything an evaluation reads.

    ``source`` names the data; ``occasions`` says at which occasions each measure was to be taken;
    ``background`` holds the names of the columns of a people table that the data have ("age", "started" ...);
    ``dose`` has one entry a person and technique at most, and is empty where no dose table was read; ``ratings`` has
    one a person, technique and occasion at most, on the ``scale``, which is None where nobody was asked.
    """

    source: str
    measures: tuple[Measure, ...]
    occasions: Mapping[str, tuple[Occasion, ...]]
    participants: tuple[Participant, ...]
    readings: tuple[Reading, ...]
    background: frozenset[str] = frozenset()
    dose: tuple[Dose, ...] = ()
    ratings: tuple[Rating, ...] = ()
    scale: RatingScale | None = None

    @property
    def strata(self) -> tuple[str, ...]:
        """``all`` first, then the genders in alphabetical order."""
        return (ALL, *sorted({person.gender for person in self.participants if person.gender is not None}))

    @property
    def date_range(self) -> tuple[date, date] | None:
        """First and last day of answering, or None where no reading has a date."""
        days = [reading.answered_on for reading in self.readings if reading.answered_on is not None]
        return (min(days), max(days)) if days else None
