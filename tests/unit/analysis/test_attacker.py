"""What leaves a service, attacked: first without each guard, where the attacker wins, then with it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

import pytest
from attacker import bounds, can_isolate, class_of, fitting_people, fitting_sums, prints, reach
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reconnect.analysis import Evaluation, Outcomes, Participant, Reading, evaluate
from reconnect.analysis.disclosure import shared_form
from reconnect.analysis.isolation import isolates
from reconnect.analysis.membership import cell_people
from reconnect.analysis.release import Release, first_clash, release
from reconnect.analysis.shared import HIDDEN, NEAR, Shared, SharedFlow, SharedResult
from reconnect.analysis.shared_counts import rounded
from reconnect.analysis.shared_figures import told_side
from reconnect.model.measure import Better, Measure
from reconnect.model.occasion import Occasion

KEY = bytes(32)
TOUCH = Measure("touch", "Touch", 0, 10, Better.LOWER)
MOOD = Measure("mood", "Mood", 0, 4, Better.HIGHER)

Person = tuple[str, str | None, tuple[int | None, int | None, int | None]]

VALUES = st.integers(0, 10)
ANSWERS = st.tuples(st.none() | VALUES, st.none() | VALUES, st.none() | VALUES) | st.tuples(VALUES, VALUES, VALUES)
KINDS = st.tuples(st.sampled_from(["woman", "woman", "man", "other", None]), ANSWERS)
CLINICS = st.lists(KINDS, min_size=1, max_size=60).map(
    lambda people: [(f"p{place}", gender, values) for place, (gender, values) in enumerate(people)]
)


def outcomes(people: Sequence[Person], measure: Measure = TOUCH) -> Outcomes:
    return Outcomes(
        "data.csv",
        (measure,),
        {measure.id: tuple(Occasion)},
        tuple(Participant(name, gender) for name, gender, _ in people),
        tuple(
            Reading(name, measure.id, occasion, value)
            for name, _, values in people
            for occasion, value in zip(Occasion, values, strict=True)
            if value is not None
        ),
    )


def evaluated(people: Sequence[Person], measure: Measure = TOUCH) -> Evaluation:
    # Imputation and weighting, which take nine tenths of the time, are no part of what leaves.
    return evaluate(outcomes(people, measure), sensitivity=False)


def shared(people: Sequence[Person], measure: Measure = TOUCH) -> Shared:
    return shared_form(evaluated(people, measure), "2025")


def released(people: Sequence[Person], period: str = "2025") -> Release:
    evaluation = evaluated(people)
    return release(evaluation, shared_form(evaluation, period), KEY)


def clinic(count: int, gender: str | None = "woman", first: int = 0, later: int | None = None) -> list[Person]:
    """``count`` people, of whom ``later`` answered at the end (all), with answers that differ."""
    stayed = count if later is None else later
    return [
        (f"p{first + place}", gender, (place % 7 + 2, place * 5 % 9 if place < stayed else None, None))
        for place in range(count)
    ]


def test_what_leaves_is_the_same_with_imputation_and_weighting_as_without() -> None:
    people = [*clinic(30, later=25), *clinic(9, "man", 30), *clinic(3, None, 39)]
    whole = evaluate(outcomes(people))
    quick = evaluated(people)
    assert (whole.sensitivity, quick.sensitivity) == (True, False)
    assert shared_form(whole, "2025") == shared_form(quick, "2025")
    assert release(whole, shared_form(whole, "2025"), KEY) == release(quick, shared_form(quick, "2025"), KEY)


# Hidden counts


def test_without_the_near_mark_the_few_who_left_are_told() -> None:
    """48 started and 42 answered at the end, printed 50 and 40: at least 6 left."""
    flow = SharedFlow(50, 50, 40, None)
    assert (flow.started - 2 - (flow.post + 2), flow.started + 2 - (flow.post - 2)) == (6, 14)


def test_a_hidden_post_would_show_in_the_compared() -> None:
    """52 started and 50 answered; were post hidden and not started, 50 compared of 50 would leave at most 4."""
    told = shared(clinic(52, later=50))
    assert (told.flow.started, told.flow.post, told.results[0].n) == (NEAR, 50, 50)
    assert bounds(told)["started less post"] == (1, 7)
    assert (50 + 2) - (50 - 2) < 7


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 120), st.data())
def test_a_hidden_count_may_be_anything_from_1_to_7_and_so_may_a_hidden_difference(
    started: int, data: st.DataObject
) -> None:
    never = data.draw(st.integers(0, 20))
    post, follow_up = (data.draw(st.integers(max(0, started - 16), started) | st.integers(0, started)) for _ in "ab")
    paired = data.draw(st.integers(0, post))
    people: list[Person] = [(f"n{place}", None, (None, None, None)) for place in range(never)]
    people += [
        (
            f"p{place}",
            None,
            (place % 9, place % 5 if place < post else None, 3 if place >= started - follow_up else None),
        )
        for place in range(started)
    ]
    first = outcomes(people)
    readings = [
        each
        for each in outcomes(people, replace(MOOD, high=10)).readings
        if each.occasion != Occasion.POST or int(each.person_id[1:]) < paired
    ]
    both = replace(
        first,
        measures=(TOUCH, MOOD),
        occasions=dict.fromkeys(("touch", "mood"), tuple(Occasion)),
        readings=(*first.readings, *readings),
    )
    evaluation = evaluate(both, sensitivity=False)
    exact, told = evaluation.flow[0], shared_form(evaluation, "2025")
    for name, (least, most) in bounds(told).items():
        earlier, _, later = name.partition(" less ")
        if not later:
            assert (least <= 1, most >= 7) == (True, True), (name, least, most)
        elif 1 <= getattr(exact, earlier) - getattr(exact, later) <= 7 and HIDDEN not in marks(told, earlier, later):
            assert (least <= 1 and most >= 7) or (least <= 6 and most >= 14), (name, least, most)


def marks(told: Shared, *steps: str) -> set[int | str | None]:
    return {getattr(told.flow, step) for step in steps}


def test_two_steps_printed_ten_apart_say_that_six_are_missing_and_not_that_they_are_few() -> None:
    people: list[Person] = [(f"p{place}", None, (3, 2 if place < 12 else None, 1)) for place in range(18)]
    told = shared(people)
    assert told.flow == SharedFlow(NEAR, NEAR, 10, 20)
    least, most = bounds(told)["started less post"]
    assert least == 6
    assert most > 14


@settings(deadline=None)
@given(CLINICS)
def test_counts_are_hidden_near_nought_or_rounded_to_five(people: list[Person]) -> None:
    told = shared(people)
    counts = [
        told.flow.eligible,
        told.flow.started,
        told.flow.post,
        told.flow.follow_up,
        *(row.n for row in told.results),
    ]
    assert all(
        count in (HIDDEN, NEAR, 0) or (isinstance(count, int) and count >= 10 and count % 5 == 0) for count in counts
    )


@pytest.mark.parametrize(
    ("people", "printed"), [(0, 0), (1, "*"), (7, "*"), (8, 10), (12, 10), (13, 15), (17, 15), (18, 20), (1003, 1005)]
)
def test_a_count_is_printed_as(people: int, printed: int | str) -> None:
    assert rounded(people) == printed


# Whose averages stand together


def test_without_the_guard_all_minus_the_women_are_three_men() -> None:
    evaluation = evaluated([*clinic(30), *clinic(3, "man", 30)])
    (all_, man, woman) = [each.spread for each in evaluation.results if str(each.comparison) == "pre-post"]
    assert can_isolate(
        [each for cell, each in cell_people(evaluation.outcomes).items() if str(cell.comparison) == "pre-post"]
    )
    assert all_.n * all_.mean_earlier - woman.n * woman.mean_earlier == pytest.approx(man.n * man.mean_earlier)
    assert {row.stratum for row in shared_form(evaluation, "2025").results} == {"all"}


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ([*clinic(30), *clinic(8, "man", 30)], {"all", "woman", "man"}),
        ([*clinic(30), *clinic(8, "man", 30), *clinic(3, None, 38)], {"all", "woman"}),
        ([*clinic(30), *clinic(8, "man", 30), *clinic(3, "other", 38)], {"all", "woman"}),
        ([*clinic(30), *clinic(8, "man", 30), *clinic(8, None, 38)], {"all", "woman", "man"}),
        ([*clinic(30), *clinic(4, "man", 30), *clinic(4, None, 34)], {"all", "woman"}),
        (clinic(30), {"all", "woman"}),
    ],
)
def test_a_gender_is_named_only_where_no_few_remain(people: list[Person], told: set[str]) -> None:
    assert {row.stratum for row in shared(people).results if row.n != 0} == told


@settings(max_examples=200, deadline=None)
@given(CLINICS)
def test_no_sum_or_difference_of_printed_averages_or_numbers_is_about_a_few(people: list[Person]) -> None:
    evaluation = evaluated(people)
    members = cell_people(evaluation.outcomes)
    told: dict[object, list[frozenset[str]]] = defaultdict(list)
    for row in shared_form(evaluation, "2025").results:
        if isinstance(row.n, int) and row.n:
            told[row.comparison].append(members[row.cell])
        if row.stratum != "all" or row.has_figures:
            for occasion in (row.comparison.earlier, row.comparison.later):
                told[occasion].append(members[row.cell])
    assert not any(can_isolate(groups) for groups in told.values())


def test_genders_do_not_stand_beside_everyones_number_where_everyones_average_may_not() -> None:
    """All came to the end, three of them not to follow-up: its average is hidden, and three are men."""
    people: list[Person] = [(f"w{place}", "woman", (place % 9, place % 5, place % 7)) for place in range(37)]
    people += [(f"x{place}", "woman", (place % 9, place % 5, None)) for place in range(3)]
    people += [(f"m{place}", "man", (place % 9, place % 5, place % 7)) for place in range(3)]
    rows = shared(people).results
    assert [(row.stratum, str(row.comparison), row.has_figures) for row in rows] == [
        ("all", "pre-post", True),
        ("all", "pre-follow_up", False),
    ]


GROUPS = st.lists(st.frozensets(st.integers(0, 40).map(str)), min_size=1, max_size=4)


@settings(max_examples=300, deadline=None)
@given(GROUPS)
def test_the_rank_finds_whatever_adding_and_subtracting_finds(groups: list[frozenset[str]]) -> None:
    assert isolates(groups) or not can_isolate(groups)


def test_the_rank_finds_what_no_two_groups_show() -> None:
    years = [frozenset(map(str, range(start, start + 20))) for start in (0, 20, 40)]
    together = frozenset(map(str, range(65)))
    assert not isolates(years)
    assert isolates([*years, together])
    assert not isolates([*years, together | frozenset(map(str, range(65, 68)))])


# How many, and which answers, by the arithmetic of whole points


def printed_with_its_sd(earlier: Sequence[int], later: Sequence[int]) -> tuple[float, float]:
    """The SD of the change and half the exact interval, to one decimal: what is not told."""
    changes = [y - x for x, y in zip(earlier, later, strict=True)]
    n, mean = len(changes), sum(changes) / len(changes)
    sd = sqrt(sum((each - mean) ** 2 for each in changes) / (n - 1))
    return round(sd, 1), round(reach(n, sd), 1)


def test_without_the_guard_the_width_of_the_interval_tells_how_many() -> None:
    earlier = [place % 7 + 2 for place in range(9)]
    later = [place * 5 % 9 for place in range(9)]
    sd, half = printed_with_its_sd(earlier, later)
    fits = [n for n in class_of(9) if reach(n, sd - 0.05) - 0.05 <= half <= reach(n, sd + 0.05) + 0.05]
    assert fits == [9]


def test_without_the_guard_a_mean_tells_eight_from_nine() -> None:
    assert not fitting_sums(8, 10, 4.3, 2.5)
    assert not fitting_sums(9, 10, 4.5, 2.5)
    assert all(fitting_sums(n, 10, mean, 2.5) for n in class_of(15) for mean in (4.3, 4.5))


@pytest.mark.parametrize(("top", "n"), [(1, 35), (3, 30), (4, 15), (4, 20), (6, 15), (6, 30), (10, 15)])
def test_whatever_mean_and_sd_may_be_told_fit_every_number_of_people(top: int, n: int) -> None:
    every = [prints(each, top) for each in class_of(n)]
    only_some = set().union(*every) - set.intersection(*every)
    scale = replace(TOUCH, high=top)
    assert only_some
    assert [each for each in only_some if told_side(*each, scale, class_of(n)[0], 1) != (HIDDEN, HIDDEN)] == []
    assert [each for each in set().union(*every) if told_side(*each, scale, class_of(n)[0], 1) == each] or top == 1


PAIRS = st.lists(st.tuples(VALUES, VALUES), min_size=8, max_size=32)


@settings(max_examples=120, deadline=None)
@given(PAIRS | st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), min_size=13, max_size=17))
def test_every_number_of_people_fits_what_is_printed(pairs: list[tuple[int, int]]) -> None:
    people: list[Person] = [(f"p{place}", None, (*pair, None)) for place, pair in enumerate(pairs)]
    row = shared(people).results[0]
    assume(isinstance(row.mean_earlier, float) and isinstance(row.mean_later, float))
    assert len(pairs) >= 13
    assert fitting_people(row, 10) == set(class_of(len(pairs)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=13, max_size=22))
def test_so_it_does_on_a_short_scale(pairs: list[tuple[int, int]]) -> None:
    people: list[Person] = [(f"p{place}", None, (*pair, None)) for place, pair in enumerate(pairs)]
    row = shared(people, MOOD).results[0]
    assume(isinstance(row.mean_earlier, float) and isinstance(row.mean_later, float))
    assert fitting_people(row, 4) == set(class_of(len(pairs)))


def row_of(pairs: Sequence[tuple[int, int]], measure: Measure = TOUCH) -> SharedResult:
    return shared([(f"p{place}", None, (*pair, None)) for place, pair in enumerate(pairs)], measure).results[0]


def test_twelve_people_have_no_figures_and_thirteen_have() -> None:
    assert not row_of([(place % 7 + 2, place * 5 % 9) for place in range(12)]).has_figures
    assert row_of([(place % 7 + 2, place * 5 % 9) for place in range(13)]).has_figures


@pytest.mark.parametrize(
    "alike",
    [[6] * 15, [0] * 15, [10] * 15, [0] * 14 + [1], [6] * 14 + [7], [0, 10] * 8, [10] * 15 + [9]],
    ids=["no SD", "all at 0", "all at 10", "nearly all at 0", "hardly any SD", "all at both ends", "nearly all at 10"],
)
def test_answers_that_are_much_alike_are_hidden(alike: list[int]) -> None:
    row = row_of([(place % 7 + 2, value) for place, value in enumerate(alike)])
    assert isinstance(row.mean_earlier, float)
    assert (row.mean_later, row.sd_later, row.change, row.low, row.high, row.d_pre) == (HIDDEN,) * 6


def test_coarser_points_need_more_people() -> None:
    coarse = replace(TOUCH, high=100)
    for count, told in ((47, False), (53, True)):
        row = row_of([(10 + place % 7 * 5, place * 5 % 9 * 5) for place in range(count)], coarse)
        assert row.has_figures is told


def test_a_row_by_hand() -> None:
    """Means 72/15 and 57/15; the reach is that of 13 people, t 2.17881, and is rounded up."""
    row = row_of([(place % 7 + 2, place * 5 % 9) for place in range(15)])
    changes = [place * 5 % 9 - (place % 7 + 2) for place in range(15)]
    mean = sum(changes) / 15
    sd = sqrt(sum((each - mean) ** 2 for each in changes) / 14)
    assert (row.n, row.mean_earlier, row.mean_later) == (15, 4.8, 3.8)
    assert row.change == round(row.mean_later - row.mean_earlier, 1)
    half = 2.1788128 * sd / sqrt(13)
    assert (row.high - row.low) / 2 == pytest.approx(half, abs=0.1)
    assert (row.high - row.low) / 2 >= half
    assert row.d_pre == round(-row.change / row.sd_earlier, 1)


# Several releases


def test_without_the_ledger_two_releases_tell_one_persons_answer() -> None:
    before, after = clinic(40), [*clinic(40), ("new", "woman", (9, 1, None))]
    exact = [evaluated(people).results[0].spread for people in (before, after)]
    assert exact[1].n * exact[1].mean_earlier - exact[0].n * exact[0].mean_earlier == pytest.approx(9)
    assert first_clash(released(after, "2025 again"), [released(before)]) is not None


@settings(max_examples=150, deadline=None)
@given(CLINICS, st.data())
def test_one_person_more_or_fewer_moves_counts_by_five_at_most_and_is_refused(
    people: list[Person], data: st.DataObject
) -> None:
    assume(len(people) > 1)
    gone = data.draw(st.integers(0, len(people) - 1))
    fewer = people[:gone] + people[gone + 1 :]
    evaluations = [evaluated(each) for each in (people, fewer)]
    told = [shared_form(each, "2025") for each in evaluations]
    for step in ("eligible", "started", "post", "follow_up"):
        with_, without = (getattr(each.flow, step) for each in told)
        if isinstance(with_, int) and isinstance(without, int):
            assert with_ - without in {0, 5, -5} or 0 in (with_, without)
    all_of_them, the_others = (release(*each, KEY) for each in zip(evaluations, told, strict=True))
    assert first_clash(all_of_them, [the_others]) is not None
    assert first_clash(the_others, [all_of_them]) is not None


@pytest.mark.parametrize("more", range(1, 8))
def test_up_to_seven_people_more_are_refused_and_eight_are_not(more: int) -> None:
    earlier = released(clinic(40), "2024")
    clash = first_clash(released(clinic(40 + more)), [earlier])
    assert clash is not None
    assert clash.periods == ("2024",)
    assert "2024" in str(clash)
    assert "Wait until" in str(clash)
    assert first_clash(released(clinic(48)), [earlier]) is None
    assert first_clash(earlier, [released(clinic(48))]) is None


def test_the_same_people_may_be_released_again_and_others_beside_them() -> None:
    earlier = [released(clinic(40), "2024")]
    assert first_clash(released(clinic(40)), earlier) is None
    assert first_clash(released(clinic(30, first=40)), earlier) is None
    assert first_clash(released(clinic(3, first=40)), earlier) is None


def test_three_in_exchange_for_twenty_are_refused() -> None:
    assert first_clash(released([*clinic(40)[3:], *clinic(20, first=40)]), [released(clinic(40))]) is not None


def test_a_corrected_answer_is_refused_though_the_people_are_the_same() -> None:
    (name, gender, (_, later, none)), *others = clinic(40)
    corrected: list[Person] = [(name, gender, (10, later, none)), *others]
    clash = first_clash(released(corrected), [released(clinic(40))])
    assert clash is not None
    assert "touch, all, pre-post" in clash.place


def test_years_that_together_leave_a_few_are_refused() -> None:
    years = [released(clinic(30), "2024"), released(clinic(30, first=30), "2025")]
    assert first_clash(years[1], years[:1]) is None
    together = released(clinic(65), "2024 to 2025")
    assert all(first_clash(together, [year]) is None for year in years)
    clash = first_clash(together, years)
    assert clash is not None
    assert clash.periods == ("2024", "2025")
    assert first_clash(released(clinic(68), "2024 to 2025"), years) is None


def test_genders_of_one_release_do_not_open_another() -> None:
    """All of the first less the women of the second, who are the same, are five men."""
    men = clinic(5, "man", 100)
    first, second = released([*clinic(30), *men], "2024"), [*clinic(30), *men, *clinic(8, "man", 105)]
    assert {group.place for group in first.groups if group.figure.startswith("average")} == {"touch, all, pre-post"}
    clash = first_clash(released(second), [first])
    assert clash is not None
    assert "touch" in clash.place


def test_marks_under_another_key_are_others_and_hold_no_id() -> None:
    evaluation = evaluated(clinic(20))
    form = shared_form(evaluation, "2025")
    one, other = (release(evaluation, form, key) for key in (KEY, bytes(31) + b"1"))
    assert not {mark for group in one.groups for mark in group.people} & {
        mark for group in other.groups for mark in group.people
    }
    assert [group.n for group in one.groups] == [group.n for group in other.groups]
    assert {len(mark) for group in one.groups for mark in group.people} == {32}
