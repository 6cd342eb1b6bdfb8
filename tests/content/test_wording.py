"""Whose words the items are in: nothing licensed is shipped, and what is ours says so."""

import pytest

from reconnect.model.load import shipped_library
from reconnect.model.measure import Better
from reconnect.model.questionnaire import Method, Wording


def test_no_wording_of_the_msq_is_shipped_in_any_version() -> None:
    versions = [each for each in shipped_library().questionnaires if each.id == "msq-anxiety"]
    texts = [item.text for each in versions for item in each.items]
    assert len(texts) == 5 * len(versions) > 0
    assert all(text.startswith("Stand-in wording") for text in texts)
    assert {each.wording for each in versions} == {Wording.STAND_IN}


def test_msq_anxiety_has_five_items_from_0_to_4_and_a_sum_from_0_to_20_where_lower_is_better() -> None:
    msq = shipped_library().questionnaires.newest["msq-anxiety"]
    assert [(item.low, item.high) for item in msq.items] == [(0, 4)] * 5
    (scoring,) = msq.measures
    assert (scoring.method, scoring.range, scoring.better) == (Method.SUM, (0, 20), Better.LOWER)
    assert scoring.items == tuple(item.id for item in msq.items)


def test_msq_anxiety_has_no_cut_off_because_its_authors_gave_none() -> None:
    (scoring,) = shipped_library().questionnaires.newest["msq-anxiety"].measures
    assert scoring.cut_off.startswith("none")


def test_the_four_items_from_0_to_10_are_marked_as_own_wording_and_not_the_papers() -> None:
    questionnaire = shipped_library().questionnaires.newest["interference-and-avoidance"]
    assert questionnaire.wording is Wording.OWN
    assert "not the paper's" in questionnaire.wording_note
    assert [(item.low, item.high) for item in questionnaire.items] == [(0, 10)] * 4


@pytest.mark.parametrize("measure", ["embarrassment", "pain_interference", "avoid_touch", "avoid_sex"])
def test_each_of_the_four_is_a_single_item_from_0_to_10_where_lower_is_better(measure: str) -> None:
    questionnaire = shipped_library().questionnaires.newest["interference-and-avoidance"]
    scoring = next(each for each in questionnaire.measures if each.id == measure)
    assert (scoring.method, scoring.range, scoring.better) == (Method.SINGLE, (0, 10), Better.LOWER)
    assert scoring.items == (measure.replace("_", "-"),)


def test_a_questionnaire_in_words_that_are_not_free_to_use_says_what_a_service_must_do() -> None:
    for questionnaire in shipped_library().questionnaires:
        assert questionnaire.wording_note.strip()
        if questionnaire.wording is Wording.STAND_IN:
            assert "adds wording it may use" in questionnaire.wording_note
