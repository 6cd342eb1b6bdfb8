"""260 people of 13 services who do not exist: funnels and slopes agree with R's. funnel.R and ingredients.R say how."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from reconnect.analysis.funnel import Funnel, change_funnel, completion_funnel
from reconnect.analysis.ingredients import Attender, Ingredients, Warned, ingredients
from reconnect.analysis.moments import pair_moments

HERE = Path(__file__).parent
COMPONENTS = ("myths", "senses", "action")
Lines = list[dict[str, str]]


def read(name: str) -> Lines:
    return list(csv.DictReader((HERE / name).read_text("utf-8").splitlines()))


@pytest.fixture(scope="module")
def people() -> Lines:
    return read("network.csv")


def assert_funnel(found: object, kind: str) -> None:
    assert isinstance(found, Funnel)
    golden = [line for line in read("funnel.csv") if line["funnel"] == kind]
    assert [(point.service_id, point.n) for point in found.points] == [
        (line["service"], int(line["n"])) for line in golden
    ]
    least, most = (0.0, 1.0) if kind == "completion" else (float("-inf"), float("inf"))
    for point, line in zip(found.points, golden, strict=True):
        assert point.value == pytest.approx(float(line["value"]), rel=1e-9)
        for limit in ("low_998", "low_95", "high_95", "high_998"):
            expected = min(max(float(line[limit]), least), most)
            assert getattr(point.limits, limit) == pytest.approx(expected, rel=1e-9)
    expected = [float(golden[0][name]) for name in ("centre", "sd", "tau2")]
    assert [found.centre, found.sd, found.tau2] == pytest.approx(expected, rel=1e-9)
    assert found.tau2 > 0


def test_the_funnel_of_change_is_that_of_r_and_metafor(people: Lines) -> None:
    services: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for line in people:
        services[line["service"]].append((int(line["pre"]), int(line["post"])))
    assert_funnel(change_funnel({name: pair_moments(pairs) for name, pairs in services.items()}), "change")


def test_the_funnel_of_completion_is_that_of_r_and_metafor(people: Lines) -> None:
    started = Counter(line["service"] for line in people)
    completed = Counter(line["service"] for line in people if int(line["sessions"]) >= 5)
    assert_funnel(completion_funnel({name: (completed[name], n) for name, n in started.items()}), "completion")


def test_slopes_their_errors_and_degrees_of_freedom_are_those_of_the_sandwich_written_out_in_r(people: Lines) -> None:
    attenders = [
        Attender(
            line["programme"],
            float(line["pre"]),
            float(line["post"]),
            tuple(float(line[name]) for name in COMPONENTS),
            float(line["sessions"]),
        )
        for line in people
    ]
    found, golden = ingredients(attenders, COMPONENTS), read("ingredients.csv")
    assert isinstance(found, Ingredients)
    assert (found.n, found.programmes, found.left_out) == (int(golden[0]["n"]), int(golden[0]["programmes"]), 1)
    assert found.warned == {Warned.BOTH_WAYS}
    for slope, line in zip((*found.per_hour, found.per_session), golden, strict=True):
        assert slope.name == line["name"]
        figures = (slope.estimate, slope.error, slope.df, slope.low, slope.high)
        expected = [float(line[name]) for name in ("estimate", "error", "df", "low", "high")]
        assert list(figures) == pytest.approx(expected, rel=1e-9)
