"""An appraisal in words and as JSON: every rule explains itself, in lines that fit a terminal."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconnect.analysis.appraisal.appraise import Appraisal, appraise
from reconnect.analysis.appraisal.finding import Rule, Verdict
from reconnect.errors import ContentError
from reconnect.exchange.appraisal.explain import explain
from reconnect.exchange.appraisal.files import read_transcript, shipped_transcript
from reconnect.exchange.appraisal.render import WIDTH, appraisal_json, appraisal_text
from reconnect.model.load import CONTENT, EXAMPLES, parse_transcript

FIELDS = ["id", "rule", "where", "printed", "implied", "verdict", "assumptions", "explanation"]

# One table that breaks nearly every rule.
WRONG = """
id: wrong
citation: invented
participants: [{id: everyone, label: people, n: 18}]
scales: [{id: sum, low: 0, high: 20, step: 1, steps_are: STEPS}]
tables:
  - id: table
    name: Table
    test: paired t
    d: d_z
    stars: [{sign: "*", level: 0.05}, {sign: "**", level: 0.004}]
    rows:
      - id: spread
        label: Spread
        n: 20
        scale: sum
        pre: {mean: 12.45, sd: 0.43}
        later: [{occasion: post, mean: 9.30, sd: 13.91, t: 3.20**, df: 19, p: = .002, low: 1, high: 9, d: 0.18}]
      - id: steps
        label: Steps
        n: 20
        scale: sum
        pre: {mean: 12.47, sd: 4.63, n: 20}
        later: [{occasion: post, mean: 12.45, sd: 4.60, t: 3.20, df: 17}, {occasion: follow_up, mean: 39.30}]
      - id: small
        label: Small
        n: 3
        scale: sum
        pre: {mean: 5.00, sd: 0.50}
        later: [{occasion: post, mean: 5.00, sd: 1.00, p: .5}]
categories:
  - {id: few, where: Table 1, label: kinds, parts: [{label: a, n: 3, percent: 50}, {label: b, n: 3, percent: 17}]}
  - {id: many, where: Table 1, label: kinds, exclusive: true, parts: [{label: a, n: 30}]}
  - {id: parts, where: Table 1, label: kinds, exclusive: true, parts: [{label: a, percent: 30}]}
twice:
  - id: far
    what: age
    first: {where: a, printed: 60, statistic: median}
    second: {where: b, printed: 40, statistic: mean, sd: 3}
  - id: other
    what: age
    first: {where: a, printed: 60, statistic: count}
    second: {where: b, printed: 40, statistic: mean}
