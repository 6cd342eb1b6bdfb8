"""Small evaluations by hand, and the report as the words a reader finds on it."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from html import unescape

import pytest

from reconnect.analysis import Evaluation, Outcomes, Participant, Reading, evaluate
from reconnect.analysis.family import Family
from reconnect.exchange.report.render import render_report
from reconnect.model.measure import Better, Measure
from reconnect.model.occasion import Occasion

TOUCH = Measure("touch", "Touch", 0, 10, Better.LOWER)
DAY = date(2026, 1, 31)

Values = Mapping[str, tuple[float | None, ...]]


@pytest.fixture
def evaluated() -> Callable[..., Evaluation]:
    """``evaluated({"person": (pre, post, follow_up)}, ...)``; ``started`` names those with a start date."""

    def make(
        values: Values,
        measure: Measure = TOUCH,
        family: Family | None = None,
        started: tuple[str, ...] | None = None,
        gender: str | None = None,
    ) -> Evaluation:
        occasions = tuple(Occasion)[: max((len(each) for each in values.values()), default=3)]
        people = tuple(
            Participant(name, gender, started_on=DAY if name in (started or ()) else None) for name in values
        )
        readings = tuple(
            Reading(name, measure.id, occasion, value)
            for name, given in values.items()
            for occasion, value in zip(occasions, given, strict=True)
            if value is not None
        )
        background = frozenset() if started is None else frozenset({"person_id", "started"})
        return evaluate(Outcomes("data.csv", (measure,), {measure.id: occasions}, people, readings, background), family)

    return make


@pytest.fixture
def words() -> Callable[..., str]:
    """``words(evaluation, "who")``: the text of the section so named, or of the whole page."""

    def read(evaluation: Evaluation, section: str | None = None, note: str = "") -> str:
        html = render_report(evaluation, (), note).partition("<body>")[2]
        if section:
            (html,) = re.findall(rf'<section[^>]*aria-labelledby="{section}">(.*?)</section>', html, re.DOTALL)
        inline = re.sub(r"</?(?:strong|em|sub|span)\b[^>]*>", "", html)
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", inline)).split())

    return read
