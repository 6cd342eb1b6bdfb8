"""A partner: whether they may be involved, and from when on."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from browsing import signed_in
from django.http import HttpResponse
from django.utils import timezone
from partnering import NAME, TOLD, find, page_of
from universe import STARTED, Care, Universe, build_care

from reconnect.clinic.partners.actions import add_partner, end_partner, record_mode, write_partner_note
from reconnect.clinic.partners.models import PartnerMode, PartnerNote, When
from reconnect.clinic.partners.queries import may_be_involved, mode_of, partner_of
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Partner
from reconnect.clinic.safety.actions import close_flag, own_flag, report_concern
from reconnect.clinic.safety.models import Outcome
from reconnect.errors import ActionDenied
from reconnect.model.flag_kind import FlagKind

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


def hidden(page: HttpResponse, name: str) -> str:
    found = re.search(rf'name="{name}" value="(\w+)"', page.content.decode())
    return found[1] if found else ""


def test_nothing_recorded_is_no(universe: Universe, care: Care, partner: Partner) -> None:
    assert not may_be_involved(partner)
    assert "Nobody has recorded yet" in page_of(universe.north.clinician, care)
    find(universe.north.clinician, partner)
    assert may_be_involved(partner)
    assert "May take part." in page_of(universe.north.clinician, care)


def test_it_cannot_be_found_safe_before_the_person_was_seen_alone(universe: Universe, partner: Partner) -> None:
    with pytest.raises(ActionDenied, match="See the person alone first"):
        find(universe.north.clinician, partner, person_seen_alone=False)
    address = f"/staff/partners/t/{partner.pk}/finding/"
    sent = {"person": partner.person_id, "token": uuid4(), "found_on": STARTED.isoformat()}
    sent |= {"person_seen_alone": "no", "partner_seen_alone": "yes", "safe": "yes"}
    answer = signed_in(universe.north.clinician).post(address, sent)
    assert (answer.status_code, "See the person alone first" in answer.content.decode()) == (422, True)
    assert not partner.involvements.exists()


def test_the_newest_finding_counts(universe: Universe, partner: Partner) -> None:
    by = universe.north.clinician
    for safe in (True, False, True):
        find(by, partner, safe=safe)
        assert may_be_involved(partner) is safe


def test_fear_that_is_told_later_holds_the_partner_back_until_somebody_looks_again(
    universe: Universe, care: Care, partner: Partner
) -> None:
    by = universe.north.clinician
    told = {"person": care.person, "heard": "Something", "by": by}
    report_concern(kind=FlagKind.ABUSE, **told)
    find(by, partner)
    report_concern(kind=FlagKind.MEDICAL, **told)
    assert may_be_involved(partner)
    flag = own_flag(flag=report_concern(kind=FlagKind.ABUSE, **told), by=by)
    assert not may_be_involved(partner)
    assert "something was told since" in page_of(by, care)
    close_flag(flag=flag, outcome=Outcome.TALKED, note="Talked at length.", by=by)
    assert not may_be_involved(partner)
    find(by, partner)
    assert may_be_involved(partner)
    by_mistake = own_flag(flag=report_concern(kind=FlagKind.ABUSE, **told), by=by)
    assert not may_be_involved(partner)
    close_flag(flag=by_mistake, outcome=Outcome.BY_MISTAKE, note="It was about somebody else.", by=by)
    assert may_be_involved(partner)


@pytest.mark.parametrize("kind", [FlagKind.ABUSE, FlagKind.ASSAULT, FlagKind.AT_RISK])
def test_whatever_somebody_may_have_to_be_kept_safe_from_holds_the_partner_back(
    universe: Universe, care: Care, partner: Partner, kind: FlagKind
) -> None:
    by = universe.north.clinician
    find(by, partner)
    report_concern(person=care.person, kind=kind, heard="Something", by=by)
    assert not may_be_involved(partner)


def test_a_finding_of_a_day_before_fear_was_told_does_not_answer_for_it_however_late_it_is_written(
    universe: Universe, care: Care, partner: Partner
) -> None:
    by, now = universe.north.clinician, timezone.now()
    told_at = now - timedelta(days=5)
    report_concern(person=care.person, kind=FlagKind.ABUSE, heard="Something", by=by, at=told_at)
    find(by, partner, found_on=today_of(by.service, now - timedelta(days=9)))
    assert not may_be_involved(partner)
    find(by, partner, found_on=today_of(by.service, told_at))
    assert may_be_involved(partner)


def test_a_finding_whose_page_was_opened_before_fear_was_told_is_looked_at_again(
    universe: Universe, care: Care, partner: Partner
) -> None:
    browser, address = signed_in(universe.north.clinician), f"/staff/partners/t/{partner.pk}/finding/"
    sent = dict.fromkeys(("person_seen_alone", "partner_seen_alone", "safe"), "yes")
    sent |= {"person": partner.person_id, "token": uuid4(), "found_on": today_of(partner.service).isoformat()}
    before = hidden(browser.get(address), "raised")
    report_concern(person=care.person, kind=FlagKind.ABUSE, heard="Something", by=universe.north.clinician)
    page = browser.post(address, sent | {"raised": before})
    assert (page.status_code, "was told since" in page.content.decode()) == (422, True)
    assert not may_be_involved(partner)
    assert browser.post(address, sent | {"raised": hidden(page, "raised")}).status_code == 302
    assert may_be_involved(partner)


@pytest.mark.parametrize("lacking", ["person_seen_alone", "partner_seen_alone", "safe"])
def test_from_the_outset_needs_each_of_them_seen_alone_and_safe(
    universe: Universe, care: Care, partner: Partner, lacking: str
) -> None:
    by = universe.north.clinician
    mode = {"partner": partner, "episode": care.episode, "said_on": STARTED, "by": by}
    seen = {"person_seen_alone": True, "partner_seen_alone": True, "safe": True, lacking: False}
    find(by, partner, **(seen if lacking != "person_seen_alone" else seen | {"safe": False}))
    with pytest.raises(ActionDenied, match="See each of them alone first"):
        record_mode(when=When.FROM_THE_OUTSET, **mode)
    record_mode(when=When.LATER, **mode)
    assert mode_of(partner, care.episode) is When.LATER
    find(by, partner)
    record_mode(when=When.FROM_THE_OUTSET, **mode)
    assert mode_of(partner, care.episode) is When.FROM_THE_OUTSET
    find(by, partner, safe=False)
    assert mode_of(partner, care.episode) is None


def test_a_mode_is_of_ones_own_course_of_care(universe: Universe, partner: Partner) -> None:
    other = universe.north.answered.episode
    with pytest.raises(ActionDenied, match="somebody else's"):
        record_mode(partner=partner, episode=other, when=When.NOT, said_on=STARTED, by=universe.north.clinician)
    sent = {"person": partner.person_id, "token": uuid4(), "episode": other.pk, "when": "not", "said_on": "2024-02-12"}
    browser = signed_in(universe.north.clinician)
    assert browser.post(f"/staff/partners/t/{partner.pk}/mode/", sent).status_code == 422
    assert not PartnerMode.objects.filter(partner=partner).exists()


def test_a_partner_whose_part_has_ended_is_not_involved_and_not_named(
    universe: Universe, care: Care, partner: Partner, note: PartnerNote
) -> None:
    by = universe.north.clinician
    find(by, partner)
    browser = signed_in(by)
    address = f"/staff/partners/t/{partner.pk}/end/"
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"person": care.person.pk}).status_code == 302
    partner.refresh_from_db()
    assert (partner_of(care.person), may_be_involved(partner)) == (None, False)
    page = page_of(by, care)
    assert "Somebody took part from" in page
    assert NAME not in page
    assert f"/staff/partners/n/{note.pk}/" in page
    first = partner.ended_at
    end_partner(partner=partner, by=by)
    assert partner.ended_at == first
    with pytest.raises(ActionDenied, match="no longer wants"):
        find(by, partner)
    assert browser.get(f"/staff/partners/t/{partner.pk}/finding/").status_code == 404


def test_two_clicks_note_one_partner_one_finding_one_mode_and_one_note(universe: Universe, care: Care) -> None:
    browser = signed_in(universe.north.clinician)

    def twice(address: str, **sent: object) -> None:
        told = {"person": care.person.pk, "token": uuid4()} | sent
        assert [browser.post(f"/staff/partners/{address}", told).status_code for _ in range(2)] == [302, 302]

    twice(f"p/{care.person.pk}/new/", name=NAME)
    (partner,) = care.person.partners.all()
    seen = {"person_seen_alone": "yes", "partner_seen_alone": "yes", "safe": "yes"}
    twice(f"t/{partner.pk}/finding/", found_on="2024-02-12", **seen)
    twice(f"t/{partner.pk}/mode/", episode=care.episode.pk, when="from the outset", said_on="2024-02-12")
    twice(f"t/{partner.pk}/note/", told_on="2024-02-12", text=TOLD)
    assert [each.count() for each in (partner.involvements, partner.modes, partner.notes)] == [1, 1, 1]
    again = browser.post(f"/staff/partners/p/{care.person.pk}/new/", {"person": care.person.pk, "name": "Another"})
    assert (again.status_code, "A partner is noted already" in again.content.decode()) == (422, True)


@pytest.mark.parametrize("page", ["finding", "mode", "end", "note"])
def test_a_form_that_was_opened_for_somebody_else_is_refused(universe: Universe, partner: Partner, page: str) -> None:
    sent = {
        "person": universe.north.answered.person.pk,
        "person_seen_alone": "yes",
        "partner_seen_alone": "yes",
        "safe": "yes",
        "found_on": "2024-02-12",
        "said_on": "2024-02-12",
        "told_on": "2024-02-12",
        "when": "later",
        "episode": partner.person.episodes.get().pk,
        "text": TOLD,
    }
    browser, address = signed_in(universe.north.clinician), f"/staff/partners/t/{partner.pk}/{page}/"
    answer = browser.post(address, sent)
    assert (answer.status_code, "opened for somebody else" in answer.content.decode()) == (422, True)
    partner.refresh_from_db()
    assert (partner.ended_at, partner.involvements.count(), partner.modes.count(), partner.notes.count()) == (
        None,
        0,
        0,
        0,
    )
    assert browser.post(address, sent | {"person": partner.person_id}).status_code == 302
