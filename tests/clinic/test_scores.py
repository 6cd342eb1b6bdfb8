"""Scores in the clinic: missing is never 0, nothing is made up, and it is said why there is none."""

import re
from dataclasses import replace

import pytest
from browsing import filled, signed_in, visiting
from universe import MSQ, OURS, Place, Universe, build_care, code_for, install

from reconnect.clinic.library.questionnaires import current
from reconnect.clinic.questionnaires.models import Answer, Response, Score
from reconnect.clinic.reports.outcomes import service_outcomes
from reconnect.model.answer import AnswerState
from reconnect.model.occasion import Occasion as Moment

NO_VALUE = ["declined", "does not apply", "blank", "nothing"]


@pytest.fixture
def place(universe: Universe) -> Place:
    """A service that asks MSQ anxiety in words of its own, so that it is scored, and somebody not yet begun."""
    install(universe.north.service)
    waiting = build_care(universe.north.clinician, "northtoday", started_on=None, ended_on=None)
    return replace(universe.north, waiting=waiting)


def sent(place: Place, **told: str) -> dict[str, Score]:
    """Answer by phone as ``told`` (2 where nothing is told), send, and give the scores."""
    browser = visiting(code_for(place.waiting.occasions[Moment.PRE], place.clinician))
    for number, questionnaire in enumerate(current(place.service).values(), 2):
        said = {item.id: told.get(item.id.replace("-", "_"), "2") for item in questionnaire.items}
        form = {name: value for name, value in filled(questionnaire, said).items() if value not in {"blank", "nothing"}}
        if "nothing" not in said.values():
            form |= {"asked": "yes"}
        browser.post(f"/t/{number}/", form)
    browser.post("/done/")
    return {
        score.measure_id: score for score in Score.objects.filter(response__occasion__episode=place.waiting.episode)
    }


def test_five_answers_make_a_sum_and_one_makes_itself(place: Place) -> None:
    scores = sent(place, anxiety_1="0", anxiety_5="4", embarrassment="10")
    assert {name: (score.value, score.missing, score.of) for name, score in scores.items()} == {
        "msq_anxiety": (10, 0, 5),
        "embarrassment": (10, 0, 1),
        "pain_interference": (2, 0, 1),
        "avoid_touch": (2, 0, 1),
        "avoid_sex": (2, 0, 1),
    }


def test_zero_is_a_value(place: Place) -> None:
    zero = dict.fromkeys(("anxiety_1", "anxiety_2", "anxiety_3", "anxiety_4", "anxiety_5", "embarrassment"), "0")
    scores = sent(place, **zero)
    assert (scores["msq_anxiety"].value, scores["embarrassment"].value) == (0, 0)
    readings = service_outcomes(place.service).readings
    assert 0 in [reading.value for reading in readings if reading.measure == "msq_anxiety"]


@pytest.mark.parametrize("word", NO_VALUE)
def test_one_answer_without_a_value_takes_the_sum_away_and_counts_as_one_missing(place: Place, word: str) -> None:
    scores = sent(place, anxiety_3=word)
    assert (scores["msq_anxiety"].value, scores["msq_anxiety"].missing, scores["msq_anxiety"].of) == (None, 1, 5)
    assert scores["embarrassment"].value == 2


@pytest.mark.parametrize("word", NO_VALUE)
def test_a_single_answer_without_a_value_has_no_score_and_takes_no_other_away(place: Place, word: str) -> None:
    scores = sent(place, avoid_touch=word)
    assert (scores["avoid_touch"].value, scores["avoid_touch"].missing, scores["avoid_touch"].of) == (None, 1, 1)
    assert scores["avoid_sex"].value == 2


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("declined", AnswerState.DECLINED),
        ("does not apply", AnswerState.DOES_NOT_APPLY),
        ("blank", AnswerState.BLANK),
        ("nothing", AnswerState.NOT_SHOWN),
    ],
)
def test_the_reason_for_a_missing_value_is_kept(place: Place, word: str, state: AnswerState) -> None:
    sent(place, avoid_touch=word)
    answer = Answer.objects.get(response__occasion__episode=place.waiting.episode, item_id="avoid-touch")
    assert (answer.state, answer.value) == (state, None)


def test_sending_at_once_keeps_every_item_as_not_shown(place: Place) -> None:
    browser = visiting(code_for(place.waiting.occasions[Moment.PRE], place.clinician))
    assert browser.post("/done/").status_code == 302
    answers = Answer.objects.filter(response__occasion__episode=place.waiting.episode)
    assert [each.state for each in answers] == [AnswerState.NOT_SHOWN] * 9
    assert {score.value for score in Score.objects.filter(response__occasion__episode=place.waiting.episode)} == {None}


def test_what_has_no_score_is_not_in_the_evaluation(place: Place) -> None:
    sent(place, anxiety_3="declined", avoid_touch="blank")
    mine = {
        reading.measure
        for reading in service_outcomes(place.service).readings
        if reading.person_id == str(place.waiting.episode.pk)
    }
    assert mine == {"embarrassment", "pain_interference", "avoid_sex"}


def test_the_person_page_says_how_a_score_was_made_and_why_there_is_none(place: Place) -> None:
    sent(place, anxiety_1="4", avoid_touch="declined", anxiety_2="0", embarrassment="7")
    page = signed_in(place.clinician).get(f"/staff/people/p/{place.waiting.person.pk}/").content.decode()
    assert re.search(r"how was this computed", page, re.IGNORECASE)
    assert re.search(r"not computable\W+1 of 1 missing", page, re.IGNORECASE)
    assert re.search(r"all five are needed", page, re.IGNORECASE)
    assert "Canarywordingnorth" in page


def test_what_students_score_is_shown_from_content_with_its_source_and_as_no_line_to_reach(place: Place) -> None:
    sent(place)
    page = signed_in(place.clinician).get(f"/staff/people/p/{place.waiting.person.pk}/").content.decode()
    assert "Students average about 5 (women) and 6 (men)." in page
    for words in ("no line to reach", "Snell WE", "only as Edwards et al. 2019 report them"):
        assert words in page
    assert page.count("Students average") == 1, "no other measure has students beside it"


def test_no_score_is_called_normal_or_clinical(place: Place) -> None:
    sent(place, **{f"anxiety_{number}": "4" for number in range(1, 6)})
    page = signed_in(place.clinician).get(f"/staff/people/p/{place.waiting.person.pk}/").content.decode().lower()
    for word in ("severe", "moderate", "mild", "abnormal", "clinical level", "clinically", "recovered"):
        assert word not in page


def test_every_score_is_of_one_response_and_one_service(place: Place) -> None:
    sent(place)
    for score in Score.objects.select_related("response"):
        assert score.service_id == score.response.service_id
    assert {each.questionnaire_id for each in Response.objects.filter(scores__isnull=False)} == {OURS, MSQ}
