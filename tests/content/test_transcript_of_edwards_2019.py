"""The figures of the 2019 paper typed out for appraisal, and the eleven findings: these and no other."""

import re
from collections.abc import Iterator

import pytest

from reconnect.analysis.appraisal.alpha import FamilyFacts
from reconnect.analysis.appraisal.appraise import appraise
from reconnect.analysis.appraisal.categories import CategoriesFacts
from reconnect.analysis.appraisal.claim import ClaimFacts, Needed
from reconnect.analysis.appraisal.complement import ComplementFacts
from reconnect.analysis.appraisal.completers import CompletersFacts
from reconnect.analysis.appraisal.finding import Finding, Verdict
from reconnect.analysis.appraisal.interval import Interval
from reconnect.analysis.appraisal.samples import SamplesFacts
from reconnect.analysis.appraisal.spread import SpreadFacts
from reconnect.analysis.appraisal.twice import TwiceFacts
from reconnect.analysis.appraisal.which_d import WhichDFacts
from reconnect.model.load import shipped_library
from reconnect.model.transcript.table import Formula, Later, Row
from reconnect.model.transcript.transcript import Transcript

ELEVEN = {
    "spread:table-4.avoid-sex": Verdict.IMPOSSIBLE_IF,
    "complement:completion": Verdict.IMPOSSIBLE_IF,
    "completers:completion": Verdict.IMPOSSIBLE_IF,
    "one_row_two_samples:table-4": Verdict.NOTE,
    "categories:diagnoses": Verdict.UNEXPLAINED,
    "text_v_table:age": Verdict.UNEXPLAINED,
    "text_v_table:duration": Verdict.NOTE,
    "alpha_family:alpha": Verdict.NOTE,
    "claim_without_test:anxiety": Verdict.UNEXPLAINED,
    "label:msq-total": Verdict.NOTE,
    "which_d:table-3": Verdict.NOTE,
}


def transcript() -> Transcript:
    return shipped_library().transcripts.newest["edwards-2019"]


def printed_rows(number: int) -> list[tuple[str, ...]]:
    paper = shipped_library().published.newest["edwards-2019"]
    return list(next(table for table in paper.tables if table.number == number).rows)


@pytest.fixture(scope="module")
def findings() -> dict[str, Finding]:
    return {finding.id: finding for finding in appraise(transcript()).findings}


def ends(interval: Interval | None, places: int) -> tuple[float, float]:
    assert interval is not None
    return round(float(interval.low), places), round(float(interval.high), places)


def test_the_paper_has_exactly_these_eleven_findings(findings: dict[str, Finding]) -> None:
    assert {name: finding.verdict for name, finding in findings.items()} == ELEVEN


def test_1_the_sd_of_avoid_sex(findings: dict[str, Finding]) -> None:
    facts = findings["spread:table-4.avoid-sex"].facts
    assert isinstance(facts, SpreadFacts)
    assert [round(float(each.r), 2) for each in facts.implied] == [4.34, 2.55]
    assert [ends(each.reach, 2) for each in facts.implied] == [(2.58, 7.08), (1.09, 4.84)]
    (bound,) = facts.bounds
    assert (bound.smallest, bound.n, round(float(bound.bound), 3)) == (True, 262, 0.498)
    assert not facts.same_people
    assert not facts.stated


def test_2_the_percentages_are_those_of_the_others(findings: dict[str, Finding]) -> None:
    facts = findings["complement:completion"].facts
    assert isinstance(facts, ComplementFacts)
    found = [(each.group.id, each.verdict, round(float(each.counted_percent), 1)) for each in facts.parts]
    assert found == [("men", Verdict.IMPOSSIBLE_IF, 59.8), ("women", Verdict.UNLIKELY, 44.8)]
    assert list(facts.parts[0].claimed.whole) == [37]
    assert all(each.of_the_rest for each in facts.parts)


def test_3_fewer_completed_than_were_compared(findings: dict[str, Finding]) -> None:
    facts = findings["completers:completion"].facts
    assert isinstance(facts, CompletersFacts)
    assert (facts.fewest, facts.most) == (191, 192)
    assert [each.pairs for each in facts.beyond] == [230, 218, 229, 215]


def test_4_one_row_for_two_samples(findings: dict[str, Finding]) -> None:
    facts = findings["one_row_two_samples:table-4"].facts
    assert isinstance(facts, SamplesFacts)
    assert [[each.pairs for each in row] for row in facts.rows] == [[275, 230], [265, 218], [275, 229], [262, 215]]


def test_5_106_diagnoses_are_missing(findings: dict[str, Finding]) -> None:
    facts = findings["categories:diagnoses"].facts
    assert isinstance(facts, CategoriesFacts)
    assert facts.together is not None
    assert (facts.together.low, facts.total) == (267, 373)


