"""One measure among everyone who started: nobody is left out because few share their gender."""

from random import Random

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.engines.reference import sums
from reconnect.analysis.everyone import everyone
from reconnect.analysis.outcomes import ALL, Outcomes, Participant, Reading
from reconnect.analysis.reason import Reason
from reconnect.model.measure import Better, Measure
from reconnect.model.occasion import Occasion

MEASURE = Measure("calm", "Calm", 0, 10, Better.HIGHER)


def data(others: int) -> Outcomes:
    """Sixty women and men in six programmes, and so many people of one gender each, who answered at pre only."""
    random = Random(7)  # noqa: S311
    genders = ["woman"] * 40 + ["man"] * 20 + [f"gender {number}" for number in range(others)]
    people = [Participant(f"p{place}", gender, cohort_id=f"g{place % 6}") for place, gender in enumerate(genders)]
    readings = []
    for person in people:
        answered = list(Occasion) if person.gender in {"woman", "man"} and random.random() < 0.7 else [Occasion.PRE]
        readings += [Reading(person.id, "calm", each, random.randint(0, 10)) for each in answered]
    return Outcomes("test", (MEASURE,), {"calm": tuple(Occasion)}, tuple(people), tuple(readings))


def test_a_few_of_other_genders_are_modelled_with_everyone_where_leaving_them_out_would_end_the_estimate() -> None:
    outcomes = data(others=6)
    found = everyone(MEASURE, tuple(Occasion), sums(outcomes))
    estimate = found.estimate(Comparison.PRE_POST)
    assert (estimate.modelled.stratum, estimate.modelled.people, estimate.modelled.left_out) == (ALL, 66, 0)
    assert estimate.modelled.figures is not None
    assert estimate.modelled.formula.endswith("genders together")
    assert estimate.by_programme.interval is not None
    assert estimate.tipping.point is not None or estimate.tipping.reason is not None
    alone = found.mmrm.change("gender 0", Comparison.PRE_POST)
    assert (alone.figures, alone.reason) == (None, Reason.NOBODY)
    assert found.mmrm.change("woman", Comparison.PRE_POST).figures is not None


def test_where_nobody_would_be_left_out_each_gender_has_means_of_its_own() -> None:
    estimate = everyone(MEASURE, tuple(Occasion), sums(data(others=0))).estimate(Comparison.PRE_POST)
    assert "genders together" not in estimate.modelled.formula
    assert estimate.modelled.left_out == 0
