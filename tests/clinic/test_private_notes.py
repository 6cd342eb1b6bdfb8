"""Private notes: listed by day and author, opened for a purpose, and nowhere else."""

from uuid import uuid4

import pytest
from browsing import signed_in
from routes import MISSING, address, ask, matrix
from universe import STARTED, Universe, build_member

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.care.actions.notes import read_private_note, withdraw_private_note, write_private_note
from reconnect.clinic.care.models import NoteReading, PrivateNote
from reconnect.clinic.partners.models import Purpose
from reconnect.clinic.reports.outcomes import service_outcomes
from reconnect.errors import ActionDenied

pytestmark = pytest.mark.furnished

TEXT = "Canaryprivatenotenorth"


@pytest.fixture
def note(universe: Universe) -> PrivateNote:
    return PrivateNote.objects.get(pk=universe.north.parts["note_id"])


def test_it_is_listed_by_day_and_author(universe: Universe, note: PrivateNote) -> None:
    page = signed_in(universe.north.staff[Role.LEAD]).get(f"/staff/care/p/{note.person_id}/notes/").content.decode()
    assert f'datetime="{STARTED.isoformat()}"' in page
    assert universe.north.clinician.name in page
    assert TEXT not in page


def test_it_is_opened_for_a_purpose_only_and_each_time_is_in_the_trail(universe: Universe, note: PrivateNote) -> None:
    lead = universe.north.staff[Role.LEAD]
    browser, place = signed_in(lead), f"/staff/care/n/{note.pk}/"
    sent = {"person": note.person_id}
    for answer in (browser.get(place), browser.post(place, sent), browser.post(place, sent | {"purpose": "curious"})):
        assert TEXT not in answer.content.decode()
    assert not NoteReading.objects.filter(note=note).exists()
    before = AuditEvent.objects.count()
    opened = browser.post(place, sent | {"purpose": "team review"})
    assert TEXT in opened.content.decode()
    (event,) = AuditEvent.objects.all()[before:]
    assert (event.actor, event.action, event.target) == (lead.actor, "read_private_note", note.person.target)
    (reading,) = NoteReading.objects.filter(note=note)
    assert (reading.by, reading.purpose) == (lead, Purpose.REVIEW)
    assert Purpose.REVIEW.label in browser.get(f"/staff/care/p/{note.person_id}/notes/").content.decode().replace(
        "&#39;", "'"
    )


def test_asking_for_it_and_opening_it_are_an_event_each(universe: Universe, note: PrivateNote) -> None:
    browser = signed_in(universe.north.clinician)
    before = AuditEvent.objects.count()
    browser.get(f"/staff/care/p/{note.person_id}/notes/")
    browser.get(f"/staff/care/p/{note.person_id}/notes/new/")
    browser.get(f"/staff/care/n/{note.pk}/")
    browser.get(f"/staff/care/n/{note.pk}/back/")
    browser.post(f"/staff/care/n/{note.pk}/", {"person": note.person_id, "purpose": "asked"})
    found = [event.action for event in AuditEvent.objects.all()[before:]]
    assert found == ["read_person"] * 4 + ["read_private_note"]


def test_a_purpose_given_for_somebody_else_opens_nothing(universe: Universe, note: PrivateNote) -> None:
    sent = {"person": universe.north.waiting.person.pk, "purpose": "safety"}
    answer = signed_in(universe.north.clinician).post(f"/staff/care/n/{note.pk}/", sent)
    assert (answer.status_code, TEXT in answer.content.decode()) == (422, False)


@pytest.mark.either
def test_neither_tier_of_notes_stands_on_any_page_that_anybody_can_get(universe: Universe) -> None:
    """Every page of the matrix, and every one that a purpose does not open."""
    tiers = (TEXT, "Canarypartnernotenorth")
    for role, member in universe.north.staff.items():
        browser = signed_in(member)
        for row in matrix():
            if row.method == "GET" and row.case in {"own", ""} and row.expected[role.value] == "200":
                answer = ask(browser, row, universe)
                said = answer.getvalue().decode("utf-8", "replace")
                assert not [text for text in tiers if text in said], address(row, universe)
    opened = signed_in(universe.north.clinician).post(
        f"/staff/care/n/{universe.north.parts['note_id']}/",
        {"person": universe.north.answered.person.pk, "purpose": "safety"},
    )
    assert TEXT in opened.content.decode()


def test_nothing_of_it_is_in_what_is_evaluated(universe: Universe) -> None:
    assert TEXT not in repr(service_outcomes(universe.north.service))


def test_a_facilitator_an_administrator_and_another_service_open_nothing(universe: Universe, note: PrivateNote) -> None:
    strangers = [universe.north.staff[Role.FACILITATOR], universe.north.staff[Role.ADMINISTRATOR]]
    strangers += [universe.north.staff[Role.PRIVACY_OFFICER], *universe.south.staff.values()]
    for stranger in strangers:
        browser = signed_in(stranger)
        sent = {"person": note.person_id, "purpose": "safety"}
        assert browser.post(f"/staff/care/n/{note.pk}/", sent).status_code == 404
        assert browser.get(f"/staff/care/p/{note.person_id}/notes/").status_code == 404
        with pytest.raises(ActionDenied):
            read_private_note(note=note, purpose=Purpose.SAFETY, by=stranger)
    facilitator = signed_in(universe.north.staff[Role.FACILITATOR])
    page = facilitator.get(f"/staff/care/p/{note.person_id}/").content.decode()
    assert f"/staff/care/p/{note.person_id}/notes/" not in page
    assert not NoteReading.objects.exclude(by=universe.north.clinician).exists()


def test_two_clicks_write_one_note_and_a_form_of_somebody_else_writes_none(universe: Universe) -> None:
    person = universe.north.waiting.person
    browser, place = signed_in(universe.north.clinician), f"/staff/care/p/{person.pk}/notes/new/"
    sent = {"person": person.pk, "token": uuid4(), "written_on": "2024-02-12", "text": "Something"}
    other = browser.post(place, sent | {"person": universe.north.answered.person.pk})
    assert (other.status_code, "Something" in other.content.decode()) == (422, True)
    assert not person.private_notes.exists()
    assert [browser.post(place, sent).status_code for _ in range(2)] == [302, 302]
    assert [each.text for each in person.private_notes.all()] == ["Something"]


def test_only_its_author_takes_it_back_and_it_stays(universe: Universe, note: PrivateNote) -> None:
    another = build_member(universe.north.service, Role.CLINICIAN, "anothernorth")
    with pytest.raises(ActionDenied, match="Only its author"):
        withdraw_private_note(note=note, by=another)
    place, sent = f"/staff/care/n/{note.pk}/back/", {"person": note.person_id}
    assert signed_in(another).post(place, sent).status_code == 422
    browser = signed_in(universe.north.clinician)
    assert browser.post(place, sent).status_code == 302
    note.refresh_from_db()
    assert (note.text, note.retracted_at is not None) == (TEXT, True)
    assert "Taken back" in browser.get(f"/staff/care/p/{note.person_id}/notes/").content.decode()


def test_a_note_of_tomorrow_or_of_nobody_is_refused(universe: Universe) -> None:
    person, by = universe.north.waiting.person, universe.north.clinician
    with pytest.raises(ActionDenied, match="future"):
        write_private_note(person=person, text="x", written_on=STARTED.replace(year=2999), by=by)
    assert signed_in(by).get(f"/staff/care/n/{MISSING}/").status_code == 404
