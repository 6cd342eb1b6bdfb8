"""report.docx: the page's words and tables, as Word and whoever listens to it finds them."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table

from reconnect.analysis import Evaluation, evaluate
from reconnect.exchange.outcomes_files import read_outcomes
from reconnect.exchange.report.blocks import Paragraph, Run, TableBlock, TableCell, Wide, blocks
from reconnect.exchange.report.word import render_document
from reconnect.exchange.report.wording import fixed, p_value
from reconnect.exchange.results_json import results_json
from reconnect.model.load import CONTENT, shipped_library

Evaluated = Callable[..., Evaluation]
Words = Callable[..., str]
EXAMPLE = CONTENT / "examples" / "fictitious-clinic"
NAMES = {measure.id: measure.name for measure in shipped_library().measures.values()}
SPANS = {
    "pre-post": "Start to end",
    "pre-follow_up": "Start to follow-up",
    "post-follow_up": "End to follow-up",
}


@pytest.fixture(scope="module")
def example() -> Evaluation:
    read = read_outcomes(EXAMPLE / "outcomes.csv", EXAMPLE / "map.toml", shipped_library().measures)
    return evaluate(read.outcomes, read.family)


@pytest.fixture(scope="module")
def document(example: Evaluation) -> Document:
    return opened(example)


def opened(evaluation: Evaluation, note: str = "") -> Document:
    return docx.Document(io.BytesIO(render_document(evaluation, (), note)))


def titled(document: Document, part: str) -> Table:
    (found,) = (table for table in document.tables if part in name_of(table))
    return found


def name_of(table: Table) -> str:
    return table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def texts(table: Table) -> list[list[str]]:
    """Every cell once, also where it spans columns."""
    return [["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row._tr.tc_lst] for row in table.rows]


def test_the_document_says_every_word_of_the_page_but_what_the_charts_need(
    document: Document, example: Evaluation, words: Words
) -> None:
    page = words(example)
    drawn = ("open circle", "pale bar", "One dot is", "wider than a phone", "The same in figures")
    for paragraph in document.paragraphs:
        told = " ".join(paragraph.text.split())
        assert told in page or "interval" in told
        assert not [each for each in drawn if each in told]
    told = " ".join(paragraph.text for paragraph in document.paragraphs)
    for said in ("Who came back", "How sure we can be", "People changed; this cannot show why.", "Bonferroni"):
        assert said in told


def test_every_figure_of_results_json_stands_in_its_table(document: Document, example: Evaluation) -> None:
    results = json.loads(results_json(example))["results"]
    lines: dict[tuple[str, ...], list[str]] = {}
    measure = ""
    for row in texts(titled(document, "Every measure"))[1:]:
        if len(row) == 1:
            (measure,) = row
        else:
            lines[measure, row[0], row[1]] = row[2:]
    assert len(lines) == len(results) > 40
    for each in results:
        people = "everyone" if each["stratum"] == "all" else each["stratum"]
        found = lines[NAMES[each["measure"]], people, SPANS[each["comparison"]]]
        assert found[0] == str(each["n"])
        assert found[1].split(" (")[0] == fixed(each["mean_pre"])
        assert found[5] == fixed(each["r"], 2)
        assert found[6] == fixed(each["t"], 2)
        assert found[7] == p_value(each["p"])
        assert found[8] == p_value(each["p_bonferroni"])
        assert found[9].rstrip("†") == fixed(each["d_pre"], 2)


def test_the_papers_tables_are_there_in_their_layout(document: Document, example: Evaluation) -> None:
    participants = texts(titled(document, "table 2"))
    assert participants[0] == ["Who", "everyone", "man", "non-binary", "woman"]
    assert participants[1] == ["People, n", *(str(column.n) for column in example.participants)]
    assert ["Clinical diagnosis, n"] in participants
    by_gender = texts(titled(document, "table 3"))
    assert by_gender[0] == ["", "Start to end", "Start to follow-up"]
    assert by_gender[1] == ["Measure", *("n", "Start", "End", "dpre"), *("n", "Start", "Follow-up", "dpre")]
    assert [row[0] for row in by_gender[2:4]] == ["MSQ anxiety, man", "MSQ anxiety, non-binary"]
    together = texts(titled(document, "table 4"))
    tests = ("t", "df", "p × tests")
    assert together[1] == ["Measure", "Start", "End", *tests, "Start", "Follow-up", *tests]
    assert [row[0] for row in together[2:]] == [measure.name for measure in example.outcomes.measures]


def test_rows_of_names_are_repeated_on_every_page_and_no_row_is_torn(document: Document) -> None:
    for table in document.tables:
        marks = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        grouped = ("the paper’s table 3", "the paper’s table 4", "complete pairs beside it", "Tests of no change")
        header = 2 if any(part in name_of(table) for part in grouped) else 1
        assert marks == [True] * header + [False] * (len(marks) - header)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        grid = table._tbl.tblGrid.gridCol_lst
        assert all(sum(cell.grid_span for cell in row._tr.tc_lst) == len(grid) for row in table.rows)


def test_headings_are_headings_in_their_order(document: Document) -> None:
    levels = [int(each.style.name[-1]) for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_the_language_is_british_english_and_nobody_is_named(document: Document) -> None:
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    about = document.core_properties
    assert (languages, about.language, about.title) == ({"en-GB"}, "en-GB", "Outcomes report")
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")


def test_wide_tables_lie_on_their_side_and_all_pages_are_a4(document: Document) -> None:
    sizes = [(round(section.page_width.mm), round(section.page_height.mm)) for section in document.sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]


def test_there_is_no_picture_without_words(example: Evaluation) -> None:
    with ZipFile(io.BytesIO(render_document(example, ()))) as archive:
        assert not [name for name in archive.namelist() if name.endswith((".png", ".jpeg", ".jpg", ".emf"))]
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_data_make_the_same_bytes(example: Evaluation) -> None:
    assert render_document(example, ("spare",), "Invented.") == render_document(example, ("spare",), "Invented.")


def test_a_note_stands_first_and_names_are_text_and_no_markup(evaluated: Evaluated) -> None:
    evaluation = evaluated({"a": (3, 2), "b": (5, 1)}, gender="<b>&\x01")
    assert opened(evaluation, "Invented & <more>.").paragraphs[1].text == "Invented & <more>."
    (row,) = texts(titled(opened(evaluation), "table 3"))[2:]
    assert row[0] == "Touch, <b>&\ufffd"


def test_data_without_anybody_started_still_make_a_document(evaluated: Evaluated) -> None:
    evaluation = evaluated({"a": (None, 2), "b": (None, None)})
    nobody = evaluate(replace(evaluation.outcomes, readings=()))
    for each in (evaluation, nobody):
        assert "Did people change?" in [paragraph.text for paragraph in opened(each).paragraphs]


def test_blocks_are_the_html_as_a_browser_shows_it() -> None:
    html = """
    <div class="tables"><h2 id="x">Two
      words</h2><svg><title>no</title><circle/></svg>
    <p class="soft across"> a <strong>b</strong> , d<sub>pre</sub>&nbsp;&lt; 1 </p><ul><li>one</li></ul></div>
    <table><caption>T</caption><thead><tr><td></td><th colspan="2">H</th></tr></thead>
    <tbody><tr><th>r</th><td>1</td><td>2</td></tr></tbody></table>
    """
    assert blocks(html) == (
        Wide(on=True),
        Paragraph("h2", (Run("Two words"),)),
        Paragraph("soft", (Run("a "), Run("b", bold=True), Run(" , d"), Run("pre", subscript=True), Run("\xa0< 1"))),
        Paragraph("li", (Run("one"),)),
        Wide(on=False),
        TableBlock(
            (Run("T"),),
            ((TableCell(()), TableCell((Run("H"),), 2, heads=True)),),
            ((TableCell((Run("r"),), 1, heads=True), TableCell((Run("1"),)), TableCell((Run("2"),))),),
        ),
    )


def test_an_element_without_a_place_in_a_document_is_an_error_and_never_dropped() -> None:
    with pytest.raises(ValueError, match="<figure> has no place"):
        blocks("<figure>x</figure>")
