"""The reference engine: cells apart for each programme and service add up, and counts hold the same people."""

from functools import reduce
from operator import add

from hypothesis import given
from hypothesis import strategies as st

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.engines.reference import cell_moments, programme_moments, service_moments, stratum_counts
from reconnect.analysis.outcomes import Outcomes, Participant, Reading
from reconnect.model.measure import Better, Measure
from reconnect.model.occasion import Occasion

MEASURES = (Measure("anxiety", "Anxiety", 0, 20, Better.LOWER), Measure("touch", "Touch", 0, 10, Better.LOWER))
SCORES = st.tuples(*[st.none() | st.integers(0, 10)] * 3)
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from([None, "woman", "man"]),
        st.sampled_from([None, "north", "south"]),
        st.sampled_from([None, "group 1", "group 2", "group 3"]),
        SCORES,
        SCORES,
    ),
    max_size=20,
)


def outcomes(people: list[tuple[str | None, str | None, str | None, tuple, tuple]]) -> Outcomes:  # type: ignore[type-arg]
    occasions = {"anxiety": tuple(Occasion), "touch": (Occasion.PRE, Occasion.POST)}
    participants = tuple(
        Participant(str(number), gender, service, programme)
        for number, (gender, service, programme, *_) in enumerate(people)
    )
    readings = tuple(
        Reading(str(number), measure.id, occasion, value)
        for number, (*_, anxiety, touch) in enumerate(people)
        for measure, scores in zip(MEASURES, (anxiety, touch), strict=True)
        for occasion, value in zip(Occasion, scores, strict=True)
        if value is not None and occasion in occasions[measure.id]
    )
    return Outcomes("data.csv", MEASURES, occasions, participants, readings)


@given(PEOPLE)
def test_programmes_and_services_add_up_to_the_cells(people: list) -> None:  # type: ignore[type-arg]
    data = outcomes(people)
    whole = cell_moments(data)
    for apart in (programme_moments(data), service_moments(data)):
        assert list(apart) == list(whole)
        for cell, parts in apart.items():
            assert all(part.n for part in parts.values()), "a programme without a pair is not there"
            assert not parts if whole[cell].n == 0 else reduce(add, parts.values()) == whole[cell]


@given(PEOPLE)
def test_counts_hold_the_pairs_of_every_cell(people: list) -> None:  # type: ignore[type-arg]
    data = outcomes(people)
    counts = stratum_counts(data)
    assert list(counts) == [(measure.id, stratum) for measure in MEASURES for stratum in data.strata]
    for cell, moments in cell_moments(data).items():
        assert counts[cell.measure, cell.stratum].pairs(cell.comparison).moments == moments


def test_a_programme_is_known_by_its_cohort_and_none_stays_none() -> None:
    data = outcomes(
        [
            ("woman", "north", "group 1", (10, 8, None), (1, 1, None)),
            ("man", "north", None, (9, 8, None), (1, None, None)),
            ("man", "south", "group 1", (5, None, None), (2, 1, None)),
        ]
    )
    parts = {
        (cell.measure, cell.stratum): {name: part.n for name, part in parts.items()}
        for cell, parts in programme_moments(data).items()
        if cell.comparison is Comparison.PRE_POST
    }
    assert parts["anxiety", "all"] == {"group 1": 1, None: 1}
    assert parts["touch", "all"] == {"group 1": 2}
    assert parts["anxiety", "woman"] == {"group 1": 1}