def test_6_and_7_age_disagrees_and_duration_need_not(findings: dict[str, Finding]) -> None:
    age, duration = findings["text_v_table:age"].facts, findings["text_v_table:duration"].facts
    assert isinstance(age, TwiceFacts)
    assert isinstance(duration, TwiceFacts)
    assert age.apart.low > 0
    assert duration.limit is not None
    assert duration.apart.high < duration.limit.low


def test_8_the_family_is_of_eight_tests_and_leaves_the_msq_out(findings: dict[str, Finding]) -> None:
    facts = findings["alpha_family:alpha"].facts
    assert isinstance(facts, FamilyFacts)
    assert facts.exact is not None
    assert (facts.m, float(facts.exact), facts.printed_tests, facts.untested) == (8, 0.00625, 8, 4)
    assert [star.level for star in facts.stars] == ["0.01", "0.001"]


def test_9_what_the_claim_about_anxiety_takes(findings: dict[str, Finding]) -> None:
    facts = findings["claim_without_test:anxiety"].facts
    assert isinstance(facts, ClaimFacts)
    hardest = facts.hardest
    assert (hardest.contrast.row.id, hardest.contrast.later.occasion) == ("men", "post")
    assert [round(float(each.r), 3) for each in hardest.needed] == [0.727, 0.865]
    assert ends(hardest.needed[0].reach, 3) == (0.699, 0.754)
    strictest: list[Needed] = [each.needed[-1] for each in facts.together]
    assert [each.n for each in facts.together] == [181, 181]
    assert round(max(float(each.r) for each in strictest), 3) == 0.017


def test_11_d_divides_by_the_sd_before_treatment_or_by_that_of_the_change(findings: dict[str, Finding]) -> None:
    facts = findings["which_d:table-3"].facts
    assert isinstance(facts, WhichDFacts)
    assert [(each.formula, each.hedges) for each in facts.fits if each.fits] == [
        (Formula.D_PRE, False),
        (Formula.D_PRE, True),
        (Formula.D_Z, False),
        (Formula.D_Z, True),
    ]
    plain = {each.formula: each for each in facts.fits if not each.hedges}
    assert ends(plain[Formula.D_Z].common_r, 3) == (0.512, 0.526)
    (miss,) = plain[Formula.D_AVERAGE].misses
    assert (miss.contrast.row.id, miss.contrast.later.occasion) == ("women", "follow_up")
    assert miss.nearest is not None
    assert round(float(miss.nearest), 3) == 0.431


def cell(mean: str, sd: str | None) -> str:
    return f"{mean} ({sd})"


def row_of_table_3(row: Row) -> tuple[str, ...]:
    post, follow_up = row.later
    later = (cell(post.mean, post.sd), post.d or "", cell(follow_up.mean, follow_up.sd), follow_up.d or "")
    return (f"{row.label} (n = {row.n})", cell(row.pre.mean, row.pre.sd), *later)


def row_of_table_4(row: Row) -> tuple[str, ...]:
    def told(later: Later) -> Iterator[str]:
        yield from (later.t or "", later.df or "")

    means = [text for each in (row.pre, *row.later) for text in (each.mean, each.sd or "")]
    return (row.label, *means, *(text for later in row.later for text in told(later)))


def test_tables_3_and_4_are_as_in_the_published_tables_to_the_last_digit_and_star() -> None:
    third, fourth = transcript().tables
    assert [row_of_table_3(row) for row in third.rows] == printed_rows(3)
    assert [row_of_table_4(row) for row in fourth.rows] == printed_rows(4)


def test_counts_and_lists_are_those_of_table_2() -> None:
    printed = dict(printed_rows(2))
    assert {group.id: group.n for group in transcript().participants} == {
        "women": printed["Female (n)"],
        "men": printed["Male (n)"],
    }
    diagnoses = next(each for each in transcript().categories if each.id == "diagnoses")
    assert [(part.label, part.n) for part in diagnoses.parts] == printed_rows(2)[5:]
    told = {each.id: each.second for each in transcript().twice}
    assert cell(told["age"].printed, told["age"].sd) == printed["Mean age (SD)"]
    assert cell(told["duration"].printed, told["duration"].sd) == printed["Mean pain duration (SD)"]


def test_stars_stand_for_what_the_note_of_table_4_says() -> None:
    paper = shipped_library().published.newest["edwards-2019"]
    notes = next(table for table in paper.tables if table.number == 4).notes
    told = re.findall(r"(\*+)p ⩽ (\d\.\d+)", " ".join(notes))
    assert [(star.sign, star.level) for star in transcript().tables[1].stars] == told
