"""Tables 2 to 4 of Edwards et al. 2019, cell by cell against figures and words typed here by hand from the paper."""

import pytest

from reconnect.model.load import shipped_library
from reconnect.model.published import PublishedTable
from reconnect.model.source import Confidence

TABLE_2 = [
    ("Female (n)", "281"),
    ("Male (n)", "92"),
    ("Mean age (SD)", "44.33 (13.21)"),
    ("Mean pain duration (SD)", "9.65 (8.41)"),
    ("Clinical diagnosis (n)", ""),
    ("Endometriosis", "52"),
    ("Bladder pain syndrome", "20"),
    ("Chronic pelvic pain", "89"),
    ("Pudendal neuralgia", "34"),
    ("Prostatitis", "7"),
    ("Vulval pain syndrome", "11"),
    ("Miscellaneous", "54"),
]
TABLE_3 = [
    ("Female (n = 126)", "12.5 (6.3)", "10.4 (6.5)", "0.34", "9.8 (6.8)", "0.44"),
    ("Male (n = 55)", "10.8 (6.6)", "9.51 (6.3)", "0.19", "8.84 (6.7)", "0.30"),
]
TABLE_4 = [
    ("Embarrassment", "5.5", "3.4", "4.3", "2.8", "4.2", "2.8", "7.1**", "274", "7.9**", "229"),
    ("Sexual interference", "7.7", "2.7", "6.8", "3", "6.4", "3.2", "6.0**", "264", "7.1**", "217"),
    ("Avoid touch", "3", "3.3", "2.7", "3.1", "2.2", "3", "2.9*", "274", "4.9**", "228"),
    ("Avoid sex", "7.5", "0.2", "6.6", "3.2", "6.1", "3.4", "6.7**", "261", "7.2**", "214"),
]
HEADER_3 = [("MSQ", "Pre", "Post", "d", "Follow-up", "d")]
HEADER_4 = [
    ("", "Pre", "Pre", "Post", "Post", "FU", "FU", "Pre to post", "Pre to post", "Pre to FU", "Pre to FU"),
    ("", "Mean", "SD", "Mean", "SD", "Mean", "SD", "t", "df", "t", "df"),
]
TITLES = {
    2: "Demographic information of CPP PMP patients.",
    3: "Mean MSQ total scores (and standard deviation) with Cohen’s d.",
    4: "Self-reported scores for interference and avoidance drawn from in-house designed questionnaire.",
}
NOTES = {
    2: ["CPP: chronic pelvic pain; PMP: pain management programme; SD: standard deviation."],
    3: ["MSQ: Multi-dimensional Sexuality Questionnaire."],
    4: ["FU: follow-up; SD: standard deviation.", "*p ⩽ 0.01; **p ⩽ 0.001."],
}
PRINTED = {2: TABLE_2, 3: TABLE_3, 4: TABLE_4}
CELLS = [
    pytest.param(number, row, column, printed, id=f"table {number}, {cells[0]}, column {column + 1}")
    for number, rows in PRINTED.items()
    for row, cells in enumerate(rows)
    for column, printed in enumerate(cells)
]


def table(number: int) -> PublishedTable:
    paper = shipped_library().published.newest["edwards-2019"]
    return next(each for each in paper.tables if each.number == number)


@pytest.mark.parametrize(("number", "row", "column", "printed"), CELLS)
def test_a_cell_holds_what_the_paper_prints(number: int, row: int, column: int, printed: str) -> None:
    assert table(number).rows[row][column] == printed


@pytest.mark.parametrize("number", PRINTED)
def test_a_table_has_no_cell_that_the_paper_does_not_print(number: int) -> None:
    assert [len(row) for row in table(number).rows] == [len(row) for row in PRINTED[number]]


def test_the_tables_are_numbers_2_3_and_4() -> None:
    assert [each.number for each in shipped_library().published.newest["edwards-2019"].tables] == [2, 3, 4]


@pytest.mark.parametrize(("number", "header"), [(3, HEADER_3), (4, HEADER_4)])
def test_the_columns_are_headed_as_in_the_paper(number: int, header: list[tuple[str, ...]]) -> None:
    assert list(table(number).header) == header


@pytest.mark.parametrize("number", TITLES)
def test_title_and_notes_are_the_papers_own_words(number: int) -> None:
    assert table(number).title == TITLES[number]
    assert list(table(number).notes) == NOTES[number]


def test_our_reading_of_a_table_is_a_caution_and_marked_as_ours() -> None:
    paper = shipped_library().published.newest["edwards-2019"]
    assert "five-item anxiety scale" in " ".join(paper.caution)
    assert "Which d stands in table 3 is not said" in " ".join(paper.caution)
    assert [(each.place, each.confidence) for each in paper.sources] == [
        ("tables 2, 3 and 4", Confidence.READ),
        ("the cautions", Confidence.DESIGN),
    ]


def test_the_cautions_name_what_the_printed_figures_cannot_carry() -> None:
    paper = shipped_library().published.newest["edwards-2019"]
    cautions = " ".join(paper.caution)
    for words in ("No comparison group", "SD of 0.2", "267 of 373", "disagree"):
        assert words in cautions
    assert paper.doi == "10.1177/2049463719854972"


def test_the_diagnoses_add_up_to_what_the_caution_says() -> None:
    diagnoses = [int(count) for _, count in table(2).rows[5:]]
    assert (sum(diagnoses), int(table(2).rows[0][1]) + int(table(2).rows[1][1])) == (267, 373)
