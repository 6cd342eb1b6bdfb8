"""What a person told, read by staff: sealed answers only for a purpose."""

import html
from uuid import uuid4

import pytest
from block_forms import field, form, page_of
from browsing import signed_in
from django.http import HttpResponse
from rooms.asking import block, told
from routes import plain
from test_audited_reads import events_of
from test_queries import at_most
from universe import ENDED, REFERRED, Universe

from reconnect.clinic.asking.actions import record_block
from reconnect.clinic.asking.models import Look
from reconnect.clinic.asking.queries import blocks
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.questionnaires.actions import open_tool, record_own_response
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import Response
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Use

pytestmark = pytest.mark.furnished


def test_sealed_answers_change_nothing_on_any_page_until_they_are_asked_for(universe: Universe) -> None:
    """Two people who differ only in what is sealed get the same pages."""
    place, browser = universe.north, signed_in(universe.north.clinician)
    sealed = [item for item in block().items if item.sealed]
    token = str(uuid4())
    pages = []
    for said in ("high", "low"):
        care = place.waiting
        answers = {field(item): str(getattr(item, said)) for item in sealed}
        sent = form(answers, token=token)
        browser.post(page_of(care), sent)
        addresses = [page_of(care), f"/staff/asking/p/{care.person.pk}/", f"/staff/asking/r/{token}/"]
        pages.append([_without_tokens(browser.get(address)) for address in addresses])
        shown = browser.post(f"/staff/asking/r/{token}/sealed/", {"purpose": "to plan their care"}).content.decode()
        labels = {item.labels[str(getattr(item, said))] for item in sealed}
        assert all(html.escape(label, quote=False) in html.unescape(shown) or label in shown for label in labels)
        Look.objects.all().delete()
        for response in Response.objects.filter(pk=token):
            response.answers.all().delete()
            response.delete()
    assert pages[0] == pages[1]


def _without_tokens(response: HttpResponse) -> str:
    assert response.status_code == 200
    text = plain(response)
    return "".join(line for line in text.splitlines(keepends=True) if 'name="token"' not in line)


def test_sealed_answers_are_shown_for_a_purpose_which_is_one_event_of_its_own(universe: Universe) -> None:
    place = universe.north
    response = place.parts["response_id"]
    browser, address = signed_in(place.clinician), f"/staff/asking/r/{place.parts['response_id']}/sealed/"
    words = "Canarysealednorth"
    assert words not in browser.get(f"/staff/asking/r/{response}/").content.decode()
    refused = browser.post(address, {"purpose": ""})
    assert refused.status_code == 422
    assert words not in refused.content.decode()
    assert Look.objects.filter(response=response).count() == 1  # the one that furnished the place
    assert words in browser.post(address, {"purpose": "for somebody's safety"}).content.decode()
    assert events_of(browser, address, "post", {"purpose": "for somebody's safety"}) == [
        f"{place.clinician.actor} read_sealed_answers {place.answered.person.target}"
    ]
    page = browser.get(f"/staff/asking/r/{response}/").content.decode()
    assert words not in page
    assert page.count("Somebody may not be safe</li>") == 2


def test_answers_that_must_not_wait_lead_to_who_looks_after_them_and_say_nothing_more(universe: Universe) -> None:
    care, browser = universe.north.waiting, signed_in(universe.north.clinician)
    flagging = next(item for item in block().items if item.flag is not None)
    calm, grave = form({field(flagging): str(flagging.low)}), form({field(flagging): str(flagging.high)})
    pages = [browser.post(page_of(care), sent, follow=True).content.decode() for sent in (calm, grave)]
    link = f'href="/staff/safety/p/{care.person.pk}/">See who looks after it'
    assert [link in page for page in pages] == [False, True]
    assert [flagging.labels[str(flagging.high)] in page for page in pages] == [False, False]


def test_a_members_own_answers_and_a_draft_are_no_response_here(universe: Universe) -> None:
    place = universe.north
    questionnaire = next(
        each for each in shipped_library().questionnaires.newest.values() if each.use is Use.CONFIDENCE
    )
    given = {item.id: Given(AnswerState.DECLINED) for item in questionnaire.items}
    own = record_own_response(member=place.clinician, questionnaire=questionnaire, given=given)
    code = enter_code(
        typed=issue_home_code(episode=place.answered.episode, by=place.clinician).text, network="192.0.2.1"
    )
    draft = open_tool(code=code, questionnaire=block())
    for each in (own, draft):
        assert signed_in(place.clinician).get(f"/staff/asking/r/{each.pk}/").status_code == 404


def test_any_response_of_a_person_can_be_read_in_words(universe: Universe) -> None:
    place = universe.north
    response = place.answered.person.responses.exclude(occasion=None).first()
    page = signed_in(place.clinician).get(f"/staff/asking/r/{response.pk}/")
    assert page.status_code == 200
    assert "A relationship they are in now" in page.content.decode()
    assert f'datetime="{REFERRED.isoformat()}"' in page.content.decode()


def test_a_persons_first_page_asks_as_often_with_many_answers_as_with_few(universe: Universe) -> None:
    place, care = universe.north, universe.north.answered
    browser, address = signed_in(place.clinician), f"/staff/asking/p/{care.person.pk}/"
    browser.get(address)
    with at_most(22) as few:
        browser.get(address)
    for number in range(1, len(blocks()) + 1):
        record_block(
            episode=care.episode,
            block=block(number),
            given=told(block(number), "north"),
            answered_on=ENDED,
            by=place.clinician,
        )
    with at_most(22) as many:
        browser.get(address)
    assert len(many) == len(few)
