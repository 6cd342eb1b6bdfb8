"""A form says that it was kept where what it makes is there, and nowhere else."""

from uuid import uuid4

import pytest
from browsing import signed_in
from django.db import IntegrityError
from django.http import Http404, QueryDict
from grouping import founded, session_of
from universe import Care, Universe, build_care

from reconnect.clinic.partners import views
from reconnect.clinic.partners.actions import add_partner, end_partner
from reconnect.clinic.partners.forms import PartnerForm
from reconnect.clinic.partners.sending import kept

pytestmark = pytest.mark.furnished

NOT_SAVED = "taken or changed meanwhile"


@pytest.fixture
def care(universe: Universe) -> Care:
    """Somebody of whom no partner is noted."""
    return build_care(universe.north.clinician, "northkept")


def form(care: Care, token: object) -> PartnerForm:
    sent = QueryDict(f"name=Canaryalex&person={care.person.pk}&token={token}")
    return PartnerForm(sent, person=care.person, service=care.person.service)


def collide() -> None:
    raise IntegrityError


def test_what_the_database_refuses_is_kept_only_where_the_row_of_the_form_is_there(
    universe: Universe, care: Care
) -> None:
    first = add_partner(person=care.person, name="Canaryalex", by=universe.north.clinician)
    partners = care.person.partners
    assert kept(form(care, first.pk), collide, partners)
    for token, among in ((uuid4(), partners), ("", partners), (first.pk, None), (uuid4(), None)):
        refused = form(care, token)
        assert not kept(refused, collide, among)
        assert NOT_SAVED in str(refused.non_field_errors())
        assert refused.status == 422
    other = build_care(universe.north.clinician, "northkepttoo")
    with pytest.raises(Http404):
        kept(form(other, first.pk), collide, other.person.partners)


def test_a_click_that_comes_after_the_partner_ended_adds_nobody_and_finds_the_first(
    universe: Universe, care: Care
) -> None:
    by, token = universe.north.clinician, uuid4()
    browser, address = signed_in(by), f"/staff/partners/p/{care.person.pk}/new/"
    sent = {"person": care.person.pk, "token": token, "name": "Canaryalex"}
    assert browser.post(address, sent).status_code == 302
    end_partner(partner=care.person.partners.get(), by=by)
    assert browser.post(address, sent).status_code == 302
    assert care.person.partners.count() == 1


def test_a_token_of_somebody_elses_partner_is_not_told_that_it_was_saved(universe: Universe, care: Care) -> None:
    by = universe.north.clinician
    other = build_care(by, "northkepttoo")
    theirs = add_partner(person=other.person, name="Canaryalex", by=by)
    sent = {"person": care.person.pk, "token": theirs.pk, "name": "Canaryalex"}
    assert signed_in(by).post(f"/staff/partners/p/{care.person.pk}/new/", sent).status_code == 404
    assert not care.person.partners.exists()


def test_a_token_of_another_sessions_part_is_not_told_that_it_was_saved(universe: Universe) -> None:
    group = founded(universe.north)
    session, theirs = session_of(group, 1), session_of(group, 2).parts.first()
    sent = {"token": theirs.pk, "title": "Our own", "minutes": "5", "doing": "talk"}
    before = session.parts.count()
    address = f"/staff/groups/s/{session.pk}/part/"
    assert signed_in(universe.north.clinician).post(address, sent).status_code == 404
    assert session.parts.count() == before


def test_an_ending_that_the_database_refuses_is_no_ending(
    universe: Universe, care: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = universe.north.clinician
    partner = add_partner(person=care.person, name="Canaryalex", by=by)
    monkeypatch.setattr(views, "end_partner", lambda **_: collide())
    sent = {"person": care.person.pk, "token": partner.pk}
    page = signed_in(by).post(f"/staff/partners/t/{partner.pk}/end/", sent)
    assert (page.status_code, NOT_SAVED in page.content.decode()) == (422, True)
