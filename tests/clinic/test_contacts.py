"""Contacts: what may be recorded of them, and by whom."""

from datetime import date, timedelta

import pytest
from browsing import signed_in
from contacting import add, form, told
from django.db import IntegrityError, transaction
from universe import STARTED, Care, Universe, build_care

from reconnect.clinic.accounts.actions import add_member
from reconnect.clinic.accounts.models import Member, Role
from reconnect.clinic.care.actions.contacts import correct_contact
from reconnect.clinic.care.models import Attendance, Contact, HandsOn, How
from reconnect.clinic.care.queries import contacts_of
from reconnect.clinic.partners.actions import add_partner, end_partner, record_involvement
from reconnect.errors import ActionDenied
from reconnect.model.discipline import Discipline

pytestmark = pytest.mark.furnished


@pytest.fixture
def care(universe: Universe) -> Care:
    """Somebody of whom nothing is recorded yet."""
    return build_care(universe.north.clinician, "northcontact")


@pytest.fixture
def physiotherapist(universe: Universe) -> Member:
    return add_member(
        service=universe.north.service,
        name="Physio Example",
        email="physio@example.invalid",
        role=Role.CLINICIAN,
        discipline=Discipline.PHYSIOTHERAPY,
    )


def safe(universe: Universe, care: Care, **found: bool) -> None:
    by = universe.north.clinician
    partner = care.person.partners.filter(ended_at=None).first() or add_partner(
        person=care.person, name="Somebody", by=by
    )
    record_involvement(partner=partner, found_on=STARTED, by=by, **({"person_seen_alone": True, "safe": True} | found))


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"attendance": Attendance.DID_NOT_ATTEND}, "Nobody was there"),
        ({"attendance": Attendance.CANCELLED_BY_US, "person_present": False}, "Nobody was there"),
        ({"person_present": False}, "Say who was there"),
        ({"leaders": ()}, "Say who led"),
        ({"techniques": {"pain-education": 30, "desensitisation": 21}}, "more than the contact took"),
        ({"techniques": {"pain-education": 0}}, "from 1 to 240"),
        ({"techniques": {"pain-education": 241}, "minutes": None}, "from 1 to 240"),
        ({"techniques": {"hypnosis": 10}}, "does not exist"),
        ({"minutes": 0}, "from 1 to 600"),
        ({"next_on": STARTED}, "after this one"),
        ({"next_on": STARTED + timedelta(days=800)}, "within two years"),
        ({"next_on": STARTED + timedelta(days=7), "next_in_weeks": 1}, "once"),
        ({"next_in_weeks": 105}, "1 to 104"),
        ({"held_on": date(2999, 1, 1)}, "in the future"),
        ({"partner_present": True}, "No partner is noted"),
    ],
)
def test_what_cannot_be_true_together_is_refused_with_a_reason(
    universe: Universe, care: Care, other: dict[str, object], why: str
) -> None:
    assert add(universe, care).minutes == 50
    with pytest.raises(ActionDenied, match=why):
        add(universe, care, **other)
    assert len(contacts_of(care.person)) == 1


def test_a_contact_that_was_missed_has_a_day_and_a_next_one_and_no_minutes(universe: Universe, care: Care) -> None:
    missed = add(
        universe,
        care,
        attendance=Attendance.DID_NOT_ATTEND,
        person_present=False,
        minutes=None,
        leaders=(),
        next_in_weeks=1,
    )
    assert (missed.attendance, missed.minutes, missed.next_in_weeks) == ("did not attend", None, 1)


def test_another_services_staff_cannot_have_led_it_nor_record_it(universe: Universe, care: Care) -> None:
    with pytest.raises(ActionDenied, match="Somebody else's staff"):
        add(universe, care, leaders=(universe.south.clinician,))
    with pytest.raises(ActionDenied, match="another service"):
        add(universe, care, by=universe.south.clinician)
    assert contacts_of(care.person) == []


def test_a_partner_is_present_only_once_the_person_was_seen_alone_and_it_is_safe(
    universe: Universe, care: Care
) -> None:
    safe(universe, care, safe=False)
    with pytest.raises(ActionDenied, match="See the person alone first"):
        add(universe, care, partner_present=True)
    safe(universe, care)
    contact = add(universe, care, partner_present=True)
    assert contact.partner == care.person.partners.get()


