"""Only what was sent is said to be sent, and what was sent does not change."""

import pytest
from browsing import Browser
from universe import build_place

from reconnect.clinic.questionnaires.answering import open_responses, save_answers, submit_responses
from reconnect.clinic.questionnaires.codes import code_mac
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import Answer, EntryCode
from reconnect.errors import ActionDenied
from reconnect.model.answer import AnswerState

pytestmark = pytest.mark.django_db

THANKS, OVER = b"Thank you", b"This visit is over"


def entered(text: str) -> Browser:
    browser = Browser()
    assert browser.post("/", {"code": text}).status_code == 302
    return browser


def test_a_second_click_on_send_hears_that_it_was_sent() -> None:
    browser = entered(build_place("north").code)
    assert browser.post("/done/").status_code == 302
    assert THANKS in browser.get("/done/").content
    assert THANKS in browser.post("/done/").content


def test_send_in_a_visit_that_another_one_ended_thanks_nobody() -> None:
    text = build_place("north").code
    first, second = entered(text), entered(text)
    assert OVER in first.post("/done/").content
    assert EntryCode.objects.get(mac=code_mac(text)).used_at is None
    assert second.post("/done/").status_code == 302
    assert THANKS in second.get("/done/").content


def test_a_stranger_is_not_thanked() -> None:
    assert OVER in Browser().post("/done/").content


def test_an_answer_that_comes_after_sending_is_refused_however_old_its_page() -> None:
    code = EntryCode.objects.get(mac=code_mac(build_place("north").code))
    stale = open_responses(code=code)[0]
    submit_responses(code=code)
    with pytest.raises(ActionDenied):
        save_answers(response=stale, given={"embarrassment": Given(AnswerState.VALUE, 3)}, code=code)
    assert not Answer.objects.filter(response=stale, state=AnswerState.VALUE).exists()
