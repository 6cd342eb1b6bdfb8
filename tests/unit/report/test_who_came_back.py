"""Loss is told first, whatever the file holds, and never told away."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconnect.analysis import Evaluation
from reconnect.analysis.flow import Flow
from reconnect.exchange.report.render import report_environment

Evaluated = Callable[..., Evaluation]
Words = Callable[..., str]

ALL, NO_FOLLOW_UP, PRE_ONLY, FOLLOW_UP_ONLY = (5, 4, 3), (5, 4, None), (5, None, None), (5, None, 3)


def lead(**counts: int | None) -> str:
    told = {"eligible": 9, "started": 9, "post": 9, "follow_up": 9, "complete": 9, "heard": 9, "late": 0} | counts
    macros = report_environment().get_template("macros/sentences.html.j2").module
    return str(macros.lost(Flow("all", **told), dated=True)).replace("<strong>", "").replace("</strong>", "")


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (
            {"started": 89, "post": 70, "follow_up": 50, "complete": 45, "heard": 75},
            "39 of 89 who started did not answer at follow-up (44 %); 14 were never heard from again.",
        ),
        (
            {"follow_up": 7, "complete": 7, "heard": 8},
            "2 of 9 who started did not answer at follow-up (22 %); 1 was never heard from again.",
        ),
        (
            {"follow_up": 7, "complete": 7},
            "2 of 9 who started did not answer at follow-up (22 %); everyone was heard from at least once again.",
        ),
        (
            {"post": 6, "follow_up": None, "complete": 6, "heard": 6},
            "3 of 9 who started did not answer at the end (33 %).",
        ),
        (
            {"post": None, "follow_up": 6, "complete": 6, "heard": 6},
            "3 of 9 who started did not answer at follow-up (33 %).",
        ),
        ({"post": 6, "complete": 6}, "Everyone who started answered at follow-up; 3 missed an earlier time."),
        ({}, "Everyone who started answered every time."),
        (
            {"started": 0, "post": 0, "follow_up": 0, "complete": 0, "heard": 0},
            "Nobody here has a recorded start, so we cannot say who was lost.",
        ),
        (
            {"post": None, "follow_up": None, "complete": 0, "heard": 0},
            "9 people started; nobody was to be asked again.",
        ),
    ],
)
def test_the_last_planned_occasion_comes_first(counts: dict[str, int | None], said: str) -> None:
    assert lead(**counts) == said


COUNTS = st.lists(st.none() | st.integers(0, 5), min_size=3, max_size=3)


@given(st.integers(0, 5), COUNTS, st.integers(0, 5))
def test_everyone_is_said_only_of_everyone(started: int, counts: list[int | None], heard: int) -> None:
    post, follow_up, complete = (None if each is None else min(each, started) for each in counts)
    heard = min(heard, started)
    complete = min(complete or 0, heard)
    said = lead(started=started, post=post, follow_up=follow_up, complete=complete, heard=heard)
    if "answered every time" in said:
        assert complete == started > 0
    if "Everyone who started answered" in said:
        assert started in {post, follow_up}
    if "everyone was heard" in said:
        assert heard == started
    assert said.endswith(".")


def test_the_note_on_loss_says_who_did_not_answer_every_time(evaluated: Evaluated, words: Words) -> None:
    some = evaluated({"a": ALL, "b": NO_FOLLOW_UP, "c": FOLLOW_UP_ONLY})
    assert "The 2 who did not answer every time may be better or worse than the rest." in words(some, "unknown")
    assert "Here everyone who started answered every time" in words(evaluated({"a": ALL, "b": ALL}), "unknown")


def test_with_nobody_started_nothing_is_said_of_everyone(evaluated: Evaluated, words: Words) -> None:
    nobody = evaluated({"a": ALL, "b": ALL}, started=())
    assert "Nobody here has a recorded start, so we cannot say who was lost." in words(nobody, "who")
    assert "These data cannot say who left." in words(nobody, "unknown")
    assert "veryone who started" not in words(nobody)
    late = evaluated({"a": (None, 4, 3)})
    assert "Nobody here answered at the start, so we cannot say who was lost." in words(late, "who")


def test_people_without_a_recorded_start_are_compared_and_the_report_says_so(
    evaluated: Evaluated, words: Words
) -> None:
    dated = evaluated({"a": ALL, "b": ALL, "c": ALL, "d": PRE_ONLY}, started=("a", "d"))
    assert dated.results[0].spread.n == 3
    text = words(dated, "missing")
    assert "2 answered later without a recorded start: not counted here as started, but compared" in text
    assert "no comparison" not in text


def test_people_without_an_answer_at_the_start_are_not_compared_with_it(evaluated: Evaluated, words: Words) -> None:
    undated = evaluated({"a": ALL, "b": (None, 4, 3)})
    assert undated.results[0].spread.n == 1
    assert "1 answered later but not at the start, so nothing can compare them with it." in words(undated, "missing")


def test_what_the_columns_mean_is_said_under_the_table(evaluated: Evaluated, words: Words) -> None:
    in_file, in_table = (words(evaluated({"a": ALL}, started=started), "missing") for started in (None, ("a",)))
    assert "Eligible means everyone in this file. Started means an answer at the start." in in_file
    assert (
        "Eligible means everyone listed, with answers or without. Started means a start date is recorded." in in_table
    )
    assert "Every time means at least one measure each time." in in_file


def test_the_chart_is_described_in_the_words_of_its_key(evaluated: Evaluated, words: Words) -> None:
    people = {"a": ALL, "b": NO_FOLLOW_UP, "c": PRE_ONLY, "d": (None, None, None), "e": (None, None, None)}
    text = words(evaluated(people), "who")
    assert (
        "5 people: 1 answered every time; 1 answered again, but not every time; "
        "1 started and was not heard from again; 2 have no start."
    ) in text
    assert text.count("2 have no start") == 2
    assert "never started" not in text
