"""The form of a contact: for one person, kept once, and everything typed stands there again."""

import pytest
from browsing import signed_in
from contacting import form
from universe import Care, Universe, build_care

from reconnect.clinic.care.models import Contact
from reconnect.clinic.care.queries import contacts_of

pytestmark = pytest.mark.furnished


@pytest.fixture
def care(universe: Universe) -> Care:
    """Somebody of whom nothing is recorded yet."""
    return build_care(universe.north.clinician, "northcontact")


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
