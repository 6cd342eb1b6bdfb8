"""Minutes against the later score: found where they vary within programmes, refused where only between them."""

import random
from dataclasses import replace

import pytest

from reconnect.analysis.ingredients import Attender, Ingredients, Warned, ingredients
from reconnect.analysis.refusal import Reason, Refusal

PARTS = ("myths", "senses")


def people(programmes: int = 12, each: int = 8, *, noise: float = 0.0) -> list[Attender]:
    """later = programme + .5 earlier - .1 myths minutes + .05 senses minutes - .3 sessions."""
    chance = random.Random(7)  # noqa: S311 invented scores, no secret
    found = []
    for programme in range(programmes):
        for _ in range(each):
            earlier, sessions = chance.randint(0, 20), chance.randint(2, 7)
            myths, senses = chance.uniform(20, 90), chance.uniform(20, 90)
            later = programme + 0.5 * earlier - 0.1 * myths + 0.05 * senses - 0.3 * sessions + chance.gauss(0, noise)
            found.append(Attender(f"p{programme}", earlier, later, (myths, senses), sessions))
    return found


def test_slopes_are_per_hour_and_per_session_whatever_the_level_of_a_programme() -> None:
    found = ingredients(people(), PARTS)
    assert isinstance(found, Ingredients)
    assert [(slope.name, round(slope.estimate, 9)) for slope in found.per_hour] == [("myths", -6.0), ("senses", 3.0)]
    assert found.per_session.estimate == pytest.approx(-0.3, abs=1e-9)


def test_that_attending_and_getting_better_cause_each_other_is_always_said() -> None:
    many, few = ingredients(people(12), PARTS), ingredients(people(9), PARTS)
    assert isinstance(many, Ingredients)
    assert isinstance(few, Ingredients)
    assert many.warned == {Warned.BOTH_WAYS}
    assert few.warned == {Warned.BOTH_WAYS, Warned.FEW_PROGRAMMES}


def test_an_interval_holds_its_estimate_and_has_fewer_degrees_of_freedom_than_programmes() -> None:
    found = ingredients(people(noise=2.0), PARTS)
    assert isinstance(found, Ingredients)
    for slope in (*found.per_hour, found.per_session):
        assert slope.low < slope.estimate < slope.high
        assert slope.error > 0
        assert 1 < slope.df < 12


def test_minutes_that_vary_only_between_programmes_are_refused() -> None:
    planned = [replace(each, minutes=(each.minutes[0], 60.0 + int((each.programme or "")[1:]))) for each in people()]
    assert ingredients(planned, PARTS) == Refusal(Reason.BETWEEN_PROGRAMMES_ONLY, 96)


def test_minutes_that_vary_within_one_programme_only_are_refused() -> None:
    lone = [each if each.programme == "p0" else replace(each, minutes=(each.minutes[0], 60.0)) for each in people()]
    assert ingredients(lone, PARTS) == Refusal(Reason.ONE_PROGRAMME, 96)
    two = [
        each if each.programme in {"p0", "p1"} else replace(each, minutes=(each.minutes[0], 60.0))
        for each in people(noise=1.0)
    ]
    found = ingredients(two, PARTS)
    assert isinstance(found, Ingredients)
    assert found.per_hour[1].df < 3 < found.per_hour[0].df


def test_minutes_that_go_up_and_down_together_are_refused() -> None:
    together = [replace(each, minutes=(each.minutes[0], 2 * each.minutes[0])) for each in people()]
    assert ingredients(together, PARTS) == Refusal(Reason.INSEPARABLE, 96)


def test_sessions_that_everybody_attended_are_refused() -> None:
    assert ingredients([replace(each, sessions=7) for each in people()], PARTS) == Refusal(Reason.INSEPARABLE, 96)


def test_people_without_a_known_programme_or_alone_in_theirs_are_left_out_and_told() -> None:
    others = [Attender(None, 5, 5, (30.0, 30.0), 5), Attender("alone", 5, 5, (30.0, 30.0), 5)]
    found, without = ingredients(people(noise=1.0) + others, PARTS), ingredients(people(noise=1.0), PARTS)
    assert isinstance(found, Ingredients)
    assert isinstance(without, Ingredients)
    assert (found.n, found.programmes, found.left_out) == (96, 12, 2)
    assert replace(found, left_out=0) == without


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        ([], Reason.FEW_PROGRAMMES),
        (people(1), Reason.FEW_PROGRAMMES),
        ([replace(each, programme=None) for each in people()], Reason.FEW_PROGRAMMES),
        (people(2, 3), Reason.FEW_PEOPLE),
    ],
)
def test_too_few_programmes_or_people_are_refused(held: list[Attender], reason: Reason) -> None:
    found = ingredients(held, PARTS)
    assert isinstance(found, Refusal)
    assert found.reason is reason
