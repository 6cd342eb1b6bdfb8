"""Contacts: what may be recorded of them, by whom, and what becomes of it when it is put right."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from at_once import at_once
from browsing import Browser, signed_in
from django.db import IntegrityError, transaction
from universe import STARTED, Care, Place, Universe, build_care, build_place

from reconnect.clinic.accounts.actions import add_member
from reconnect.clinic.accounts.models import Member, Role
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.care.actions.contacts import correct_contact, record_contact, withdraw_contact
from reconnect.clinic.care.encounter import Encounter
from reconnect.clinic.care.models import Attendance, Contact, HandsOn, How
from reconnect.clinic.care.queries import contacts_of
from reconnect.clinic.partners.actions import add_partner, end_partner, record_involvement
from reconnect.clinic.partners.overtaken import OvertakenError
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


def told(by: Member, **other: object) -> Encounter:
    return Encounter(**({"held_on": STARTED, "leaders": (by,), "minutes": 50} | other))


def add(universe: Universe, care: Care, by: Member | None = None, **other: object) -> Contact:
    by = by or universe.north.clinician
    return record_contact(episode=care.episode, told=told(by, **other), by=by)


def form(care: Care, by: Member, **other: object) -> dict[str, object]:
    """What the page sends."""
    return {
        "person": care.person.pk,
        "token": uuid4(),
        "held_on": STARTED.isoformat(),
        "how": "in person",
        "attendance": "attended",
        "present": ["person"],
        "leaders": [by.pk],
        "minutes": "50",
        "minutes-pain-education": "20",
    } | other


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


def test_a_form_that_was_opened_for_somebody_else_is_refused_and_keeps_what_was_typed(
    universe: Universe, care: Care
) -> None:
    by, other = universe.north.clinician, universe.north.answered
    browser, address = signed_in(by), f"/staff/care/e/{care.episode.pk}/contact/"
    for whose in (other.person.pk, "", "nobody"):
        page = browser.post(address, form(care, by, person=whose, note="Typed at length"))
        assert page.status_code == 422
        assert "opened for somebody else" in page.content.decode()
        assert "Typed at length" in page.content.decode()
    assert contacts_of(care.person) == []
    assert browser.post(address, form(care, by, note="Typed at length")).status_code == 302
    assert contacts_of(care.person)[0].note == "Typed at length"


def test_two_clicks_record_one_contact_and_one_correction(universe: Universe, care: Care) -> None:
    by = universe.north.clinician
    browser, sent = signed_in(by), form(care, by)
    for _ in range(2):
        assert browser.post(f"/staff/care/e/{care.episode.pk}/contact/", sent).status_code == 302
    (contact,) = contacts_of(care.person)
    again = form(care, by, minutes="40")
    for _ in range(2):
        assert browser.post(f"/staff/care/c/{contact.pk}/", again).status_code == 302
    assert Contact.objects.filter(episode=care.episode).count() == 2
    assert contacts_of(care.person)[0].minutes == 40


def test_a_token_of_somebody_elses_contact_records_nothing(universe: Universe, care: Care) -> None:
    by = universe.north.clinician
    sent = form(care, by, token=universe.north.parts["contact_id"])
    assert signed_in(by).post(f"/staff/care/e/{care.episode.pk}/contact/", sent).status_code == 404
    assert contacts_of(care.person) == []


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


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("minutes-pain-education", "0"),
        ("minutes-pain-education", "-5"),
        ("minutes-pain-education", "241"),
        ("minutes-pain-education", "ten"),
        ("minutes", "0"),
        ("how", "by pigeon"),
        ("attendance", ""),
        ("present", ["a cousin"]),
        ("leaders", ["nobody"]),
        ("next_on", "2024-02-31"),
        ("held_on", ""),
        ("held_on", "2999-01-01"),
    ],
)
def test_bad_input_is_named_and_nothing_is_kept(universe: Universe, care: Care, field: str, value: object) -> None:
    by = universe.north.clinician
    page = signed_in(by).post(f"/staff/care/e/{care.episode.pk}/contact/", form(care, by, **{field: value}))
    assert page.status_code == 422
    assert "Not saved yet" in page.content.decode()
    assert contacts_of(care.person) == []


def test_everything_typed_stands_on_the_timeline_and_in_the_form_again(universe: Universe, care: Care) -> None:
    by = universe.north.clinician
    browser = signed_in(by)
    sent = form(
        care,
        by,
        present=["person", "interpreter"],
        others_present="A student",
        practice_agreed="Breathing",
        next_in_weeks="3",
        unhelpful_week="yes",
        note="What was said",
    )
    browser.post(f"/staff/care/e/{care.episode.pk}/contact/", sent)
    page = browser.get(f"/staff/care/p/{care.person.pk}/").content.decode()
    for text in (
        "the person, a professional interpreter, A student",
        "Pain education 20",
        "Breathing",
        "in 3 weeks",
        "<dd>unhelpful</dd>",
        "What was said",
        by.name,
    ):
        assert text in page
    (contact,) = contacts_of(care.person)
    again = browser.get(f"/staff/care/c/{contact.pk}/").content.decode()
    assert 'name="minutes-pain-education" value="20"' in again
    assert "A student" in again


def test_a_technique_without_minutes_has_no_row_and_is_not_nought(universe: Universe, care: Care) -> None:
    contact = add(universe, care, techniques={"naming-myths": 10})
    assert [(each.technique_id, each.minutes) for each in contact.techniques.all()] == [("naming-myths", 10)]
    assert contact.unhelpful_week is None
    assert contact.note is None


def test_a_contact_is_corrected_by_its_own_words_only(universe: Universe, care: Care) -> None:
    by = universe.north.clinician
    contact = add(universe, care)
    same = told(by)
    corrected = correct_contact(contact=contact, told=replace(same, minutes=None), by=by)
    assert corrected.minutes is None


@pytest.fixture
def place(transactional_db: None) -> Place:
    return build_place("north")


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
