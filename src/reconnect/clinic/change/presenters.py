"""What a person's own page says of a measure. No number is called better or worse than another person's, nor enough."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from reconnect.clinic.change.queries import OwnMeasure, Point
from reconnect.model.measure import Better
from reconnect.model.occasion import Occasion as Moment
from reconnect.model.questionnaire import Method


@dataclass(frozen=True, slots=True)
class Time:
    """A time of measuring, and what was answered then; None where nothing was. ``come``: its days have begun."""

    moment: Moment
    point: Point | None
    come: bool


@dataclass(frozen=True, slots=True)
class Card:
    """``question`` is the one it rests on, "" where there are several. ``ends`` are its scale's, in words."""

    measure: OwnMeasure
    question: str
    ends: tuple[str, str]
    lower_is_easier: bool
    has_cut_off: bool
    times: tuple[Time, ...]

    @property
    def n(self) -> int:
        """How many times have a number."""
        return sum(1 for each in self.measure.points if each.value is not None)

    @property
    def come(self) -> int:
        """How many times could have one by now."""
        return sum(each.come for each in self.times)


def cards(measures: Iterable[OwnMeasure], come: Collection[Moment]) -> tuple[Card, ...]:
    """One a measure. ``come`` are the times whose days have begun; one that was answered has come."""
    return tuple(_card(each, come) for each in measures)


def _card(measure: OwnMeasure, come: Collection[Moment]) -> Card:
    scoring, points = measure.scoring, {each.moment: each for each in measure.points}
    low, high = scoring.range
    first = measure.questionnaire.item(scoring.items[0])
    single = first if scoring.method is Method.SINGLE else None
    return Card(
        measure=measure,
        question=single.text if single else "",
        ends=(single.labels[str(low)], single.labels[str(high)]) if single else ("", ""),
        lower_is_easier=scoring.better is Better.LOWER,
        has_cut_off=not scoring.cut_off.lower().startswith("none"),
        times=tuple(Time(moment, points.get(moment), moment in come or moment in points) for moment in Moment),
    )
