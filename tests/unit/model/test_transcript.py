"""A transcript's fields: forms, references and ends, every problem at once with its path."""

import pytest

from reconnect.errors import ContentError
from reconnect.model.load import parse_transcript

SOUND = """
id: paper
citation: invented
participants: [{id: women, label: women, n: 20}]
scales: [{id: sum, low: 0, high: 20, step: 1}]
tables:
  - id: table
    name: Table
    test: paired t
    stars: [{sign: "*", level: 0.05}]
    rows:
      - id: row
        label: Row
        n: 20
        group: women
        scale: sum
        pre: {mean: 12.45, sd: 4.63}
        later: [{occasion: post, mean: 9.30, sd: 3.91, t: 3.20*, df: 19, p: .005, d: 0.68}]
categories: [{id: kinds, where: Table 1, label: kinds, total: 20, parts: [{label: a, n: 20, percent: 100}]}]
twice:
  - id: age
    what: age
    first: {where: a, printed: 4, statistic: mean}
    second: {where: b, printed: 4, statistic: mean, sd: 1}
shares:
  - id: stay
    where: a
    says: stayed
    counted_are: all
    parts: [{group: women, percent: 50, counted: 9, counted_in: b}]
alpha: {where: Methods, printed: 0.025, of: 0.05}
significance: [{id: claim, where: a, says: it fell, table: table, rows: [row]}]
labels: [{id: name, where: a, printed: b, measured: c, table: table}]
"""


def problems(text: str) -> list[tuple[str, str]]:
    with pytest.raises(ContentError) as caught:
        parse_transcript(text, "paper.yaml")
    assert {problem.file for problem in caught.value.problems} == {"paper.yaml"}
    return [(problem.field or "", problem.message) for problem in caught.value.problems]


def test_a_sound_transcript_keeps_its_digits() -> None:
    transcript = parse_transcript(SOUND, "paper.yaml")
    (row,) = transcript.tables[0].rows
    assert (row.pre.mean, row.later[0].mean, row.later[0].t, row.later[0].p) == ("12.45", "9.30", "3.20*", ".005")
    assert transcript.people == 20


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        pytest.param(
            "mean: 12.45", "mean: '12,45'", "tables[1].rows[1].pre.mean", "write the number as printed", id="comma"
        ),
        pytest.param("mean: 12.45", "mean: 1e3", "tables[1].rows[1].pre.mean", "write the number", id="an exponent"),
        pytest.param("mean: 12.45", "mean: nan", "tables[1].rows[1].pre.mean", "write the number", id="not a number"),
        pytest.param(
            "mean: 12.45", "mean: 1234567890", "tables[1].rows[1].pre.mean", "write the number", id="too long"
        ),
        pytest.param("mean: 12.45", "mean:", "tables[1].rows[1].pre.mean", "leave the field out", id="nothing"),
        pytest.param("mean: 12.45", "mean: [1]", "tables[1].rows[1].pre.mean", "valid string", id="a list"),
        pytest.param("df: 19", "df: 19.5", "tables[1].rows[1].later[1].df", "whole number", id="half a person"),
        pytest.param("t: 3.20*", "t: 3.20a", "tables[1].rows[1].later[1].t", "with its stars", id="a letter"),
        pytest.param("p: .005", "p: ns", "tables[1].rows[1].later[1].p", "write p as printed", id="p in words"),
        pytest.param(
            "occasion: post", "occasion: later", "tables[1].rows[1].later[1].occasion", "'follow_up'", id="occasion"
        ),
        pytest.param(
            "occasion: post", "occasion: pre", "tables[1].rows[1].later[1].occasion", "post or follow_up", id="pre"
        ),
        pytest.param("id: row\n", "id: The Row\n", "tables[1].rows[1].id", "lower-case words", id="an id"),
        pytest.param("citation: invented\n", "", "citation", "this field is missing", id="missing"),
        pytest.param("alpha:", "alfa:", "alfa", "no such field; there are: id, citation, version", id="misspelt"),
        pytest.param("scale: sum", "scale: total", "tables[1].rows[1].scale", "no scale has this id", id="no scale"),
        pytest.param("group: women\n", "group: men\n", "tables[1].rows[1].group", "no group", id="no group"),
        pytest.param("high: 20", "high: 0", "scales[1].high", "above low", id="ends the wrong way round"),
        pytest.param("step: 1", "step: 0", "scales[1].step", "above 0", id="no step"),
        pytest.param("sd: 4.63", "sd: -4.63", "tables[1].rows[1].pre.sd", "below 0", id="an SD below 0"),
        pytest.param("        n: 20\n", "        n: 0\n", "tables[1].rows[1].n", "above 0", id="nobody"),
        pytest.param('sign: "*"', "sign: a", "tables[1].stars[1].sign", "stars in quotes", id="no star"),
        pytest.param("level: 0.05", "level: 5", "tables[1].stars[1].level", "between 0 and 1", id="a level"),
        pytest.param("rows: [row]", "rows: [row, other]", "significance[1].rows", "name rows of table", id="no row"),
        pytest.param(
            "measured: c, table: table", "measured: c, table: x", "labels[1].table", "no table", id="no table"
        ),
        pytest.param("percent: 50", "percent: 150", "shares[1].parts[1].percent", "from 0 to 100", id="percent"),
        pytest.param(
            "counted_are: all", "counted_are: all\n    reached: post", "shares[1].reached_means", "together", id="half"
        ),
        pytest.param(
            "n: 20, percent: 100", "", "categories[1].parts[1]", "give n, percent or both", id="a bare category"
        ),
        pytest.param(
            "later: [{", "later: []\n        more: [{", "tables[1].rows[1].more", "no such field here", id="more"
        ),
    ],
)
def test_a_broken_field_is_named_with_its_path_and_what_to_do(old: str, new: str, field: str, message: str) -> None:
    assert old in SOUND
    found = problems(SOUND.replace(old, new, 1))
    assert any(where == field and message in what for where, what in found), found


def test_every_problem_comes_at_once() -> None:
    text = SOUND.replace("mean: 12.45", "mean: about 12").replace("df: 19", "df: many").replace("n: 20}]", "n: few}]")
    assert [field for field, _ in problems(text)] == [
        "participants[1].n",
        "tables[1].rows[1].pre.mean",
        "tables[1].rows[1].later[1].df",
    ]
    text = SOUND.replace("scale: sum", "scale: x").replace("high: 20", "high: 0").replace("rows: [row]", "rows: [x]")
    assert [field for field, _ in problems(text)] == [
        "scales[1].high",
        "tables[1].rows[1].scale",
        "significance[1].rows",
    ]


def test_two_of_one_id_are_refused() -> None:
    text = SOUND.replace("n: 20}]\nscales", "n: 20}, {id: women, label: women, n: 3}]\nscales")
    assert problems(text) == [("participants", "2 of them have the id women")]


def test_messages_never_hold_the_value() -> None:
    assert not any("54321x" in message for _, message in problems(SOUND.replace("mean: 12.45", "mean: 54321x")))
