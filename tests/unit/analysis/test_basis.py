"""Whom people had in mind: counted once a person and comparison, known apart from unknown."""

import pytest

from reconnect.analysis.basis import BasisCount, basis_counts
from reconnect.analysis.comparison import Comparison
from reconnect.analysis.outcomes import Outcomes, Participant, Reading
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.measure import Better, Measure
from reconnect.model.occasion import Occasion

MEASURES = tuple(Measure(name, name, 0, 10, Better.LOWER) for name in ("touch", "sex"))
PRE, POST, FOLLOW_UP = Occasion
CURRENT, PAST, IMAGINED, DECLINED = AnswerBasis

Answer = tuple[str, str, Occasion, AnswerBasis | None]


def counts(*answers: Answer) -> dict[Comparison, BasisCount]:
    people = tuple(Participant(name) for name in dict.fromkeys(each[0] for each in answers))
    readings = tuple(Reading(who, measure, when, 5, answer_basis=basis) for who, measure, when, basis in answers)
    return dict(basis_counts(Outcomes("data.csv", MEASURES, {}, people, readings)))


def pair(who: str, earlier: AnswerBasis | None, later: AnswerBasis | None, measure: str = "touch") -> list[Answer]:
    return [(who, measure, PRE, earlier), (who, measure, POST, later)]


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (CURRENT, CURRENT, BasisCount(1, 0, 0)),
        (CURRENT, PAST, BasisCount(1, 1, 0)),
        (IMAGINED, CURRENT, BasisCount(1, 1, 0)),
        (CURRENT, None, BasisCount(1, 0, 1)),
        (DECLINED, CURRENT, BasisCount(1, 0, 1)),
        (DECLINED, DECLINED, BasisCount(1, 0, 1)),
    ],
)
def test_a_pair_is_the_same_changed_or_unknown(
    earlier: AnswerBasis | None, later: AnswerBasis | None, expected: BasisCount
) -> None:
    assert counts(*pair("a", earlier, later))[Comparison.PRE_POST] == expected


def test_a_person_counts_once_however_many_measures_they_answered() -> None:
    answers = [*pair("a", CURRENT, PAST), *pair("a", CURRENT, None, "sex"), *pair("b", PAST, PAST)]
    assert counts(*answers)[Comparison.PRE_POST] == BasisCount(2, 1, 0)


def test_only_both_values_of_one_measure_make_a_pair() -> None:
    found = counts(("a", "touch", PRE, CURRENT), ("a", "sex", POST, PAST), ("a", "touch", FOLLOW_UP, PAST))
    assert found == {
        Comparison.PRE_POST: BasisCount(0, 0, 0),
        Comparison.PRE_FOLLOW_UP: BasisCount(1, 1, 0),
        Comparison.POST_FOLLOW_UP: BasisCount(0, 0, 0),
    }


def test_data_without_any_basis_have_no_counts() -> None:
    assert counts(*pair("a", None, None)) == {}
