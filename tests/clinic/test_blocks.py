"""Blocks of the assessment: each may be left out and come back to; what is locked is not there until it is opened."""

import html
from datetime import date
from functools import partial
from uuid import uuid4

import pytest
from at_once import at_once
from browsing import Browser, signed_in
from django.http import HttpResponse
from rooms.asking import LOCKED, OPEN, block, told
from routes import ask, matrix, plain
from test_audited_reads import events_of
from test_queries import at_most
from universe import ENDED, REFERRED, STARTED, Care, Universe, build_place, code_for

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.asking import queries
from reconnect.clinic.asking.actions import NotOpen, close_block, open_block, record_block
from reconnect.clinic.asking.models import Look, Opening, Reason
from reconnect.clinic.asking.presenters import asking_page
from reconnect.clinic.asking.queries import blocks
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.questionnaires.actions import open_tool, record_own_response
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import Response
from reconnect.errors import ActionDenied
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Item, ItemKind, Questionnaire, Use

pytestmark = pytest.mark.furnished

READINESS = next(number for number, each in enumerate(blocks(), 1) if each.id == "assessment-readiness")
DAY = "2024-03-01"


def page_of(care: Care, number: int = OPEN, rest: str = "") -> str:
    return f"/staff/asking/p/{care.person.pk}/b/{number}/{rest}"


def form(answers: dict[str, object] | None = None, **told: object) -> dict[str, object]:
    return {"answered_on": DAY, "token": str(uuid4())} | (answers or {}) | told


def field(item: Item) -> str:
    return f"item-{item.id}"


def everything(found: Questionnaire) -> dict[str, object]:
    return {field(item): "Some words" if item.kind is ItemKind.TEXT else str(item.high) for item in found.items}


def first_scale(found: Questionnaire) -> Item:
    return next(item for item in found.items if item.kind is ItemKind.SCALE)


def newest_response(care: Care, found: Questionnaire) -> Response:
    return care.person.responses.filter(questionnaire_id=found.id).order_by("submitted_at").last()


def card(care: Care, number: int) -> object:
    page = asking_page(care.person)
    return next(each for each in (*page.cards, *page.locked) if each.number == number)


@pytest.mark.parametrize("number", range(1, len(blocks()) + 1))
def test_every_block_can_be_left_for_later_and_come_back_to(universe: Universe, number: int) -> None:
    care, browser, found = universe.north.waiting, signed_in(universe.north.clinician), block(number)
    if found.locked:
        open_block(person=care.person, block=found, reason=Reason.THEY_WISH, by=universe.north.clinician)
    assert browser.post(page_of(care, number), form(later="yes")).status_code == 302
    left = card(care, number)
    assert (left.told_on, left.left_on, left.answered) == (None, date(2024, 3, 1), 0)
    assert browser.get(page_of(care, number)).status_code == 200
    assert browser.post(page_of(care, number), form(everything(found), answered_on="2024-03-08")).status_code == 302
    told_now = card(care, number)
    assert (told_now.told_on, told_now.left_on) == (date(2024, 3, 8), None)
    assert (told_now.answered, told_now.of) == (len(found.items), len(found.items))


@pytest.mark.parametrize("item", block(READINESS).items, ids=lambda item: item.id)
def test_every_question_can_be_answered_alone_and_the_others_are_not_zero(universe: Universe, item: Item) -> None:
    care, found = universe.north.waiting, block(READINESS)
    answers = {field(item): everything(found)[field(item)]}
    signed_in(universe.north.clinician).post(page_of(care, READINESS), form(answers))
    answers = {each.item_id: each for each in newest_response(care, found).answers.all()}
    others = [answers[each.id] for each in found.items if each != item]
    assert answers[item.id].state == AnswerState.VALUE
    assert {(each.state, each.value, each.text) for each in others} == {(AnswerState.NOT_SHOWN, None, None)}
    assert card(care, READINESS).answered == 1


def test_what_they_would_rather_not_say_is_kept_as_that(universe: Universe) -> None:
    care, found = universe.north.waiting, block(READINESS)
    scale = first_scale(found)
    browser = signed_in(universe.north.clinician)
    browser.post(page_of(care, READINESS), form({field(scale): "declined"}))
    assert newest_response(care, found).answers.get(item_id=scale.id).state == AnswerState.DECLINED
    assert (card(care, READINESS).answered, card(care, READINESS).unsaid) == (0, 1)
    assert "would rather not say" in browser.get(f"/staff/asking/p/{care.person.pk}/").content.decode()


