"""Sections of several services, and of minutes beside change: drawn with their tables, and with their cautions."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from reconnect.analysis import Evaluation, Outcomes, Participant, Reading, evaluate
from reconnect.analysis.outcomes import Dose
from reconnect.exchange.report.render import render_report
from reconnect.exchange.report.word import render_document
from reconnect.model.measure import Better, Measure
from reconnect.model.occasion import Occasion

Words = Callable[..., str]
TOUCH = Measure("touch", "Touch", 0, 40, Better.LOWER)


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    """Twelve services with a programme each, and minutes of two techniques."""
    draw = Random(3)  # noqa: S311 no secret
    people, readings, dose = [], [], []
    for number in range(240):
        name, start = str(number), draw.randint(10, 36)
        service = f"service {number % 12}"
        people.append(Participant(name, None, service, f"group of {service}", sessions=draw.randint(3, 8)))
        later = [max(0, start - draw.randint(-2, 8)) for _ in range(draw.randint(0, 2))]
        readings += [
            Reading(name, "touch", occasion, value) for occasion, value in zip(Occasion, [start, *later], strict=False)
        ]
        dose += [Dose(name, technique, draw.randint(10, 200)) for technique in ("talking", "moving")]
    outcomes = Outcomes("data.csv", (TOUCH,), {"touch": tuple(Occasion)}, tuple(people), tuple(readings))
    return evaluate(
        replace(outcomes, dose=tuple(dose)),
        components={"talking": "cognition", "moving": "body"},
        sensitivity=False,
    )


def test_each_service_stands_beside_its_limits_and_none_is_ranked(evaluation: Evaluation, words: Words) -> None:
    text = words(evaluation, "services")
    assert "Heard from again, of those who started: 12 services, 0 with nobody to count left out" in text
    assert "Touch, start to end: 12 services" in text
    table = text.rpartition("Touch, start to end: 12 services")[2]
    assert table.index("service 0") < table.index("service 1 ") < table.index("service 10") < table.index("service 9")
    assert "rank" not in text.replace("this is no ranking", "")


def test_a_funnel_is_drawn_with_a_dot_a_service(evaluation: Evaluation) -> None:
    html = render_report(evaluation, ())
    assert html.count('<circle class="service"') == 12 * 3


def test_minutes_say_that_attending_and_getting_better_cause_each_other(evaluation: Evaluation, words: Words) -> None:
    text = words(evaluation, "minutes")
    assert "Attending and getting better cause each other" in text
    assert "60 minutes: body" in text
    assert "session" in text
    assert "fewer than ten programmes" not in text


def test_the_document_holds_both(evaluation: Evaluation) -> None:
    assert len(render_document(evaluation, ())) > 10_000
