"""What was noted about the wrong person is taken back: it stays in sight, and counts nowhere."""

import pytest
from browsing import signed_in
from universe import STARTED, Universe

from reconnect.clinic.questionnaires.actions import record_response, withdraw_response
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import Response
from reconnect.clinic.questionnaires.told import newest_told
from reconnect.errors import ActionDenied
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library


def noted(universe: Universe, value: int) -> Response:
    place = universe.north
    sheet = shipped_library().questionnaires.newest["worksheet-sensate-focus"]
    return record_response(
        episode=place.waiting.episode,
        questionnaire=sheet,
        given={"worry": Given(AnswerState.VALUE, value)},
        answered_on=STARTED,
        by=place.clinician,
    )


def test_what_stood_before_counts_again(universe: Universe) -> None:
    place = universe.north
    noted(universe, 3)
    wrong = noted(universe, 9)
    key = ("worksheet-sensate-focus", "worry")
    assert newest_told(place.waiting.person)[key].value == 9
    browser = signed_in(place.clinician)
    assert browser.post(f"/staff/asking/r/{wrong.pk}/back/").status_code == 302
    assert newest_told(place.waiting.person)[key].value == 3
    page = browser.get(f"/staff/asking/r/{wrong.pk}/").content.decode()
    assert "this no longer counts" in page
    assert "Take it back" not in page


def test_two_clicks_take_back_once_and_a_measure_not_at_all(universe: Universe) -> None:
    place = universe.north
    wrong = noted(universe, 9)
    browser = signed_in(place.clinician)
    for _ in range(2):
        assert browser.post(f"/staff/asking/r/{wrong.pk}/back/").status_code == 302
    with pytest.raises(ActionDenied, match="taken back already"):
        withdraw_response(response=wrong, by=place.clinician)
    measure = Response.objects.filter(person=place.answered.person).exclude(occasion=None).first()
    assert browser.post(f"/staff/asking/r/{measure.pk}/back/").status_code == 404
    with pytest.raises(ActionDenied, match="corrected"):
        withdraw_response(response=measure, by=place.clinician)
    with pytest.raises(ActionDenied, match="another service"):
        withdraw_response(response=wrong, by=universe.south.clinician)