def test_a_form_without_any_answer_is_not_saved_and_says_what_to_do(universe: Universe) -> None:
    care = universe.north.waiting
    page = signed_in(universe.north.clinician).post(page_of(care), form())
    assert page.status_code == 422
    assert "Leave for later" in page.content.decode()
    assert f'value="{DAY}"' in page.content.decode()
    assert not care.person.responses.exists()


@pytest.mark.parametrize("day", ["", "2999-01-01", "1800-01-01", "yesterday"])
def test_a_day_that_cannot_be_meant_is_refused_and_nothing_that_was_typed_is_lost(universe: Universe, day: str) -> None:
    care, found = universe.north.waiting, block()
    page = signed_in(universe.north.clinician).post(page_of(care), form(everything(found), answered_on=day))
    assert page.status_code == 422
    text = page.content.decode()
    assert "Give the day on which it was told" in text
    assert text.count("Some words</textarea>") == sum(item.kind is ItemKind.TEXT for item in found.items)
    assert text.count(" checked") == sum(item.kind is not ItemKind.TEXT for item in found.items)
    assert not care.person.responses.exists()


def test_what_was_told_stands_beside_the_question_with_its_day_and_is_not_filled_in(universe: Universe) -> None:
    care, browser, found = universe.north.waiting, signed_in(universe.north.clinician), block(READINESS)
    answers = {field(item): "Canarywords" for item in found.items if item.kind is ItemKind.TEXT}
    browser.post(page_of(care, READINESS), form(answers | {field(first_scale(found)): "7"}))
    page = browser.get(page_of(care, READINESS)).content.decode()
    assert page.count("Canarywords") == len(answers)
    assert "Canarywords</textarea>" not in page
    assert page.count('Told on <time datetime="2024-03-01">') == len(answers) + 1
    assert not any("checked" in line and 'value="7"' in line for line in page.splitlines())


def test_an_earlier_answer_stays_when_another_is_told(universe: Universe) -> None:
    care, browser, found = universe.north.waiting, signed_in(universe.north.clinician), block(READINESS)
    scale = first_scale(found)
    for said, day in (("3", "2024-03-01"), ("6", "2024-04-01")):
        browser.post(page_of(care, READINESS), form({field(scale): said}, answered_on=day))
    values = [each.answers.get(item_id=scale.id).value for each in care.person.responses.order_by("answered_on")]
    assert values == [3, 6]
    ruler = asking_page(care.person).rulers[0]
    assert (ruler.told.value, ruler.times) == (6, 2)


def test_a_ruler_that_was_never_answered_says_so_and_is_no_zero(universe: Universe) -> None:
    care = universe.north.waiting
    page = signed_in(universe.north.clinician).get(f"/staff/asking/p/{care.person.pk}/").content.decode()
    assert {each.told for each in asking_page(care.person).rulers} == {None}
    assert page.count("<td>not asked</td>") == 3
    assert page.count("n = 0") == 3


def test_the_relationship_in_mind_is_kept_where_a_block_asks_for_it(
    universe: Universe, monkeypatch: pytest.MonkeyPatch
) -> None:
    care, browser = universe.north.waiting, signed_in(universe.north.clinician)
    answers = {field(first_scale(block(READINESS))): "5"}
    browser.post(page_of(care, READINESS), form(answers, basis="past"))
    assert newest_response(care, block(READINESS)).basis == ""  # this one does not ask
    object.__setattr__(block(READINESS), "asks_basis", True)
    try:
        assert "Which relationship do they have in mind?" in browser.get(page_of(care, READINESS)).content.decode()
        browser.post(page_of(care, READINESS), form(answers, basis="past", answered_on="2024-03-02"))
    finally:
        object.__setattr__(block(READINESS), "asks_basis", False)
    response = newest_response(care, block(READINESS))
    assert response.basis == "past"
    assert "A past relationship" in browser.get(f"/staff/asking/r/{response.pk}/").content.decode()


def test_a_form_that_is_sent_twice_is_saved_once(universe: Universe) -> None:
    care, browser, sent = universe.north.waiting, signed_in(universe.north.clinician), form(everything(block()))
    pages = [browser.post(page_of(care), sent) for _ in range(2)]
    assert {page["Location"] for page in pages} == {f"/staff/asking/r/{sent['token']}/"}
    assert care.person.responses.count() == 1