def test_a_partner_who_was_there_stays_there_when_it_ended_and_the_contact_is_put_right(
    universe: Universe, care: Care
) -> None:
    by = universe.north.clinician
    safe(universe, care)
    contact = add(universe, care, partner_present=True)
    end_partner(partner=contact.partner, by=by)
    with pytest.raises(ActionDenied, match="No partner is noted"):
        add(universe, care, partner_present=True)
    corrected = correct_contact(contact=contact, told=told(by, partner_present=True, minutes=40), by=by)
    assert corrected.partner == contact.partner


@pytest.mark.parametrize("hands_on", [HandsOn.NOT_TALKED_ABOUT, HandsOn.DECLINED])
def test_there_are_no_hands_on_minutes_without_consent(
    universe: Universe, care: Care, physiotherapist: Member, hands_on: HandsOn
) -> None:
    agreed = {"by": physiotherapist, "hands_on": HandsOn.AGREED, "hands_on_minutes": 10}
    contact = add(universe, care, **agreed)
    with pytest.raises(ActionDenied, match="without consent given in this contact"):
        add(universe, care, **(agreed | {"hands_on": hands_on}))
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(hands_on=hands_on)


def test_consent_that_was_taken_back_leaves_the_minutes_until_then(
    universe: Universe, care: Care, physiotherapist: Member
) -> None:
    contact = add(universe, care, physiotherapist, hands_on=HandsOn.WITHDRAWN, hands_on_minutes=4)
    assert (contact.hands_on, contact.hands_on_minutes) == (HandsOn.WITHDRAWN, 4)


def test_consent_is_asked_anew_in_each_contact(universe: Universe, care: Care, physiotherapist: Member) -> None:
    add(universe, care, physiotherapist, hands_on=HandsOn.AGREED, hands_on_minutes=10)
    page = signed_in(physiotherapist).get(f"/staff/care/e/{care.episode.pk}/contact/").content.decode()
    assert '<option value="not talked about">' in page
    assert "selected>Agreed" not in page
    with pytest.raises(ActionDenied, match="without consent"):
        add(universe, care, physiotherapist, hands_on_minutes=10)


def test_hands_on_work_is_not_done_over_the_telephone(universe: Universe, care: Care, physiotherapist: Member) -> None:
    agreed = {"hands_on": HandsOn.AGREED, "hands_on_minutes": 10}
    with pytest.raises(ActionDenied, match="needs the person in the room"):
        add(universe, care, physiotherapist, how=How.TELEPHONE, **agreed)


def test_only_physiotherapy_records_consent_and_others_leave_it_as_it_is(
    universe: Universe, care: Care, physiotherapist: Member
) -> None:
    by = universe.north.clinician
    agreed = {"hands_on": HandsOn.AGREED, "hands_on_minutes": 10}
    with pytest.raises(ActionDenied, match="recorded by physiotherapy"):
        add(universe, care, **agreed)
    page = signed_in(by).get(f"/staff/care/e/{care.episode.pk}/contact/").content.decode()
    assert "Hands-on" not in page
    assert "Hands-on" in signed_in(physiotherapist).get(f"/staff/care/e/{care.episode.pk}/contact/").content.decode()

    contact = add(universe, care, physiotherapist, **agreed)
    with pytest.raises(ActionDenied, match="recorded by physiotherapy"):
        correct_contact(contact=contact, told=told(by), by=by)
    sent = form(care, by, minutes="45")
    assert signed_in(by).post(f"/staff/care/c/{contact.pk}/", sent).status_code == 302
    (corrected,) = contacts_of(care.person)
    assert (corrected.minutes, corrected.hands_on, corrected.hands_on_minutes) == (45, HandsOn.AGREED, 10)


def test_a_technique_without_minutes_has_no_row_and_is_not_nought(universe: Universe, care: Care) -> None:
    contact = add(universe, care, techniques={"naming-myths": 10})
    assert [(each.technique_id, each.minutes) for each in contact.techniques.all()] == [("naming-myths", 10)]
    assert contact.unhelpful_week is None
    assert contact.note is None
