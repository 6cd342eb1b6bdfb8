"""What people said helped: counts of words, and a median where somebody rated."""

from dataclasses import replace

import pytest

from reconnect.analysis.disclosure import shared_form
from reconnect.analysis.evaluate import evaluate
from reconnect.analysis.helpful import HelpfulLine, helpful_lines
from reconnect.analysis.outcomes import Outcomes, Participant, Rating, RatingScale, Reading
from reconnect.exchange.share import share_files
from reconnect.model.measure import Better, Measure
from reconnect.model.occasion import Occasion

MEASURE = Measure("score", "Score", 0, 10, Better.LOWER)
SCALE = RatingScale(0, 4, "Not helpful", "Very helpful", ("talk", "touch"))
POST = Occasion.POST


def outcomes(*ratings: Rating, people: int = 12) -> Outcomes:
    names = [f"p{number}" for number in range(people)]
    readings = [
        Reading(name, "score", occasion, 5 + number % 3 - (occasion is POST))
        for number, name in enumerate(names)
        for occasion in (Occasion.PRE, POST)
    ]
    participants = tuple(Participant(name) for name in names)
    return Outcomes("test", (MEASURE,), {"score": tuple(Occasion)}, participants, tuple(readings), ratings=ratings)


def said(person: int, technique: str, step: int | None, occasion: Occasion = POST) -> Rating:
    return Rating(f"p{person}", technique, occasion, step)


def test_steps_are_counted_and_what_was_not_done_is_no_step() -> None:
    words = (said(0, "talk", 0), said(1, "talk", 3), said(2, "talk", 4), said(3, "talk", None), said(4, "touch", None))
    lines = helpful_lines(replace(outcomes(*words), scale=SCALE))
    assert lines == (
        HelpfulLine("talk", POST, (1, 0, 0, 1, 1), 3.0, not_done=1, missing=8),
        HelpfulLine("touch", POST, (0, 0, 0, 0, 0), None, not_done=1, missing=11),
    )
    assert [line.n for line in lines] == [3, 0]


@pytest.mark.parametrize(("steps", "middle"), [((0,), 0.0), ((0, 4), 2.0), ((3, 4), 3.5), ((4, 4, 0), 4.0)])
def test_the_median_is_of_steps_alone(steps: tuple[int, ...], middle: float) -> None:
    words = [said(number, "talk", step) for number, step in enumerate(steps)]
    words.append(said(9, "talk", None))
    assert helpful_lines(replace(outcomes(*words), scale=SCALE))[0].middle == middle


def test_somebody_who_only_rated_is_there_and_occasions_stand_apart() -> None:
    words = (said(0, "talk", 4), said(0, "talk", 1, Occasion.FOLLOW_UP))
    lines = {(each.technique, each.occasion): each for each in helpful_lines(replace(outcomes(*words), scale=SCALE))}
    assert lines["talk", POST].missing == 11
    assert lines["talk", Occasion.FOLLOW_UP].missing == 0
    assert lines["touch", Occasion.FOLLOW_UP].missing == 1


def test_where_nobody_was_asked_there_is_no_line() -> None:
    assert helpful_lines(outcomes()) == ()
    assert helpful_lines(replace(outcomes(), scale=SCALE)) == ()


def test_nothing_of_it_is_in_what_may_leave() -> None:
    plain = outcomes(people=40)
    rated = replace(plain, ratings=tuple(said(person, "talk", 4) for person in range(40)), scale=SCALE)
    assert evaluate(rated, sensitivity=False).helpful != evaluate(plain, sensitivity=False).helpful
    forms = [share_files(shared_form(evaluate(each, sensitivity=False), "2024")) for each in (plain, rated)]
    assert forms[0] == forms[1]
    assert forms[0]
