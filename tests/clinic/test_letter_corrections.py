"""Correcting a draft: nobody writes over what they did not read, and nothing typed is lost."""

import pytest
from browsing import signed_in
from lettering import drafted, form_of
from rooms.letters import corrected
from universe import Universe

from reconnect.clinic.letters.actions import ChangedMeanwhile

pytestmark = pytest.mark.furnished


def test_who_corrects_what_they_did_not_read_is_told_and_nothing_is_lost(universe: Universe) -> None:
    letter = drafted(universe.north)
    corrected(letter, lambda field: f"First {field}", revision=0)
    with pytest.raises(ChangedMeanwhile):
        corrected(letter, lambda field: f"Second {field}", revision=0)
    letter.refresh_from_db()
    assert letter.paragraphs == ["First letterwords"]


def test_the_same_correction_twice_is_one(universe: Universe) -> None:
    letter = drafted(universe.north)
    for _ in range(2):
        corrected(letter, str.title, revision=0)
    letter.refresh_from_db()
    assert letter.revision == 1


def test_two_editors_see_both_texts_and_neither_is_lost(universe: Universe) -> None:
    place = universe.north
    letter, browser = drafted(place), signed_in(place.clinician)
    address = f"/staff/letters/{letter.pk}/words/"
    assert browser.post(address, form_of(letter, paragraphs="Mine, one.")).status_code == 302
    page = browser.post(address, form_of(letter, paragraphs="Theirs, two."))
    text = page.content.decode()
    assert page.status_code == 409
    assert "Theirs, two." in text
    assert '<p class="letter-text">Mine, one.</p>' in text
    assert 'name="revision" value="1"' in text
    letter.refresh_from_db()
    assert letter.paragraphs == ["Mine, one."]
    assert browser.post(address, form_of(letter, paragraphs="Both.")).status_code == 302
    letter.refresh_from_db()
    assert letter.paragraphs == ["Both."]


def test_paragraphs_are_parted_by_blank_lines_and_keep_their_own(universe: Universe) -> None:
    letter, browser = drafted(universe.north), signed_in(universe.north.clinician)
    sent_text = "One\r\n- a\r\n- b\r\n \r\n\r\nTwo\x00\t end  \r\n"
    browser.post(f"/staff/letters/{letter.pk}/words/", form_of(letter, paragraphs=sent_text.replace("\x00", "")))
    letter.refresh_from_db()
    assert letter.paragraphs == ["One\n- a\n- b", "Two  end"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"paragraphs": " \r\n "}, "Paragraphs: Please fill this in."),
        ({"recipient": ""}, "To: Please fill this in."),
        ({"greeting": ""}, "Greeting: Please fill this in."),
        ({"made_on": "2999-01-01"}, "This day lies in the future."),
        ({"agreed_on": "1066-01-01"}, "This day lies before 1900."),
        ({"address": "x\n" * 9}, "Address: Write at most 6 lines of 60 characters."),
    ],
)
def test_a_form_that_is_not_right_says_what_to_do_and_keeps_what_was_typed(
    universe: Universe, told: dict[str, str], said: str
) -> None:
    letter, browser = drafted(universe.north), signed_in(universe.north.clinician)
    typed = {"closing": "Typed and not lost"} | told
    page = browser.post(f"/staff/letters/{letter.pk}/words/", form_of(letter, **typed))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert "Typed and not lost" in page.content.decode()
