"""The modelled change over programmes: the jackknife of the model itself, made quicker by where it starts."""

import numpy as np
import pytest
from invented_scores import rows, scores

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.jackknife import jackknife
from reconnect.analysis.missing.mmrm import mmrm
from reconnect.analysis.missing.programmes import jackknifed_changes
from reconnect.analysis.patterns import PatternMoments, merge_strata, pattern_moments
from reconnect.analysis.reason import Reason
from reconnect.model.measure import Better


def programmes(count: int, size: int, *names: str) -> list[dict[str, PatternMoments]]:
    return [
        {name: pattern_moments(rows(scores(size, 1000 * place + number))) for place, name in enumerate(names)}
        for number in range(count)
    ]


def together(parts: list[dict[str, PatternMoments]]) -> dict[str, PatternMoments]:
    whole = parts[0]
    for part in parts[1:]:
        whole = merge_strata(whole, part)
    return whole


@pytest.mark.parametrize("names", [("all",), ("women", "men")])
@pytest.mark.parametrize("comparison", [Comparison.PRE_POST, Comparison.PRE_FOLLOW_UP])
def test_it_is_the_jackknife_of_the_whole_model(names: tuple[str, ...], comparison: Comparison) -> None:
    parts = programmes(12, 16, *names)
    found = jackknifed_changes(parts, mmrm(together(parts), Better.LOWER))

    def plainly(strata: dict[str, PatternMoments]) -> float | None:
        figures = mmrm(strata, Better.LOWER).change("all", comparison).figures
        return figures.change if figures else None

    interval, reference = found["all", comparison].interval, jackknife(parts, plainly, merge_strata).interval
    assert interval is not None
    assert reference is not None
    assert (interval.estimate, interval.se) == pytest.approx((reference.estimate, reference.se), rel=1e-6)
    assert found.keys() == {(name, each) for name in {"all", *names} for each in Comparison if each.earlier != "post"}


def test_a_model_with_two_occasions_is_left_out_in_the_same_way() -> None:
    parts = [{"all": pattern_moments([(a, b, None) for a, b, _ in rows(scores(12, seed))])} for seed in range(10)]
    found = jackknifed_changes(parts, mmrm(together(parts), Better.LOWER))
    assert found["all", Comparison.PRE_POST].interval is not None
    assert found["all", Comparison.PRE_FOLLOW_UP].reason is Reason.PART_UNDEFINED


def test_leaving_a_programme_out_does_not_make_strata_share_a_covariance() -> None:
    men = [(number % 9, number * 7 % 11, number * 5 % 13) for number in range(21)]  # 21 triples, and 18 in each part
    parts = [
        {"women": pattern_moments(rows(scores(30, number))), "men": pattern_moments(men[3 * number : 3 * number + 3])}
        for number in range(7)
    ]
    whole = mmrm(together(parts), Better.LOWER)
    assert not whole.models[0].shared
    alone = [{"women": each["women"]} for each in parts]
    found = jackknifed_changes(parts, whole)["women", Comparison.PRE_POST].interval
    reference = jackknifed_changes(alone, mmrm(together(alone), Better.LOWER))["women", Comparison.PRE_POST].interval
    assert found is not None
    assert found == reference


def test_a_stratum_of_one_programme_has_no_interval_and_so_has_all() -> None:
    parts = programmes(10, 16, "women")
    parts[3]["men"] = pattern_moments(rows(scores(80, 99)))
    found = jackknifed_changes(parts, mmrm(together(parts), Better.LOWER))
    assert found["women", Comparison.PRE_POST].interval is not None
    for name in ("men", "all"):
        assert (found[name, Comparison.PRE_POST].interval, found[name, Comparison.PRE_POST].reason) == (
            None,
            Reason.PART_UNDEFINED,
        )


def test_one_programme_has_no_interval() -> None:
    parts = programmes(1, 100, "all")
    for each in jackknifed_changes(parts, mmrm(parts[0], Better.LOWER)).values():
        assert each.reason is Reason.TOO_FEW_PROGRAMMES


def test_programmes_that_change_alike_widen_the_interval_of_the_model() -> None:
    rng = np.random.default_rng(1)
    parts = []
    for number in range(30):
        table = scores(12, number)
        table[:, 1:] += 4 * rng.normal()
        parts.append({"all": pattern_moments(rows(table))})
    whole = mmrm(together(parts), Better.LOWER)
    found = jackknifed_changes(parts, whole)["all", Comparison.PRE_POST].interval
    figures = whole.change("all", Comparison.PRE_POST).figures
    assert found is not None
    assert figures is not None
    assert found.se > 1.4 * figures.se
