"""The participants table: averages of who is known, diagnoses, and who has none recorded."""

import pytest

from reconnect.analysis.outcomes import Outcomes, Participant
from reconnect.analysis.participants import Average, Participants, participants

PEOPLE = (
    Participant("a", "woman", age=30, pain_duration=2.5, diagnoses=("Endometriosis", "Chronic pelvic pain")),
    Participant("b", "woman", age=40, diagnoses=("Chronic pelvic pain",)),
    Participant("c", "man", age=50.5, pain_duration=12, diagnoses=("Prostatitis",)),
    Participant("d", None, pain_duration=0),
)


def table(*people: Participant, background: frozenset[str] = frozenset({"person_id"})) -> tuple[Participants, ...]:
    return participants(Outcomes("data.csv", (), {}, people, (), background))


def test_there_is_a_column_for_everyone_and_one_for_each_gender_in_alphabetical_order() -> None:
    assert [(each.stratum, each.n) for each in table(*PEOPLE)] == [("all", 4), ("man", 1), ("woman", 2)]


def test_averages_are_of_those_whose_value_is_known_and_say_how_many_they_are() -> None:
    everyone, men, women = table(*PEOPLE)
    assert (everyone.age.n, everyone.age.mean, everyone.age.sd) == (
        3,
        pytest.approx(120.5 / 3),
        pytest.approx(10.251016),
    )
    assert everyone.pain_duration == Average(3, pytest.approx(14.5 / 3), pytest.approx(6.331140))
    assert men.age == Average(1, 50.5, None)
    assert women.age == Average(2, 35, pytest.approx(50**0.5))
    assert women.pain_duration == Average(1, 2.5, None)


def test_a_duration_of_0_years_is_known_and_an_empty_one_is_not_0() -> None:
    (everyone,) = table(Participant("a", pain_duration=0), Participant("b"))
    assert everyone.pain_duration == Average(1, 0, None)
    assert everyone.age == Average(0, None, None)


def test_a_person_with_two_diagnoses_counts_in_both_and_one_without_any_is_counted_apart() -> None:
    everyone, men, women = table(*PEOPLE)
    assert everyone.diagnoses == (("Chronic pelvic pain", 2), ("Endometriosis", 1), ("Prostatitis", 1))
    assert everyone.undiagnosed == 1
    assert (men.diagnoses, men.undiagnosed) == ((("Prostatitis", 1),), 0)
    assert (women.diagnoses, women.undiagnosed) == ((("Chronic pelvic pain", 2), ("Endometriosis", 1)), 0)


def test_the_most_frequent_diagnosis_comes_first_and_equals_are_in_alphabetical_order() -> None:
    (everyone,) = table(*(Participant(str(place), diagnoses=(name,)) for place, name in enumerate("zbaab")))
    assert everyone.diagnoses == (("a", 2), ("b", 2), ("z", 1))


def test_without_a_people_table_there_is_no_participants_table() -> None:
    assert table(*PEOPLE, background=frozenset()) == ()
