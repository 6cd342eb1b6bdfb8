"""What the pages and files of a letter show, and what they are called."""

import re
from html import unescape

import pytest
from browsing import signed_in
from documents import pdf_text, word_texts
from lettering import GP, PARTNER, PERSON, drafted, form_of, ready
from rooms.letters import corrected, sent
from universe import Universe

from reconnect.clinic.letters.documents import FILES
from reconnect.clinic.letters.models import Letter

pytestmark = pytest.mark.furnished


def test_a_discarded_draft_has_no_files(universe: Universe) -> None:
    letter, browser = ready(universe.north), signed_in(universe.north.clinician)
    assert browser.post(f"/staff/letters/{letter.pk}/discard/").status_code == 302
    assert browser.get(f"/staff/letters/{letter.pk}/letter.pdf").status_code == 404
    assert "letter.pdf" not in browser.get(f"/staff/letters/{letter.pk}/").content.decode()


@pytest.mark.parametrize("template_id", [PERSON, GP, PARTNER])
def test_the_preview_says_exactly_what_both_files_say(universe: Universe, template_id: str) -> None:
    letter, browser = drafted(universe.north, template_id), signed_in(universe.north.clinician)
    kept = {"paragraphs": [*letter.paragraphs, "A <b>bold</b> & last\nword"], "greeting": letter.greeting}
    corrected(letter, lambda field: f"About {field}", **kept)
    page = browser.get(f"/staff/letters/{letter.pk}/").content.decode()
    shown = unescape(re.sub(r"<[^>]+>", "", re.search(r"<article.*?</article>", page, re.DOTALL)[0]))
    word = "".join(word_texts(browser.get(f"/staff/letters/{letter.pk}/letter.docx").content))
    pdf = pdf_text(browser.get(f"/staff/letters/{letter.pk}/letter.pdf").content)
    assert len({re.sub(r"\s", "", text) for text in (shown, word, pdf)}) == 1
    assert "A <b>bold</b> & last" in shown


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_downloaded_under_a_name_that_tells_nothing_and_kept_nowhere(universe: Universe, name: str) -> None:
    response = signed_in(universe.north.clinician).get(f"/staff/letters/{universe.north.parts['letter_id']}/{name}")
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"] == FILES[name].media_type
    assert response.content == FILES[name].draw(Letter.objects.get(pk=universe.north.parts["letter_id"]))


def test_a_letter_that_the_pdf_has_no_shapes_for_can_still_be_sent_as_a_word_document(universe: Universe) -> None:
    letter, browser = ready(universe.north, greeting="中文"), signed_in(universe.north.clinician)
    page = browser.get(f"/staff/letters/{letter.pk}/").content.decode()
    assert "The PDF has no shapes for some of these characters." in page
    assert "letter.pdf" not in page
    assert browser.get(f"/staff/letters/{letter.pk}/letter.pdf").status_code == 409
    assert browser.get(f"/staff/letters/{letter.pk}/letter.docx").status_code == 200
    assert [each.split()[0] for each in sent(letter).digests] == ["letter.docx", "envelope.pdf"]


@pytest.mark.parametrize(
    "payload",
    ["<script>window.__xss=1</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}{% raw %}", "'-->]]>&lt;b&gt;"],
)
def test_what_somebody_typed_is_text_on_every_page(universe: Universe, payload: str) -> None:
    place = universe.north
    letter, browser = ready(place, PARTNER), signed_in(place.clinician)
    told = form_of(letter, greeting=payload, paragraphs=payload, closing=payload, recipient=payload, address=payload)
    assert browser.post(f"/staff/letters/{letter.pk}/words/", told).status_code == 302
    for address in (f"/staff/letters/{letter.pk}/", f"/staff/letters/{letter.pk}/words/"):
        page = browser.get(address).content.decode()
        for raw in ("<script>window", "<img src=x", "49{%"):
            assert raw not in page
    letter.refresh_from_db()
    assert letter.paragraphs == [payload]
