"""What a partner writes is theirs: on no page of the person's, and on the staff's page about them only once given."""

import re

import pytest
from browsing import Browser, signed_in
from two_people import BOUNDARY, PARTNERS, SHEET, Two, two_people
from universe import Universe

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.accounts.policy import views
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.partners.actions import end_partner
from reconnect.clinic.questionnaires.actions import open_tool, put_away, send_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import ItemKind

KEPT, BEGUN, AWAY, GIVEN = "Wordskept", "Wordsbegun", "Wordsaway", "Wordsgiven"
UNGIVEN = re.compile(f"{KEPT}|{BEGUN}|{AWAY}")
THOUGHTS, WISHES = "partner-thoughts", "partner-wishes"


@pytest.fixture
def two(universe: Universe) -> Two:
    """A partner who keeps something, began something, put something away, and gave one thing to the team."""
    found = two_people(universe.north)
    found.written(found.partner_code, THOUGHTS, KEPT)
    away = found.written(found.partner_code, WISHES, AWAY)
    put_away(code=found.partner_code, response=away)
    found.written(found.partner_code, THOUGHTS, GIVEN, keep=False, send=True)
    found.written(found.partner_code, PARTNERS, BEGUN, keep=False)
    found.written(found.person_code, BOUNDARY, "Something of the person's")
    found.written(found.person_code, SHEET, "Something else of the person's")
    return found


def walked(browser: Browser, two: Two, beginning: str) -> dict[str, str]:
    """Every page below an address that needs no more than the person, the course of care or the partner."""
    parts = {"person_id": two.care.person.pk, "episode_id": two.care.episode.pk, "partner_id": two.partner.pk}
    parts["close_id"] = two.partner.pk
    found = {}
    for route, _ in views():
        names = set(re.findall(r"<\w+:(\w+)>", route))
        if route.startswith(beginning) and names <= parts.keys():
            address = re.sub(r"<\w+:(\w+)>", lambda part: str(parts[part[1]]), route)
            answer = browser.get(address)
            if answer.status_code == 200:
                found[route] = answer.content.decode()
    return found


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.FACILITATOR, Role.LEAD, Role.ADMINISTRATOR])
def test_no_page_of_staff_shows_what_was_not_given_and_one_shows_what_was(two: Two, role: Role) -> None:
    pages = walked(signed_in(two.place.staff[role]), two, "/staff/")
    assert len(pages) > (20 if role != Role.ADMINISTRATOR else 0)
    assert {route: UNGIVEN.findall(page) for route, page in pages.items() if UNGIVEN.search(page)} == {}
    shown = {route for route, page in pages.items() if GIVEN in page}
    assert shown == (set() if role == Role.ADMINISTRATOR else {"/staff/partners/p/<uuid:person_id>/"})


def test_no_page_of_the_persons_shows_anything_of_a_partners(two: Two) -> None:
    pages = walked(two.person(), two, "/h/")
    assert "/h/g/b/" in pages
    assert not [route for route, page in pages.items() if GIVEN in page or UNGIVEN.search(page)]


def test_the_walk_would_notice(two: Two) -> None:
    """The partner's own page of boundaries shows what they keep there: a page that did so elsewhere were found."""
    two.written(two.partner_code, PARTNERS, KEPT)
    assert KEPT in walked(two.close(), two, "/h/")["/h/g/b/"]


def test_looking_at_what_was_given_is_noted_before_it_is_shown(two: Two) -> None:
    before = AuditEvent.objects.filter(action="read_person").count()
    page = signed_in(two.place.clinician).get(f"/staff/partners/p/{two.care.person.pk}/")
    assert GIVEN in page.content.decode()
    assert AuditEvent.objects.filter(action="read_person").count() == before + 1


def test_what_was_given_stays_with_the_team_when_the_partners_part_is_over(two: Two) -> None:
    end_partner(partner=two.partner, by=two.place.clinician)
    page = signed_in(two.place.clinician).get(f"/staff/partners/p/{two.care.person.pk}/").content.decode()
    assert GIVEN in page
    assert "by somebody who took part earlier" in page
    assert not UNGIVEN.search(page)


def test_a_figure_that_was_given_stands_with_both_ends_of_its_scale(two: Two) -> None:
    sheet = shipped_library().questionnaires.newest[THOUGHTS]
    draft = open_tool(code=two.partner_code, questionnaire=sheet)
    scale = next(each for each in sheet.items if each.kind is ItemKind.SCALE)
    save_answers(response=draft, given={scale.id: Given(AnswerState.VALUE, 7)}, code=two.partner_code)
    send_tool(code=two.partner_code, response=draft)
    page = signed_in(two.place.clinician).get(f"/staff/partners/p/{two.care.person.pk}/").content.decode()
    assert "7 (0: Not true at all, 10: Very true)" in page


def test_another_service_sees_nothing_of_it(universe: Universe, two: Two) -> None:
    assert signed_in(universe.south.clinician).get(f"/staff/partners/p/{two.care.person.pk}/").status_code == 404
