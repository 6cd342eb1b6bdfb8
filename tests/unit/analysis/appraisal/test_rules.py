"""Each rule on a table that breaks it, and on one that only just does not."""

from pathlib import Path

import pytest

from reconnect.analysis.appraisal.appraise import RULES, appraise
from reconnect.analysis.appraisal.complement import ComplementFacts
from reconnect.analysis.appraisal.finding import Finding, Rule, Verdict
from reconnect.analysis.appraisal.spread import SpreadFacts
from reconnect.model.load import parse_transcript

from .conftest import Appraise

# Twenty people on a scale from 0 to 20, printed from real scores: nothing is wrong with it.
SOUND = """
participants: [{id: everyone, label: people, n: 25}]
scales: [{id: sum, low: 0, high: 20, step: 1, steps_are: stated}]
tables:
  - id: table
    name: Table
    test: paired t
    stars: [{sign: "*", level: 0.05}, {sign: "**", level: 0.01}]
    rows:
      - id: row
        label: Row
        n: 20
        group: everyone
        scale: sum
        pre: {mean: 12.45, sd: 4.63}
        later: [{occasion: post, mean: 9.30, sd: 3.91, t: 3.20**, df: 19, p: = .005, low: -5.21, high: -1.09, d: 0.68}]
"""


def test_a_sound_table_has_no_finding_but_which_d(found: Appraise) -> None:
    assert list(found(SOUND)) == ["which_d:table"]


@pytest.mark.parametrize(
    ("old", "new", "finding", "verdict"),
    [
        pytest.param("sd: 4.63", "sd: 0.43", "spread:table.row", "impossible", id="an SD too small beside t"),
        pytest.param("        n: 20\n", "", "", "", id="the row's n left out"),
        pytest.param("t: 3.20**", "t: 0.90", "spread:table.row", "impossible", id="a t too small: r below -1"),
        pytest.param("sd: 3.91", "sd: 11.91", "spread:table.row", "impossible", id="an SD too large for the scale"),
        pytest.param("mean: 9.30", "mean: 29.30", "scale:table.row.post", "impossible", id="a mean off the scale"),
        pytest.param("mean: 12.45", "mean: 12.47", "grim:table.row.pre", "impossible", id="a mean of no total"),
        pytest.param("stated", "assumed", "", "", id="steps assumed, nothing wrong"),
        pytest.param("sd: 4.63", "sd: 4.69", "grimmer:table.row.pre", "impossible", id="an SD of no squares"),
        pytest.param(
            "df: 19", "df: 29", "degrees_of_freedom:table.row.post", "impossible", id="more people than took part"
        ),
        pytest.param(
            "df: 19", "df: 20", "degrees_of_freedom:table.row.post", "impossible", id="more people than the row"
        ),
        pytest.param("df: 19", "df: 17", "degrees_of_freedom:table.row.post", "unexplained", id="fewer people"),
        pytest.param(
            "n: 25", "n: 19", "degrees_of_freedom:table.row.n", "impossible", id="a row of more than took part"
        ),
        pytest.param(
            "p: = .005", "p: = .026", "p_value:table.row.post.p", "impossible_if", id="a p that t does not give"
        ),
        pytest.param("p: = .005", "p: = .002", "p_value:table.row.post.p", "impossible_if", id="a one-sided p"),
        pytest.param("p: = .005", "p: < .001", "p_value:table.row.post.p", "impossible", id="a p too small"),
        pytest.param("p: = .005", "p: '> .05'", "p_value:table.row.post.p", "impossible_if", id="a p too large"),
        pytest.param("p: = .005", "p: <= .01", "", "", id="a p at most"),
        pytest.param(
            '"**", level: 0.01', '"**", level: 0.001', "p_value:table.row.post.star", "impossible", id="a star too many"
        ),
        pytest.param(
            '"**", level: 0.01',
            '"**", level: 0.004',
            "p_value:table.row.post.star",
            "impossible_if",
            id="a star for half of p",
        ),
        pytest.param("low: -5.21", "low: -5.29", "confidence_interval:table.row.post", "impossible_if", id="too wide"),
        pytest.param("low: -5.21", "low: -1.01", "confidence_interval:table.row.post", "impossible", id="ends turned"),
        pytest.param("low: -5.21, high: -1.09", "low: 1.09, high: 5.21", "", "", id="an interval with the other sign"),
        pytest.param("3.20**", "3.20*", "p_value:table.row.post.star", "note", id="a star too few"),
        pytest.param("3.20**", "3.20", "p_value:table.row.post.star", "note", id="no star"),
    ],
)
def test_a_changed_figure_is_found(found: Appraise, old: str, new: str, finding: str, verdict: str) -> None:
    assert old in SOUND
    findings = {
        name: each.verdict for name, each in found(SOUND.replace(old, new, 1)).items() if name != "which_d:table"
    }
    if finding:
        assert findings[finding] == verdict
    else:
        assert findings == {}


