"""The family of tests that a mapping file declares."""

import pytest

from reconnect.analysis import evaluate
from reconnect.analysis.comparison import Cell, Comparison
from reconnect.exchange.planned_tests import unheld_tests

DATA = (
    "person_id,gender,avoid_touch_pre,avoid_touch_post,avoid_touch_follow_up,avoid_sex_pre,avoid_sex_post\n"
    "a,Woman,3,2,1,5,4\nb,man,4,5,3,6,6\n"
)


def family(*tests: str) -> str:
    return f"[family]\ntests = {list(tests)}\n".replace("'", '"')


def test_a_test_names_a_measure_and_a_comparison_and_stands_for_everyone(files) -> None:
    read = files.read(DATA, family("avoid_touch, pre-post", "avoid_sex,pre-post", "avoid_touch , post-follow_up"))
    assert read.family.tests == (
        Cell("avoid_touch", "all", Comparison.PRE_POST),
        Cell("avoid_sex", "all", Comparison.PRE_POST),
        Cell("avoid_touch", "all", Comparison.POST_FOLLOW_UP),
    )


def test_a_test_may_name_a_stratum_in_any_capitals(files) -> None:
    read = files.read(
        DATA, family("avoid_touch, woman, pre-post", "avoid_touch, MAN, pre-post", "avoid_touch, all, pre-post")
    )
    assert [cell.stratum for cell in read.family.tests] == ["woman", "man", "all"]


@pytest.mark.parametrize("gender", ["trans/non-binary", "woman: cis", "other, or not said"])
def test_a_stratum_may_hold_the_marks_that_divide_the_parts(files, gender: str) -> None:
    data = f'person_id,gender,avoid_touch_pre,avoid_touch_post\na,"{gender}",3,2\n'
    read = files.read(data, family(f"avoid_touch, {gender}, pre-post"))
    assert read.family.tests == (Cell("avoid_touch", gender, Comparison.PRE_POST),)


def test_without_a_declared_family_the_default_one_is_used(files) -> None:
    assert [(cell.measure, str(cell.comparison)) for cell in files.read(DATA).family.tests] == [
        ("avoid_touch", "pre-post"),
        ("avoid_touch", "pre-follow_up"),
        ("avoid_sex", "pre-post"),
    ]


@pytest.mark.parametrize(
    ("test", "message"),
    [
        ("avoid_tuoch, pre-post", "no such measure; there are: avoid_touch, avoid_sex"),
        ("msq_anxiety, pre-post", "no such measure"),
        ("avoid_touch, pre-pots", "no such comparison; there are: pre-post, pre-follow_up, post-follow_up"),
        ("avoid_touch, post-pre", "no such comparison"),
        ("avoid_touch", "measure, comparison"),
        ("avoid_touch pre-post", "measure, comparison"),
        ("", "measure, comparison"),
    ],
)
def test_a_test_that_the_data_cannot_hold_is_refused_with_its_place(files, test: str, message: str) -> None:
    (problem,) = files.refused(DATA, family("avoid_sex, pre-post", test))
    assert (problem.file, problem.field) == ("map.toml", "family.tests[2]")
    assert message in problem.message


@pytest.mark.parametrize("again", ["avoid_touch, pre-post", "avoid_touch, all, pre-post", "avoid_touch, ALL,pre-post"])
def test_a_test_named_twice_is_refused(files, again: str) -> None:
    (problem,) = files.refused(DATA, family("avoid_touch, pre-post", again))
    assert problem.field == "family.tests[2]"
    assert "named already" in problem.message


def test_every_error_of_the_family_is_reported_at_once(files) -> None:
    problems = files.refused(DATA, family("avoid_tuoch, pre-pots", "avoid_touch", "avoid_sex, nobody, pre-pots"))
    assert [problem.field for problem in problems] == ["family.tests[1]"] * 2 + ["family.tests[2]", "family.tests[3]"]


@pytest.mark.parametrize("test", ["avoid_touch, women, pre-post", "avoid_sex, pre-follow_up"])
def test_a_planned_test_that_the_data_do_not_hold_is_kept_counted_and_named(files, test: str) -> None:
    read = files.read(DATA, family("avoid_touch, pre-post", test))
    assert len(read.family.tests) == 2
    (cell,) = unheld_tests(read.family, read.outcomes)
    assert cell == read.family.tests[1]
    (tested,) = [each for each in evaluate(read.outcomes, read.family).results if each.p_bonferroni is not None]
    assert tested.p_bonferroni == pytest.approx(min(1.0, 2 * tested.test.p))
