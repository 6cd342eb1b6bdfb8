"""What becomes of a contact when it is put right or taken back."""

from dataclasses import replace
from functools import partial

import pytest
from at_once import at_once
from browsing import Browser, signed_in
from contacting import add, form, told
from universe import Care, Place, Universe, build_care, build_place

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.care.actions.contacts import correct_contact, record_contact, withdraw_contact
from reconnect.clinic.care.models import Contact
from reconnect.clinic.care.queries import contacts_of
from reconnect.clinic.partners.overtaken import OvertakenError

pytestmark = pytest.mark.furnished


@pytest.fixture
def care(universe: Universe) -> Care:
    """Somebody of whom nothing is recorded yet."""
    return build_care(universe.north.clinician, "northcontact")


def test_a_correction_stands_beside_what_was_recorded_which_stays_as_it_was(universe: Universe, care: Care) -> None:
    by = universe.north.clinician
    first = add(universe, care, note="As it was", techniques={"pain-education": 20})
    second = correct_contact(contact=first, told=told(by, note="As it is", techniques={"naming-myths": 5}), by=by)
    first.refresh_from_db()
    assert contacts_of(care.person) == [second]
    assert (first.note, first.retracted_at is not None, second.supersedes_id) == ("As it was", True, first.pk)
    assert [each.technique_id for each in first.techniques.all()] == ["pain-education"]
    page = signed_in(by).get(f"/staff/care/p/{care.person.pk}/").content.decode()
    assert page.index("As it is") < page.index("Replaced or taken back: 1") < page.index("As it was")


def test_a_contact_about_the_wrong_person_is_taken_back_and_leaves_its_trace(universe: Universe, care: Care) -> None:
    by = universe.north.clinician
    contact = add(universe, care, note="About somebody else")
    browser, address = signed_in(by), f"/staff/care/c/{contact.pk}/back/"
    assert browser.post(address, {"person": universe.north.answered.person.pk}).status_code == 422
    assert contacts_of(care.person) == [contact]
    assert browser.post(address, {"person": care.person.pk}).status_code == 302
    assert contacts_of(care.person) == []
    assert "About somebody else" in browser.get(f"/staff/care/p/{care.person.pk}/").content.decode()
    assert browser.post(address, {"person": care.person.pk}).status_code == 409
    assert AuditEvent.objects.filter(action="withdraw_contact").count() == 1


def test_whoever_corrects_what_a_colleague_replaced_is_told_and_loses_nothing(universe: Universe, care: Care) -> None:
    by, lead = universe.north.clinician, universe.north.staff[Role.LEAD]
    contact = add(universe, care, note="First")
    mine, theirs = signed_in(by), signed_in(lead)
    address = f"/staff/care/c/{contact.pk}/"
    assert mine.get(address).status_code == 200
    assert theirs.post(address, form(care, lead, note="Theirs")).status_code == 302
    page = mine.post(address, form(care, by, note="Mine, at length"))
    assert page.status_code == 409
    assert "Mine, at length" in page.content.decode()
    assert [each.note for each in contacts_of(care.person)] == ["Theirs"]
    assert mine.get(address).status_code == 302
    with pytest.raises(OvertakenError):
        withdraw_contact(contact=contact, by=by)


def test_a_contact_is_corrected_by_its_own_words_only(universe: Universe, care: Care) -> None:
    by = universe.north.clinician
    contact = add(universe, care)
    same = told(by)
    corrected = correct_contact(contact=contact, told=replace(same, minutes=None), by=by)
    assert corrected.minutes is None


@pytest.fixture
def place(transactional_db: None) -> Place:
    return build_place("north", furnished=False)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_correct_at_once_one_does(place: Place) -> None:
    by, care = place.clinician, place.waiting
    contact = record_contact(episode=care.episode, told=told(by), by=by)
    jobs = [
        partial(correct_contact, contact=Contact.objects.get(pk=contact.pk), told=told(by, minutes=30 + each), by=by)
        for each in range(10)
    ]
    done = at_once(jobs)
    assert sum(isinstance(each, Contact) for each in done) == 1
    assert sum(isinstance(each, OvertakenError) for each in done) == 9
    assert len(contacts_of(care.person)) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_clicks_at_once_one_records(place: Place) -> None:
    by, care = place.clinician, place.waiting
    browser: Browser = signed_in(by)
    sent = form(care, by)
    pages = at_once([partial(browser.copy().post, f"/staff/care/e/{care.episode.pk}/contact/", sent)] * 10)
    assert {getattr(page, "status_code", page) for page in pages} == {302}
    assert len(contacts_of(care.person)) == 1