alpha: {where: Methods, printed: 0.04, of: 0.05}
"""


def wrong(steps: str = "stated") -> Appraisal:
    return appraise(parse_transcript(WRONG.replace("STEPS", steps), "wrong.yaml"))


def shipped() -> Appraisal:
    return appraise(shipped_transcript("edwards-2019"))


APPRAISALS = [
    pytest.param(wrong(), id="wrong"),
    pytest.param(wrong("assumed"), id="assumed"),
    pytest.param(shipped(), id="shipped"),
]


def test_the_tables_here_break_every_rule() -> None:
    assert {finding.rule for each in (wrong(), shipped()) for finding in each.findings} == set(Rule)


@pytest.mark.parametrize("appraisal", APPRAISALS)
def test_every_finding_says_what_is_printed_what_follows_and_why(appraisal: Appraisal) -> None:
    for finding in appraisal.findings:
        each = explain(finding)
        assert each.printed
        assert each.implied
        assert each.explanation.endswith((".", ")."))
        assert bool(each.assumptions) is (finding.verdict is Verdict.IMPOSSIBLE_IF), finding.id
        for text in (each.printed, each.implied, each.explanation, *each.assumptions):
            assert "  " not in text
            assert " . " not in text
            assert " ;" not in text
            assert "None" not in text
            assert "Fraction" not in text


@pytest.mark.parametrize("appraisal", APPRAISALS)
def test_the_text_fits_a_terminal_and_goes_from_grave_to_mild(appraisal: Appraisal) -> None:
    text = appraisal_text(appraisal)
    assert max(len(line) for line in text.splitlines()) <= WIDTH < 80
    assert not any(line != line.rstrip() for line in text.splitlines())
    assert "\n\n\n" not in text
    headings = [
        line for line, under in zip(text.splitlines(), text.splitlines()[1:], strict=False) if set(under) == {"-"}
    ]
    order = [
        "Impossible",
        'Impossible, if what stands under "if" holds',
        "Unlikely",
        "Unexplained",
        "Notes",
        "Looked at",
    ]
    assert headings == [heading for heading in order if heading in headings]
    assert headings[-1] == "Looked at"


@pytest.mark.parametrize("appraisal", APPRAISALS)
def test_the_json_holds_the_same_findings(appraisal: Appraisal) -> None:
    document = json.loads(appraisal_json(appraisal))
    assert list(document) == ["version", "transcript", "findings", "examined"]
    assert [list(each) for each in document["findings"]] == [FIELDS] * len(appraisal.findings)
    assert [each["id"] for each in document["findings"]] == [finding.id for finding in appraisal.findings]
    assert len({each["id"] for each in document["findings"]}) == len(document["findings"])
    assert {each["verdict"] for each in document["findings"]} <= {verdict.value for verdict in Verdict}
    assert [each["rule"] for each in document["examined"]] == [each.rule.value for each in appraisal.examined]
    assert sum(each["findings"] for each in document["examined"]) == len(appraisal.findings)


def test_the_explanation_of_the_impossible_sd_shows_its_arithmetic() -> None:
    finding = next(each for each in shipped().findings if each.id == "spread:table-4.avoid-sex")
    each = explain(finding)
    for words in (
        "0.90 x √262 / 6.7 = 2.17",
        "correlation of 4.34",
        "no correlation is beyond 1 or −1",
        "at least 0.498",
    ):
        assert words in each.explanation
    assert each.assumptions == (
        "the printed row before treatment is that of the people tested",
        "answers go in steps of 1",
    )


def test_a_paper_without_a_finding_says_so() -> None:
    text = appraisal_text(appraise(parse_transcript("id: paper\ncitation: invented\n", "paper.yaml")))
    assert "Nothing was found." in text
    assert "nothing to look at" in text


def test_an_unknown_paper_is_refused_with_those_there_are() -> None:
    with pytest.raises(ContentError, match="edwards-2019"):
        shipped_transcript("nobody-1900")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("citation: é".encode("latin-1"), "not UTF-8 text", id="another encoding"),
        pytest.param(b"a: " + b"x" * 900_000, "too long", id="too long"),
    ],
)
def test_a_file_that_cannot_be_text_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "paper.yaml"
    path.write_bytes(content)
    with pytest.raises(ContentError, match=message):
        read_transcript(path)


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.yaml"):
        with pytest.raises(ContentError, match="cannot be read"):
            read_transcript(path)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "paper.yaml"
    path.write_bytes(b"\xef\xbb\xbfid: paper\ncitation: invented\n")
    assert read_transcript(path).id == "paper"


EXAMPLE = (CONTENT / EXAMPLES / "appraisal" / "example.yaml").read_text("utf-8")
FIGURES = [each.span() for each in re.finditer(r"(?<=: )-?\d+(\.\d+)?(?=[,}\n*])", EXAMPLE)]
ODD = ["0", "1", "2", "0.00", "-3", ".5", "3", "100", "999999999", ".000000001"]


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from(FIGURES), st.sampled_from(ODD), min_size=1, max_size=4))
def test_whatever_is_read_can_be_appraised_and_told(odd: dict[tuple[int, int], str]) -> None:
    text = EXAMPLE
    for (start, end), figure in sorted(odd.items(), reverse=True):
        text = text[:start] + figure + text[end:]
    try:
        transcript = parse_transcript(text, "paper.yaml")
    except ContentError:
        return
    told = appraisal_text(appraise(transcript))
    assert max(len(line) for line in told.splitlines()) < 80
    assert json.loads(appraisal_json(appraise(transcript)))["findings"] is not None