@pytest.mark.parametrize(
    ("named", "verdicts"),
    [
        ("d_pre", []),
        ("d_post", [Verdict.IMPOSSIBLE_IF]),
        ("d_z", [Verdict.IMPOSSIBLE_IF]),
        ("not stated", [Verdict.NOTE]),
    ],
)
def test_a_named_d_is_held_to_its_formula(found: Appraise, named: str, verdicts: list[Verdict]) -> None:
    findings = found(SOUND.replace("test: paired t", f"test: paired t\n    d: {named}"))
    assert [each.verdict for each in findings.values()] == verdicts


def test_a_d_that_no_formula_gives_is_unexplained(found: Appraise) -> None:
    assert found(SOUND.replace("d: 0.68", "d: 6.80"))["which_d:table"].verdict is Verdict.UNEXPLAINED


def test_with_steps_only_assumed_what_follows_from_them_is_conditional(found: Appraise) -> None:
    text = SOUND.replace("stated", "assumed")
    assert found(text.replace("12.45", "12.47"))["grim:table.row.pre"].verdict is Verdict.IMPOSSIBLE_IF
    assert found(text.replace("4.63", "4.69"))["grimmer:table.row.pre"].verdict is Verdict.IMPOSSIBLE_IF


def test_without_an_n_for_the_row_an_implied_correlation_is_conditional(found: Appraise) -> None:
    finding = found(SOUND.replace("        n: 20\n", "").replace("t: 3.20**", "t: 60.00**"))["spread:table.row"]
    assert finding.verdict is Verdict.IMPOSSIBLE_IF
    assert isinstance(finding.facts, SpreadFacts)
    assert not finding.facts.same_people


def test_a_test_that_is_not_a_paired_t_implies_no_correlation(found: Appraise) -> None:
    text = SOUND.replace("paired t", "other").replace("t: 3.20**", "t: 60.00**")
    assert "spread:table.row" not in found(text)
    assert "p_value:table.row.post.p" in found(text)
    assert "p_value:table.row.post.p" not in found(text.replace(", df: 19", ""))


LISTS = """
participants: [{id: women, label: women, n: 50}, {id: men, label: men, n: 50}]
categories:
  - {id: kinds, where: Table 1, label: kinds, exclusive: EXCLUSIVE, parts: [{label: a, n: A}, {label: b, n: 40}]}
"""


@pytest.mark.parametrize(
    ("exclusive", "count", "verdicts"),
    [
        ("true", 60, []),
        ("true", 59, [Verdict.UNEXPLAINED]),
        ("true", 61, [Verdict.IMPOSSIBLE]),
        ("false", 61, []),
        ("false", 59, [Verdict.UNEXPLAINED]),
    ],
)
def test_categories_are_added_up(found: Appraise, exclusive: str, count: int, verdicts: list[Verdict]) -> None:
    text = LISTS.replace("EXCLUSIVE", exclusive).replace("n: A", f"n: {count}")
    assert [each.verdict for each in found(text).values()] == verdicts