def test_a_token_of_somebody_elses_answers_saves_nothing_and_tells_nothing(universe: Universe) -> None:
    taken = universe.south.answered.person.responses.first()
    page = signed_in(universe.north.clinician).post(
        page_of(universe.north.waiting), form(everything(block()), token=str(taken.pk))
    )
    assert page.status_code == 404
    assert not universe.north.waiting.person.responses.exists()


@pytest.mark.django_db(transaction=True)
def test_what_two_members_save_at_once_is_kept_twice() -> None:
    place = build_place("north")
    browsers = [signed_in(place.clinician), signed_in(place.staff[Role.LEAD])]
    scale = first_scale(block(READINESS))
    jobs = [
        partial(each.post, page_of(place.waiting, READINESS), form({field(scale): said}))
        for each, said in zip(browsers, ("2", "8"), strict=True)
    ]
    assert [page.status_code for page in at_once(jobs)] == [302, 302]
    values = [each.answers.get(item_id=scale.id).value for each in place.waiting.person.responses.all()]
    assert sorted(values) == [2, 8]


def texts_of_locked() -> set[str]:
    return {item.text for item in block(LOCKED).items}


def shows_locked(response: HttpResponse) -> bool:
    text = html.unescape(response.content.decode(errors="replace"))
    return any(each in text for each in texts_of_locked())


def places_that_show_locked(universe: Universe) -> set[str]:
    """The routes where anybody, by any method, sees a question of the locked block."""
    place = universe.north
    universe.north.parts["block_number"] = LOCKED
    browsers = {role.value: signed_in(member) for role, member in place.staff.items()} | {"anonymous": Browser()}
    sent = {"purpose": "to plan their care", "answered_on": DAY, "search": "", "later": "yes"}
    found = set()
    for row in matrix():
        if row.method == "DELETE" or row.case in {"other", "missing"}:
            continue
        for browser in browsers.values():
            if shows_locked(ask(browser, row, universe, sent if row.method == "POST" else None)):
                found.add(f"{row.method} {row.route}")
    return found


def test_no_route_shows_a_question_of_the_locked_block_to_anybody_until_it_is_opened(universe: Universe) -> None:
    block_route, response_route = (
        next(row.route for row in matrix() if part in row.route and row.route.startswith("/staff/asking/"))
        for part in ("<int:block_number>/", "<uuid:response_id>/")
    )
    shown = places_that_show_locked(universe)  # it was opened for them: this walk would find it
    assert shown == {f"GET {block_route}", f"GET {response_route}", f"POST {response_route}sealed/"}
    Opening.objects.all().delete()
    assert places_that_show_locked(universe) == set()


def test_what_is_locked_is_not_there_by_any_method_until_it_is_opened_for_this_very_person(universe: Universe) -> None:
    place, care = universe.north, universe.north.waiting
    for role in (Role.CLINICIAN, Role.FACILITATOR, Role.LEAD):
        browser = signed_in(place.staff[role])
        assert browser.get(page_of(care, LOCKED)).status_code == 404
        assert browser.post(page_of(care, LOCKED), form(everything(block(LOCKED)))).status_code == 404
    assert not care.person.responses.exists()
    open_block(person=care.person, block=block(LOCKED), reason=Reason.TRUST, by=place.clinician)
    assert signed_in(place.staff[Role.FACILITATOR]).get(page_of(care, LOCKED)).status_code == 200


def test_opening_needs_a_reason_and_stands_in_the_trail(universe: Universe) -> None:
    place, care = universe.north, universe.north.waiting
    browser, address = signed_in(place.clinician), page_of(universe.north.waiting, LOCKED, "unlock/")
    assert browser.get(address).status_code == 200
    assert not shows_locked(browser.get(address))
    assert browser.post(address, {"reason": ""}).status_code == 422
    assert browser.post(address, {"reason": "curiosity"}).status_code == 422
    assert not care.person.openings.exists()
    assert events_of(browser, address, "post", {"reason": "safety"}) == [
        f"{place.clinician.actor} open_block {care.person.target}"
    ]
    opening = care.person.openings.get()
    assert (opening.reason, opening.by) == (Reason.SAFETY, place.clinician)
    assert browser.get(page_of(care, LOCKED)).status_code == 200


