"""The files of a letter: the same words in both, text that stays text, tagged, and saying nothing of themselves."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from zipfile import ZipFile

import docx
import pytest
import typst
from documents import about_pdf, about_word, pdf_text, word_texts

from reconnect.errors import UnprintableError
from reconnect.exchange.letter.letter import Envelope, Letter, holdable
from reconnect.exchange.letter.pdf import render_pdf
from reconnect.exchange.letter.word import render_word

pytestmark = pytest.mark.either

LETTER = Letter(
    head="Your care",
    address=("Sam Example", "12 Essex Road", "Leeds"),
    dated="22 November 2026",
    greeting="Dear Sam,",
    subject="Your plan",
    paragraphs=("This is the first.", "This is the second,\nwith a line of its own."),
    closing=("With kind regards,", "Alex Member", "Your care"),
)
ENVELOPE = Envelope(address=LETTER.address, sender=("Please return to the sender:", "Your care"))
MARKUP = [
    "#let x = 1",
    '#import "@preview/a:1.0.0"',
    '#read("/etc/passwd")',
    "*bold* _slanted_ `raw`",
    "$x^2$ and <label> and @reference",
    "= Heading",
    "- item // comment /* more */",
    "\\u{1F600} \\ and \\n",
    "<script>window.__xss=1</script>",
    "<w:p><w:r>&amp;</w:r></w:p>",
    "{{ 7*7 }} {goals} %s ${x} <%= 1 %>",
    '"]); evil(["',
    "=HYPERLINK(1)",
    "O'Brien & Søn <ÅÄÖ>",
]


def flat(text: str) -> str:
    """Without regard to where lines break."""
    return re.sub(r"\s+", "", text)


def drawn(letter: Letter) -> str:
    return pdf_text(render_pdf(letter))


def test_both_files_say_the_same_words_in_the_same_order() -> None:
    words = flat("".join(LETTER.words))
    assert flat("".join(word_texts(render_word(LETTER)))) == words
    assert flat(drawn(LETTER)) == words


def test_an_envelope_says_whom_it_is_to_and_who_sends_it_and_no_more() -> None:
    assert flat(pdf_text(render_pdf(ENVELOPE))) == flat("".join(ENVELOPE.words))


@pytest.mark.parametrize("text", MARKUP)
def test_whatever_somebody_is_called_is_text_in_both_files(text: str) -> None:
    letter = replace(LETTER, paragraphs=(text,), address=(text, "Leeds"), greeting=f"Dear {text},", subject=text)
    shown, words = drawn(letter), word_texts(render_word(letter))
    assert flat(shown) == flat("".join(words)) == flat("".join(letter.words))
    assert words.count(text) == 3


def test_markup_would_be_seen_as_such_if_it_were_not_told_as_data() -> None:
    made = typst.compile(b'#set document(title: "a")\n*bold*', format="pdf", ignore_system_fonts=True, timestamp=0)
    assert flat(pdf_text(made)) == "bold"


@pytest.mark.parametrize(
    ("typed", "held"),
    [("a\x00b\x07c", "abc"), ("a\tb", "a b"), ("a\r\nb\rc", "a\nb\nc"), ("a\ud800b￾", "ab"), ("\x1b[31m", "[31m")],
)
def test_what_no_document_can_hold_is_left_out(typed: str, held: str) -> None:
    assert holdable(typed) == held
    letter = replace(LETTER, paragraphs=(typed,))
    assert flat(drawn(letter)) == flat("".join(replace(LETTER, paragraphs=(held,)).words))
    assert held in word_texts(render_word(letter))


def test_names_from_many_places_can_be_printed() -> None:
    name = "Zażółć Ştefan Ngọc Ελένη Юлия ßéñøł"
    assert flat(name) in flat(drawn(replace(LETTER, paragraphs=(name,))))


@pytest.mark.parametrize("text", ["中文", "\U0001f600"])
def test_what_has_no_shape_is_refused_without_being_named_and_word_still_has_it(text: str) -> None:
    letter = replace(LETTER, paragraphs=(text,))
    with pytest.raises(UnprintableError) as refused:
        render_pdf(letter)
    assert text not in str(refused.value)
    assert refused.value.__cause__ is None
    assert text in word_texts(render_word(letter))


@pytest.mark.parametrize("document", [LETTER, ENVELOPE], ids=["letter", "envelope"])
def test_a_screen_reader_can_read_the_pdf(document: Letter | Envelope) -> None:
    said = about_pdf(render_pdf(document))
    assert "/StructTreeRoot" in said
    assert re.search(r"/MarkInfo\s*<<\s*/Marked true", said)
    assert "/Lang(en-GB)" in said
    assert "/DisplayDocTitle true" in said
    assert "<pdfuaid:part>1</pdfuaid:part>" in said


def test_the_pdf_has_a_heading_and_its_pieces_in_the_order_of_reading() -> None:
    said = about_pdf(render_pdf(LETTER))
    kinds = re.findall(r"/Type/StructElem/S/(\w+)", said)
    assert kinds.count("H1") == 1
    assert kinds.count("P") == len(LETTER.words) - 1
    assert kinds[kinds.index("H1") - 1] == "P"


def test_an_untagged_pdf_would_be_noticed() -> None:
    made = typst.compile(b"a", format="pdf", ignore_system_fonts=True, pdf_tags=False, timestamp=0)
    assert "/StructTreeRoot" not in about_pdf(made)


def test_word_has_real_headings_in_english_and_neither_author_nor_day() -> None:
    data = render_word(LETTER)
    document = docx.Document(io.BytesIO(data))
    assert [each.text for each in document.paragraphs if each.style.name == "Heading 1"] == ["Your plan"]
    about = document.core_properties
    assert (about.title, about.language, about.author, about.last_modified_by) == ("Letter", "en-GB", "", "")
    assert about.created.year == about.modified.year == 2000
    with ZipFile(io.BytesIO(data)) as archive:
        assert {each.date_time[0] for each in archive.infolist()} == {1980}
        assert 'w:val="en-GB"' in archive.read("word/styles.xml").decode()


def test_neither_file_says_anything_of_the_letter_in_what_it_says_of_itself() -> None:
    mark = "Canaryabout"
    letter = replace(LETTER, head=mark, address=(mark,), greeting=mark, paragraphs=(mark,), closing=(mark,))
    assert mark in drawn(letter)
    assert mark not in about_pdf(render_pdf(letter))
    assert mark not in about_word(render_word(letter))
    assert "/Title(Letter)" in about_pdf(render_pdf(letter))
    assert "CreationDate" not in about_pdf(render_pdf(letter))


@pytest.mark.parametrize("draw", [render_pdf, render_word])
def test_the_same_letter_is_the_same_file(draw: object) -> None:
    assert draw(LETTER) == draw(replace(LETTER))
    assert draw(LETTER) != draw(replace(LETTER, dated="23 November 2026"))


def test_a_long_address_pushes_the_letter_down_and_covers_nothing() -> None:
    letter = replace(LETTER, address=tuple(f"Line {number} of the address" for number in range(12)))
    assert flat(drawn(letter)) == flat("".join(letter.words))


def test_fifty_letters_at_once_hold_nothing_of_each_other() -> None:
    letters = [
        replace(LETTER, address=(f"Canaryto{number:02d}x",), paragraphs=(f"Canarywords{number:02d}x",) * 40)
        for number in range(50)
    ]

    def both(letter: Letter) -> str:
        return drawn(letter) + "".join(word_texts(render_word(letter)))

    with ThreadPoolExecutor(50) as pool:
        found = list(pool.map(both, letters))
    for number, text in enumerate(found):
        assert set(re.findall(r"Canary[a-z]+(\d\d)x", text)) == {f"{number:02d}"}


def test_nothing_but_the_fonts_that_come_along_is_used() -> None:
    families = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True).families()
    embedded = set(re.findall(r"/BaseFont/[A-Z]{6}\+(\w+)", about_pdf(render_pdf(replace(LETTER, head="محمد")))))
    assert embedded <= {"LibertinusSerif", "DejaVuSansMono"}
    assert {"Libertinus Serif", "DejaVu Sans Mono"} <= set(families)