@pytest.mark.parametrize(
    ("percents", "verdicts"),
    [
        ((33, 33, 33), []),
        ((33.3, 33.3, 33.3), []),
        ((33.3, 33.3, 33.0), [Verdict.UNEXPLAINED]),
        ((50, 40, 20), [Verdict.IMPOSSIBLE]),
    ],
)
def test_percentages_are_added_up_within_their_rounding(
    found: Appraise, percents: tuple[float, ...], verdicts: list[Verdict]
) -> None:
    parts = ", ".join(f"{{label: a, percent: {percent}}}" for percent in percents)
    text = f"categories: [{{id: kinds, where: Table 1, label: kinds, exclusive: true, parts: [{parts}]}}]"
    assert [each.verdict for each in found(text).values()] == verdicts


def test_a_percentage_is_held_to_its_count(found: Appraise) -> None:
    text = "categories: [{id: kinds, where: Table 1, label: kinds, total: 60, parts: [{label: a, n: 25, percent: %s}]}]"
    assert "categories:kinds.percent" not in found(text % "41.7")
    assert found(text % "41.8")["categories:kinds.percent"].verdict is Verdict.IMPOSSIBLE_IF


SHARE = """
participants: [{id: women, label: women, n: 100}]
shares:
  - id: stayed
    where: Results
    says: stayed
    counted_are: those in table 2 stayed
    parts: [{group: women, percent: PERCENT, counted: COUNTED, counted_in: table 2}]
"""


@pytest.mark.parametrize(
    ("percent", "counted", "verdicts"),
    [
        pytest.param(60, 60, [], id="the percentage of those counted"),
        pytest.param(70, 60, [], id="more stayed than were counted"),
        pytest.param(60, 40, [Verdict.UNLIKELY], id="the percentage of the rest, and enough people"),
        pytest.param(40, 60, [Verdict.IMPOSSIBLE_IF], id="the percentage of the rest, and too few people"),
        pytest.param(50, 60, [Verdict.IMPOSSIBLE_IF], id="too few people"),
        pytest.param(50, 50, [], id="half is its own rest"),
    ],
)
def test_a_share_is_held_to_the_people_counted(
    found: Appraise, percent: int, counted: int, verdicts: list[Verdict]
) -> None:
    text = SHARE.replace("PERCENT", str(percent)).replace("COUNTED", str(counted))
    findings = list(found(text).values())
    assert [each.verdict for each in findings] == verdicts
    for each in findings:
        assert isinstance(each.facts, ComplementFacts)
        assert each.facts.parts[0].of_the_rest is (percent + counted == 100)


TWICE = """
twice:
  - id: age
    what: age
    first: {where: a, printed: FIRST, statistic: STATISTIC}
    second: {where: b, printed: 44.33, statistic: mean, sd: 2}
"""


@pytest.mark.parametrize(
    ("first", "statistic", "verdicts"),
    [
        ("44", "mean", []),
        ("44.3", "mean", []),
        ("45", "mean", [Verdict.UNEXPLAINED]),
        ("45", "median", [Verdict.NOTE]),
        ("48", "median", [Verdict.IMPOSSIBLE]),
        ("45", "count", [Verdict.NOTE]),
    ],
)
def test_figures_told_twice_are_compared(found: Appraise, first: str, statistic: str, verdicts: list[Verdict]) -> None:
    text = TWICE.replace("FIRST", first).replace("STATISTIC", statistic)
    assert [each.verdict for each in found(text).values()] == verdicts