def test_only_a_clinician_opens_and_locks(universe: Universe) -> None:
    place, care = universe.north, universe.north.waiting
    for role in set(Role) - {Role.CLINICIAN, Role.LEAD}:
        with pytest.raises(ActionDenied, match="clinician"):
            open_block(person=care.person, block=block(LOCKED), reason=Reason.TRUST, by=place.staff[role])
        with pytest.raises(ActionDenied, match="clinician"):
            close_block(person=place.answered.person, block=block(LOCKED), by=place.staff[role])
    assert "/unlock/" in signed_in(place.clinician).get(f"/staff/asking/p/{care.person.pk}/").content.decode()
    page = signed_in(place.staff[Role.FACILITATOR]).get(f"/staff/asking/p/{care.person.pk}/").content.decode()
    assert "/unlock/" not in page


def test_what_is_not_locked_cannot_be_opened(universe: Universe) -> None:
    place, care = universe.north, universe.north.waiting
    with pytest.raises(ActionDenied, match="not locked"):
        open_block(person=care.person, block=block(), reason=Reason.TRUST, by=place.clinician)
    assert signed_in(place.clinician).get(page_of(care, OPEN, "unlock/")).status_code == 404


def test_another_service_opens_nothing(universe: Universe) -> None:
    with pytest.raises(ActionDenied, match="another service"):
        open_block(
            person=universe.north.waiting.person,
            block=block(LOCKED),
            reason=Reason.TRUST,
            by=universe.south.clinician,
        )
    assert not universe.north.waiting.person.openings.exists()


def test_opening_twice_is_opening_once_and_locking_ends_it(universe: Universe) -> None:
    place, care = universe.north, universe.north.waiting
    for reason in (Reason.TRUST, Reason.SAFETY):
        open_block(person=care.person, block=block(LOCKED), reason=reason, by=place.clinician)
    assert care.person.openings.get().reason == Reason.TRUST
    close_block(person=care.person, block=block(LOCKED), by=place.staff[Role.LEAD])
    assert queries.opened(care.person) == set()
    open_block(person=care.person, block=block(LOCKED), reason=Reason.SAFETY, by=place.clinician)
    assert queries.opened(care.person) == {block(LOCKED).id}
    assert care.person.openings.count() == 2


def test_once_locked_again_it_cannot_be_asked_and_what_was_told_stays_readable(universe: Universe) -> None:
    place, care = universe.north, universe.north.answered
    browser = signed_in(place.staff[Role.LEAD])
    response = newest_response(care, block(LOCKED))
    assert browser.post(page_of(care, LOCKED, "lock/")).status_code == 302
    assert browser.get(page_of(care, LOCKED)).status_code == 404
    assert browser.post(page_of(care, LOCKED), form(everything(block(LOCKED)))).status_code == 404
    assert care.person.responses.filter(questionnaire_id=block(LOCKED).id).count() == 1
    assert f"/staff/asking/r/{response.pk}/" in browser.get(f"/staff/asking/p/{care.person.pk}/").content.decode()
    assert browser.get(f"/staff/asking/r/{response.pk}/").status_code == 200


def test_a_form_that_was_open_while_somebody_locked_the_block_saves_nothing(
    universe: Universe, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, care = universe.north, universe.north.waiting
    with pytest.raises(NotOpen):
        record_block(
            episode=care.episode,
            block=block(LOCKED),
            given=told(block(LOCKED), "north"),
            answered_on=STARTED,
            by=place.clinician,
        )
    monkeypatch.setattr(queries, "block_of", lambda _, number: block(number))  # looked before it was locked
    page = signed_in(place.clinician).post(page_of(care, LOCKED), form(everything(block(LOCKED))))
    assert page.status_code == 404
    assert not care.person.responses.exists()


def test_no_code_by_itself_opens_what_is_locked(universe: Universe) -> None:
    place, care = universe.north, universe.north.answered
    code = enter_code(typed=issue_home_code(episode=care.episode, by=place.clinician).text, network="192.0.2.1")
    with pytest.raises(ActionDenied, match="Nobody opened this block"):
        open_tool(code=code, questionnaire=block(LOCKED))


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


def test_a_code_for_an_occasion_asks_no_block(universe: Universe) -> None:
    care = universe.north.waiting
    code = enter_code(typed=code_for(next(iter(care.occasions.values())), universe.north.clinician), network="::1")
    with pytest.raises(ActionDenied, match="opens no tools"):
        open_tool(code=code, questionnaire=block())
