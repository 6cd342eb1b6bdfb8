"""A locked block is not there until a clinician opens it for one person."""

import html

import pytest
from block_forms import DAY, everything, form, newest_response, page_of
from browsing import Browser, signed_in
from django.http import HttpResponse
from rooms.asking import LOCKED, OPEN, block, told
from routes import ask, matrix
from test_audited_reads import events_of
from universe import STARTED, Universe

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.asking import queries
from reconnect.clinic.asking.actions import NotOpen, close_block, open_block, record_block
from reconnect.clinic.asking.models import Opening, Reason
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.questionnaires.actions import open_tool
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.errors import ActionDenied

pytestmark = pytest.mark.furnished


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


@pytest.mark.either
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
