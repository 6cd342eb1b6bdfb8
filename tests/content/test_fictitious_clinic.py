"""The fictitious clinic that ships with ReConnect: made by its generator, readable, and worth looking at."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from reconnect.analysis import Evaluation, evaluate
from reconnect.analysis.comparison import Cell, Comparison
from reconnect.analysis.flow import Flow
from reconnect.analysis.result import Result
from reconnect.exchange.outcomes_files import OutcomesRead, read_outcomes
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.load import CONTENT, shipped_library
from reconnect.model.occasion import Occasion

GENERATOR = Path(__file__).parents[2] / "benchmarks" / "fictitious_clinic.py"
EXAMPLE = CONTENT / "examples" / "fictitious-clinic"
FILES = ("outcomes.csv", "people.csv", "map.toml")
MEASURES = ("msq_anxiety", "embarrassment", "pain_interference", "avoid_touch", "avoid_sex")


def generate(folder: Path, *options: str) -> Path:
    subprocess.run([sys.executable, GENERATOR, "--out", folder, *options], check=True)
    return folder


def read(folder: Path) -> OutcomesRead:
    return read_outcomes(folder / "outcomes.csv", folder / "map.toml", shipped_library().measures)


@pytest.fixture(scope="module")
def shipped() -> OutcomesRead:
    return read(EXAMPLE)


@pytest.fixture(scope="module")
def evaluation(shipped: OutcomesRead) -> Evaluation:
    return evaluate(shipped.outcomes, shipped.family)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """Many people from the same generator, so that chance hardly moves their figures."""
    found = read(generate(tmp_path_factory.mktemp("large"), "--people", "4000", "--seed", "7"))
    return evaluate(found.outcomes, found.family, sensitivity=False)  # which nobody looks at here, and takes 40 s


def flow_of(evaluation: Evaluation, stratum: str) -> Flow:
    return next(flow for flow in evaluation.flow if flow.stratum == stratum)


def result_of(evaluation: Evaluation, cell: Cell) -> Result:
    return next(each for each in evaluation.results if (each.measure.id, each.stratum, each.comparison) == cell)


def scores(evaluation: Evaluation, measure: str, stratum: str = "all") -> dict[str, float]:
    """Scores before treatment, by person."""
    people = {person.id for person in evaluation.outcomes.participants if stratum in person.strata}
    return {
        each.person_id: each.value
        for each in evaluation.outcomes.readings
        if each.measure == measure and each.occasion is Occasion.PRE and each.person_id in people
    }


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def test_the_shipped_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    generate(tmp_path)
    for name in FILES:
        assert (EXAMPLE / name).read_bytes() == (tmp_path / name).read_bytes(), (
            f"{name} differs: run `python benchmarks/fictitious_clinic.py --ship`"
        )
    assert {path.name for path in EXAMPLE.iterdir()} == set(FILES)


def test_the_map_says_first_that_the_people_are_invented() -> None:
    first = (EXAMPLE / "map.toml").read_text("utf-8").splitlines()[0]
    assert first.startswith("# The people of this clinic are invented")


def test_every_column_is_read_and_every_test_is_planned(shipped: OutcomesRead) -> None:
    assert shipped.ignored == ()
    assert tuple(measure.id for measure in shipped.outcomes.measures) == MEASURES
    assert shipped.family.tests == tuple(
        Cell(measure, "all", comparison)
        for measure in MEASURES
        for comparison in (Comparison.PRE_POST, Comparison.PRE_FOLLOW_UP)
    )


def test_identifiers_are_plainly_fictitious(shipped: OutcomesRead) -> None:
    assert all(re.fullmatch(r"F-\d{4}", person.id) for person in shipped.outcomes.participants)


def test_people_are_as_in_the_paper(evaluation: Evaluation) -> None:
    everyone = evaluation.participants[0]
    assert everyone.n == 96
    genders = {flow.stratum: flow.eligible for flow in evaluation.flow}
    assert 68 <= genders["woman"] <= 76
    assert 2 <= genders["non-binary"] <= 4
    assert genders["all"] > genders["woman"] + genders["man"] + genders["non-binary"], "some genders are not known"
    assert 42 <= (everyone.age.mean or 0) <= 46
    assert 8.5 <= (everyone.pain_duration.mean or 0) <= 11
    assert 7 <= (everyone.pain_duration.sd or 0) <= 10
    assert everyone.diagnoses[0][0] == "Chronic pelvic pain"
    assert everyone.undiagnosed > 0
    assert sum(count for _, count in everyone.diagnoses) > everyone.n - everyone.undiagnosed, "some have two"


def test_people_are_lost_on_the_way(evaluation: Evaluation) -> None:
    everyone = flow_of(evaluation, "all")
    assert everyone.post is not None
    assert everyone.follow_up is not None
    assert 3 <= everyone.eligible - everyone.started <= 12
    assert 0.15 <= 1 - everyone.post / everyone.started <= 0.25
    assert 0.40 <= 1 - everyone.follow_up / everyone.started <= 0.50
    assert everyone.unheard > 0
    assert everyone.complete < everyone.follow_up, "some come back who were lost at the end"


def test_the_small_clinic_shows_clear_and_unclear_changes(evaluation: Evaluation) -> None:
    tests = [result_of(evaluation, cell) for cell in evaluation.family.tests]
    assert all(each.effect is not None and 0 < each.effect.d < 0.8 for each in tests)
    clear = [each for each in tests if each.p_bonferroni is not None and each.p_bonferroni < 0.05]
    assert 2 <= len(clear) <= 8


def test_some_single_items_are_blank(shipped: OutcomesRead) -> None:
    occasions = {(each.person_id, each.occasion) for each in shipped.outcomes.readings}
    expected = len(occasions) * len(MEASURES)
    assert 0.94 <= len(shipped.outcomes.readings) / expected <= 0.99


def test_answers_are_dated_in_order(shipped: OutcomesRead) -> None:
    first, last = shipped.outcomes.date_range or (date.min, date.max)
    assert date(2023, 1, 1) <= first < last <= date(2026, 12, 31)
    days: dict[str, dict[Occasion, date | None]] = {}
    for each in shipped.outcomes.readings:
        days.setdefault(each.person_id, {})[each.occasion] = each.answered_on
    for person in shipped.outcomes.participants:
        found = days.get(person.id, {})
        pre, post, follow_up = (found.get(occasion) for occasion in Occasion)
        if person.started_on is None:
            assert not found
            continue
        assert pre is not None
        assert person.ended_on is not None
        assert pre <= person.started_on < person.ended_on
        if post is not None:
            assert 42 <= (post - pre).days <= 60
        if follow_up is not None:
            assert 274 <= (follow_up - (post or person.ended_on)).days <= 365


def test_groups_are_of_about_ten(shipped: OutcomesRead) -> None:
    groups = [person.cohort_id for person in shipped.outcomes.participants if person.cohort_id is not None]
    assert len(groups) == sum(person.started_on is not None for person in shipped.outcomes.participants)
    assert all(7 <= groups.count(group) <= 13 for group in groups)


@pytest.mark.parametrize(
    ("measure", "stratum", "expected"),
    [
        ("msq_anxiety", "woman", 12.5),
        ("msq_anxiety", "man", 10.8),
        ("embarrassment", "all", 5.5),
        ("pain_interference", "all", 7.7),
        ("avoid_touch", "all", 3.0),
        ("avoid_sex", "all", 7.5),
    ],
)
def test_scores_before_treatment_are_the_published_ones(
    large: Evaluation, measure: str, stratum: str, expected: float
) -> None:
    assert mean(list(scores(large, measure, stratum).values())) == pytest.approx(expected, abs=0.6)


@pytest.mark.parametrize("measure", MEASURES)
def test_scores_go_together_as_intended(large: Evaluation, measure: str) -> None:
    correlations = [result_of(large, Cell(measure, "all", each)).spread.r for each in Comparison]
    assert correlations == pytest.approx([0.55, 0.50, 0.65], abs=0.08)


def test_people_with_higher_scores_are_lost_more_often(large: Evaluation) -> None:
    back = {each.person_id for each in large.outcomes.readings if each.occasion is Occasion.FOLLOW_UP}
    before = scores(large, "msq_anxiety")
    came = mean([value for person, value in before.items() if person in back])
    lost = mean([value for person, value in before.items() if person not in back])
    assert lost - came > 1.5


def test_answers_are_about_current_past_and_imagined_relationships(large: Evaluation) -> None:
    bases = [each.answer_basis for each in large.outcomes.readings if each.occasion is Occasion.PRE]
    shares = [
        bases.count(basis) / len(bases) for basis in (AnswerBasis.CURRENT, AnswerBasis.PAST, AnswerBasis.IMAGINED)
    ]
    assert shares == pytest.approx([0.69, 0.20, 0.11], abs=0.03)
