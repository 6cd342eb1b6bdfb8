"""The one page: everyone who started first, complete pairs beside, and what the missing could do."""

from collections.abc import Callable
from random import Random

import pytest

from reconnect.analysis import Evaluation, Outcomes, Participant, Reading, evaluate
from reconnect.analysis.comparison import Comparison
from reconnect.analysis.reliability import Reliability, ReliabilityKind
from reconnect.analysis.reliably import KnownReliability
from reconnect.exchange.report.wording import fixed, signed
from reconnect.model.measure import Better, Measure
from reconnect.model.occasion import Occasion

Words = Callable[..., str]

TOUCH = Measure("touch", "Touch", 0, 40, Better.LOWER)
KNOWN = {"touch": KnownReliability(Reliability(0.8, ReliabilityKind.TEST_RETEST, "a paper"), 5)}


def clinic(programmes: int = 12, size: int = 10, loss: float = 0.3) -> Outcomes:
    """Invented people in ``programmes``, who lose 4 points on average; a share ``loss`` never answers again."""
    draw = Random(7)  # noqa: S311 no secret
    people, readings = [], []
    for number in range(programmes * size):
        name, start = str(number), draw.randint(18, 36)
        people.append(Participant(name, None, f"service {number % 2}", f"group {number // size}"))
        later = [min(40, max(0, start - draw.randint(0, 8))) for _ in range(2)]
        values = [start, *(later if draw.random() > loss else [None, None])]
        readings += [
            Reading(name, "touch", occasion, value)
            for occasion, value in zip(Occasion, values, strict=True)
            if value is not None
        ]
    return Outcomes("data.csv", (TOUCH,), {"touch": tuple(Occasion)}, tuple(people), tuple(readings))


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate(clinic(), reliabilities=KNOWN, sensitivity=False)


def test_the_estimate_of_everyone_who_started_leads_with_its_interval_over_programmes(
    evaluation: Evaluation, words: Words
) -> None:
    (touch,) = evaluation.everyone
    estimate = touch.estimate(Comparison.PRE_POST)
    assert estimate is not None
    assert estimate.by_programme is not None
    found = estimate.by_programme.interval
    assert found is not None
    told = f"{signed(found.low)} to {signed(found.high)}, over programmes"
    assert f"fell by {fixed(abs(found.estimate))} points ({told}): better" in words(evaluation, "changed")


def test_below_ten_programmes_the_interval_over_people_leads(words: Words) -> None:
    evaluation = evaluate(clinic(9), sensitivity=False)
    estimate = evaluation.everyone[0].estimates[0]
    assert estimate.modelled.figures is not None
    low = signed(estimate.modelled.figures.low)
    text = words(evaluation, "changed")
    assert f"({low} to " in text
    assert "over programmes" not in text.partition("The same in figures")[0]


def test_complete_pairs_stand_beside_everyone_who_started(evaluation: Evaluation, words: Words) -> None:
    text = words(evaluation, "changed")
    pairs = evaluation.results[0].spread
    assert f"End {pairs.n} people" in text
    assert f"answered both times {pairs.n} {fixed(pairs.mean_earlier)} {signed(pairs.change)}" in text


def test_of_100_who_started_so_many_were_not_heard_from(evaluation: Evaluation, words: Words) -> None:
    flow = evaluation.flow[0]
    number = round(100 * flow.unheard / flow.started)
    text = words(evaluation, "who")
    assert f"Of 100 who started, {number} were not heard from again; at follow-up {number} were not." in text


def test_the_tipping_point_is_said_in_points(evaluation: Evaluation, words: Words) -> None:
    post, follow_up = (each.tipping.point for each in evaluation.everyone[0].estimates)
    assert (
        f"If those not heard from were {fixed(post)} points worse at the end, or {fixed(follow_up)} points worse at "
        "follow-up, we could not say it changed."
    ) in words(evaluation, "changed")


def test_without_anybody_missing_nothing_has_to_be_assumed(words: Words) -> None:
    text = words(evaluate(clinic(2, loss=-1), sensitivity=False), "changed")
    assert "Everyone who started is heard from at the end: no answer has to be assumed." in text
    assert "If those not heard from" not in text


def test_reliably_worse_comes_first_and_only_where_a_reliability_is_known(evaluation: Evaluation, words: Words) -> None:
    figures = evaluation.reliable[0].figures
    assert figures is not None
    assert hasattr(figures, "worse")
    text = words(evaluation, "changed")
    assert f"Start to end, of {figures.started}: {figures.worse} reliably worse, {figures.unchanged} unchanged" in text
    assert f"{figures.unknown} not known." in text
    table = words(evaluation, "reliable")
    assert "Jacobson–Truax" in table
    assert "Hageman–Arrindell" in table
    assert "0.80, test-retest: a paper" in table
    without = evaluate(clinic(2), sensitivity=False)
    assert "reliably" not in words(without, "changed")
    assert "Not counted: no reliability is known" in words(without, "reliable")


def test_a_quick_evaluation_says_what_it_left_out(evaluation: Evaluation, words: Words) -> None:
    assert "Imputation and weighting were left out of this quick evaluation." in words(evaluation, "sensitivity")
    whole = words(evaluate(clinic(2)), "sensitivity")
    assert "left out of this quick" not in whole
    assert "seed 2019" in whole


def test_fewer_than_ten_services_have_no_funnel(evaluation: Evaluation, words: Words) -> None:
    text = words(evaluation, "services")
    assert "Not given: there are fewer than ten services with people to count (2)." in text
    assert "this is no ranking" in text


def test_every_question_of_a_hostile_reader_has_its_line(evaluation: Evaluation, words: Words) -> None:
    text = words(evaluation, "unknown")
    for line in (
        "Why anything changed.",
        "How much would have eased anyway.",
        "How those who left are doing.",
        "Whether anyone was harmed.",
        "How alike people in one group are.",
        "Whether another formula would look better.",
        "Whether luck picked the winner.",
    ):
        assert line in text
    assert text.endswith("People changed; this cannot show why.")


def test_nothing_claims_a_cause(evaluation: Evaluation, words: Words) -> None:
    text = words(evaluation).lower()
    for claim in ("caused", "effective", "recovered", "the intervention"):
        assert claim not in text