@pytest.mark.parametrize(
    ("printed", "method", "verdicts"),
    [
        pytest.param("0.05", "Bonferroni", [], id="one test"),
        pytest.param("0.025", "Bonferroni", [Verdict.NOTE], id="two tests, one printed"),
        pytest.param("0.04", "Bonferroni", [Verdict.UNEXPLAINED], id="no number of tests"),
        pytest.param("0.0253", "Šidák", [Verdict.NOTE], id="two tests by another method"),
        pytest.param("0.0253", "Bonferroni", [Verdict.UNEXPLAINED], id="not by Bonferroni"),
        pytest.param("0.0253", "not stated", [Verdict.NOTE], id="either way"),
    ],
)
def test_a_lowered_threshold_is_that_of_some_number_of_tests(
    found: Appraise, printed: str, method: str, verdicts: list[Verdict]
) -> None:
    text = SOUND.replace('    stars: [{sign: "*", level: 0.05}, {sign: "**", level: 0.01}]\n', "").replace(
        "3.20**", "3.20"
    )
    findings = found(f"{text}\nalpha: {{where: Methods, printed: {printed}, of: 0.05, method: {method}}}\n")
    assert [each.verdict for name, each in findings.items() if name.startswith("alpha")] == verdicts


CLAIM = """
tables:
  - id: table
    name: Table
    rows:
      - {id: row, label: Row, n: 30, pre: {mean: 10.0, sd: 4.0}, later: [{occasion: post, mean: MEAN, sd: 4.0 TEST}]}
significance: [{id: claim, where: Abstract, says: it fell, table: table, rows: [row]}]
"""


@pytest.mark.parametrize(
    ("mean", "test", "verdicts"),
    [
        pytest.param("8.5", "", [Verdict.UNEXPLAINED], id="no test"),
        pytest.param("8.5", ", p: .03", [], id="a p"),
        pytest.param("8.5", ", t: 2.3", [], id="a t"),
        pytest.param("1.0", "", [Verdict.NOTE], id="so large that any correlation passes"),
        pytest.param("10.0", "", [Verdict.UNEXPLAINED], id="no change but for rounding"),
    ],
)
def test_a_claim_needs_a_test(found: Appraise, mean: str, test: str, verdicts: list[Verdict]) -> None:
    findings = found(CLAIM.replace("MEAN", mean).replace(" TEST", test))
    assert [each.verdict for each in findings.values()] == verdicts


@pytest.mark.parametrize("paper", ["pain-medicine-2021", "takahashi-2019"])
def test_published_tables_without_a_fault_have_nothing_above_a_note(papers: Path, paper: str) -> None:
    path = papers / f"{paper}.yaml"
    appraisal = appraise(parse_transcript(path.read_text("utf-8"), path.name))
    assert {finding.verdict for finding in appraisal.findings} <= {Verdict.NOTE}
    assert sum(each.tried for each in appraisal.examined) > 50


def test_a_published_table_with_slips_has_them_found_and_no_others(papers: Path) -> None:
    path = papers / "bmc-pediatrics-2024.yaml"
    findings = appraise(parse_transcript(path.read_text("utf-8"), path.name)).findings
    assert {finding.id: finding.verdict for finding in findings} == {
        "confidence_interval:table-3.total.post": Verdict.IMPOSSIBLE_IF,
        "confidence_interval:table-3.trainees.post": Verdict.IMPOSSIBLE_IF,
        "confidence_interval:table-3.months-36-60.post": Verdict.IMPOSSIBLE_IF,
        "confidence_interval:table-3.critical.post": Verdict.IMPOSSIBLE,
    }


def test_every_rule_says_what_it_looked_at() -> None:
    examined = appraise(parse_transcript("id: paper\ncitation: invented\n", "paper.yaml")).examined
    assert {each.rule for each in examined} == set(Rule)
    assert len(examined) == len(RULES)
    assert all((each.tried, each.findings) == (0, ()) for each in examined)


def test_findings_come_gravest_first(found: Appraise) -> None:
    text = SOUND.replace("3.91", "13.91").replace("df: 19", "df: 17")
    verdicts: list[Finding] = list(found(text).values())
    order = list(Verdict)
    assert [order.index(each.verdict) for each in verdicts] == sorted(order.index(each.verdict) for each in verdicts)
    assert len({each.verdict for each in verdicts}) == 4
