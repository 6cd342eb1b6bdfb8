"""What stands about a partner, and where: their name, and what they told alone."""

import pytest
from browsing import signed_in
from django.utils import timezone
from partnering import NAME, TOLD, find, page_of
from universe import REFERRED, STARTED, Care, Universe, build_care, build_member, canary

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.care.actions.contacts import record_contact
from reconnect.clinic.care.actions.events import record_event
from reconnect.clinic.care.encounter import Encounter
from reconnect.clinic.care.models import Barrier
from reconnect.clinic.partners.actions import add_partner, read_partner_note, withdraw_partner_note, write_partner_note
from reconnect.clinic.partners.models import PartnerNote, PartnerNoteReading, Purpose
from reconnect.clinic.people.models import Partner
from reconnect.errors import ActionDenied

pytestmark = pytest.mark.furnished


@pytest.fixture
def care(universe: Universe) -> Care:
    return build_care(universe.north.clinician, "northpartner")


@pytest.fixture
def partner(universe: Universe, care: Care) -> Partner:
    return add_partner(person=care.person, name=NAME, by=universe.north.clinician)


@pytest.fixture
def note(universe: Universe, partner: Partner) -> PartnerNote:
    return write_partner_note(partner=partner, text=TOLD, told_on=STARTED, by=universe.north.clinician)


def test_a_partners_page_holds_nothing_of_the_persons_history(universe: Universe, care: Care, partner: Partner) -> None:
    by = universe.north.clinician
    told = Encounter(
        held_on=STARTED, leaders=(by,), note="Note of the contact", practice_agreed="What was agreed", minutes=45
    )
    record_contact(episode=care.episode, told=told, by=by)
    record_event(person=care.person, kind=Barrier.SURGERY, began_on=REFERRED, words="What happened", by=by)
    find(by, partner)
    page = page_of(by, care)
    for word in ("Note of the contact", "What was agreed", "What happened", "Surgery", canary("diagnosis", "north")):
        assert word not in page


def test_the_partners_name_stands_on_their_own_page_only(
    universe: Universe, care: Care, partner: Partner, note: PartnerNote
) -> None:
    by = universe.north.clinician
    find(by, partner)
    told = Encounter(held_on=STARTED, leaders=(by,), partner_present=True)
    contact = record_contact(episode=care.episode, told=told, by=by)
    browser, person = signed_in(by), care.person.pk
    assert NAME in page_of(by, care)
    for address in (
        "/staff/people/",
        f"/staff/people/p/{person}/",
        f"/staff/care/p/{person}/",
        f"/staff/care/c/{contact.pk}/",
        f"/staff/care/p/{person}/notes/",
        f"/staff/partners/t/{partner.pk}/finding/",
        f"/staff/partners/t/{partner.pk}/mode/",
        f"/staff/partners/t/{partner.pk}/end/",
        f"/staff/partners/t/{partner.pk}/note/",
        f"/staff/partners/n/{note.pk}/",
    ):
        answer = browser.get(address)
        assert (answer.status_code, NAME in answer.content.decode()) == (200, False), address
    opened = browser.post(f"/staff/partners/n/{note.pk}/", {"person": person, "purpose": "safety"})
    assert NAME not in opened.content.decode()


def test_what_a_partner_told_is_opened_for_a_purpose_and_each_time_is_in_the_trail(
    universe: Universe, care: Care, note: PartnerNote
) -> None:
    lead = universe.north.staff[Role.LEAD]
    browser, address = signed_in(lead), f"/staff/partners/n/{note.pk}/"
    sent = {"person": care.person.pk}
    for answer in (browser.get(address), browser.post(address, sent), browser.post(address, sent | {"purpose": "why"})):
        assert TOLD not in answer.content.decode()
    assert not PartnerNoteReading.objects.filter(note=note).exists()
    before = AuditEvent.objects.count()
    opened = browser.post(address, sent | {"purpose": Purpose.SAFETY.value})
    assert TOLD in opened.content.decode()
    (event,) = AuditEvent.objects.all()[before:]
    assert (event.actor, event.action, event.target) == (lead.actor, "read_partner_note", care.person.target)
    (reading,) = PartnerNoteReading.objects.filter(note=note)
    assert (reading.by, reading.purpose) == (lead, "safety")
    assert Purpose.SAFETY.label in page_of(universe.north.clinician, care).replace("&#39;", "'")


def test_a_facilitator_does_not_learn_that_a_partner_told_anything(
    universe: Universe, care: Care, note: PartnerNote
) -> None:
    facilitator = universe.north.staff[Role.FACILITATOR]
    with_a_note = page_of(facilitator, care)
    assert "told alone" not in with_a_note
    assert str(note.pk) not in with_a_note
    assert "told alone" in page_of(universe.north.clinician, care)
    browser = signed_in(facilitator)
    for address in (f"n/{note.pk}/", f"n/{note.pk}/back/", f"t/{note.partner_id}/note/"):
        assert browser.post(f"/staff/partners/{address}", {"person": care.person.pk}).status_code == 404
    with pytest.raises(ActionDenied):
        read_partner_note(note=note, purpose=Purpose.TODAY, by=facilitator)


def test_only_its_author_takes_a_note_back_and_it_stays(universe: Universe, note: PartnerNote) -> None:
    another = build_member(universe.north.service, Role.CLINICIAN, "anothernorth")
    with pytest.raises(ActionDenied, match="Only its author"):
        withdraw_partner_note(note=note, by=another)
    address, sent = f"/staff/partners/n/{note.pk}/back/", {"person": note.partner.person_id}
    assert signed_in(another).post(address, sent).status_code == 422
    assert signed_in(universe.north.clinician).post(address, sent).status_code == 302
    note.refresh_from_db()
    assert (note.text, note.retracted_at is not None) == (TOLD, True)


def test_another_service_finds_nothing_and_changes_nothing(universe: Universe, care: Care, note: PartnerNote) -> None:
    stranger = universe.south.clinician
    with pytest.raises(ActionDenied):
        find(stranger, note.partner)
    with pytest.raises(ActionDenied):
        add_partner(person=universe.north.waiting.person, name="Somebody", by=stranger)
    with pytest.raises(ActionDenied):
        write_partner_note(partner=note.partner, text="x", told_on=timezone.now().date(), by=stranger)
    assert signed_in(stranger).get(f"/staff/partners/p/{care.person.pk}/").status_code == 404
