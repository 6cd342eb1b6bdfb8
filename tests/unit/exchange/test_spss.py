"""SPSS files: labels name codes, missing is missing, and a mapping may name code or label."""

import sys
from datetime import date
from pathlib import Path

import pytest
from sav_file import DATE, A, Variable, sav_bytes

from reconnect.analysis import Outcomes
from reconnect.errors import DataError
from reconnect.exchange.formats.spss import read_spss
from reconnect.exchange.formats.written import Written
from reconnect.exchange.outcomes_files import read_outcomes
from reconnect.exchange.progress import unwatched
from reconnect.exchange.table import Table
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.load import shipped_library
from reconnect.model.occasion import Occasion

MAP = """
layout = "long"
missing = ["Refused"]
[columns]
person_id = "id"
gender = "sex"
occasion = "time"
answer_basis = "basis"
answered_on = "day"
[occasions]
pre = {pre}
post = {post}
ignore = ["Screening"]
[measures.avoid_touch]
column = "touch"
"""


def survey(**changed: Variable) -> bytes:
    variables = {
        "id": Variable("id", [1, 1, 1, 2, 2]),
        "sex": Variable("sex", [1, 1, 1, 2, 2], labels={1: "Woman", 2: "Man"}),
        "time": Variable("time", [0, 1, 2, 1, 2], labels={0: "Screening", 1: "Before", 2: "End of programme"}),
        "touch": Variable("touch", [9, 4.0, 99, 10, 77], labels={0: "never", 77: "Refused", 99: "Lost"}, missing=[99]),
        "basis": Variable("basis", [1, 1, 2, None, 2], labels={1: "current", 2: "past"}),
        "day": Variable("day", [None, date(2026, 1, 31), None, None, None], kind=DATE),
    }
    return sav_bytes(list((variables | changed).values()))


def table(data: bytes) -> Table:
    return read_spss(data, "data.sav", Written(), unwatched)


def outcomes(folder: Path, data: bytes, mapping: str) -> Outcomes:
    (folder / "data.sav").write_bytes(data)
    (folder / "map.toml").write_text(mapping)
    return read_outcomes(folder / "data.sav", folder / "map.toml", shipped_library().measures).outcomes


def test_cells_hold_codes_and_the_table_their_labels() -> None:
    read = table(survey())
    assert (read.header, read.header_row) == (("id", "sex", "time", "touch", "basis", "day"), None)
    assert [row.number for row in read.rows] == [1, 2, 3, 4, 5]
    assert read.rows[1].cells == {"id": "1", "sex": "1", "time": "1", "touch": "4", "basis": "1", "day": "2026-01-31"}
    assert read.labels["time"] == {"0": "Screening", "1": "Before", "2": "End of programme"}


def test_what_the_file_declares_missing_is_an_empty_cell() -> None:
    assert [row.cells["touch"] for row in table(survey()).rows] == ["9", "4", "", "10", "77"]


@pytest.mark.parametrize(("pre", "post"), [("1", "2"), ('"Before"', '"End of programme"'), ("1", '"End of programme"')])
def test_a_mapping_may_name_a_code_or_its_label(tmp_path: Path, pre: str, post: str) -> None:
    read = outcomes(tmp_path, survey(), MAP.format(pre=pre, post=post))
    assert [(each.person_id, each.occasion, each.value, each.answer_basis) for each in read.readings] == [
        ("1", Occasion.PRE, 4, AnswerBasis.CURRENT),
        ("2", Occasion.PRE, 10, None),
    ]
    assert read.readings[0].answered_on == date(2026, 1, 31)
    assert {person.id: person.gender for person in read.participants} == {"1": "woman", "2": "man"}


def test_a_code_goes_before_a_label_that_is_the_same_word(tmp_path: Path) -> None:
    swapped = Variable("time", [0, 1, 2, 1, 2], labels={0: "Screening", 1: "2", 2: "1"})
    mapping = MAP.format(pre=1, post=2).replace('["Screening"]', "[0]")
    read = outcomes(tmp_path, survey(time=swapped), mapping)
    assert {each.occasion for each in read.readings} == {Occasion.PRE}


def test_a_label_that_is_a_number_is_no_missing_code_of_a_score(tmp_path: Path) -> None:
    ends = Variable("touch", [9, 4, 5, 10, 3], labels={5: "99", 10: "100"})
    mapping = MAP.format(pre=1, post=2).replace('["Refused"]', '["Refused", 99]')
    read = outcomes(tmp_path, survey(touch=ends), mapping)
    assert [each.value for each in read.readings] == [4, 5, 10, 3]


@pytest.mark.parametrize(
    ("missing", "gender"), [('["Refused"]', "not said"), ('["not said"]', None), ("[3]", None), ('["3"]', None)]
)
def test_a_missing_code_may_be_named_by_code_or_label(tmp_path: Path, missing: str, gender: str | None) -> None:
    sex = Variable("sex", [3, 3, 3, 2, 2], labels={3: "not said", 2: "Man"})
    touch = Variable("touch", [9, 4, 5, 10, 8])
    mapping = MAP.format(pre=1, post=2).replace('missing = ["Refused"]\n', "")
    mapping = f"missing = {missing}\n{mapping}" + (f"missing = {missing}\ncodes_are_scores = true\n")
    read = outcomes(tmp_path, survey(sex=sex, touch=touch), mapping)
    assert read.participants[0].gender == gender


def test_the_people_table_may_be_one_and_people_are_told_its_labels(tmp_path: Path) -> None:
    people = [
        Variable("id", [1, 2]),
        Variable("why", [1, 9], labels={1: "Endometriosis", 9: "Not known"}),
        Variable("age", [44.5, 99], missing=[99]),
        Variable("start", [date(2026, 1, 5), None], kind=DATE),
        Variable("times", [11, 8]),
        Variable("how", [1, 2], labels={1: "group", 2: "one to one"}),
    ]
    (tmp_path / "people.sav").write_bytes(sav_bytes(people))
    mapping = MAP.format(pre=1, post=2) + (
        '[people]\nfile = "people.sav"\nmissing = ["Not known"]\n[people.columns]\nperson_id = "id"\nage = "age"\n'
        'diagnoses = "why"\nstarted = "start"\nsessions = "times"\nmode = "how"\n'
    )
    first, second = outcomes(tmp_path, survey(), mapping).participants
    assert (first.diagnoses, first.age, first.started_on, first.sessions, first.mode) == (
        *(("Endometriosis",), 44.5, date(2026, 1, 5)),
        *(11, "group"),
    )
    assert (second.diagnoses, second.age, second.started_on, second.mode) == ((), None, None, "one to one")


def test_texts_keep_every_letter_and_their_own_missing_values() -> None:
    words = Variable("word", ["männlich", "x", "", "a" * 20, "b"], 20, A, labels={"b": "Bee"}, missing=["x"])
    assert [row.cells["word"] for row in table(survey(word=words)).rows] == ["männlich", "", "", "a" * 20, "b"]
    assert table(survey(word=words)).labels["word"] == {"b": "Bee"}


def test_cases_without_anything_are_left_out_and_still_counted() -> None:
    read = table(sav_bytes([Variable("id", [1, None, 3])]))
    assert [row.number for row in read.rows] == [1, 3]


@pytest.mark.parametrize("keep", [4, 50, 176, 200, -1, -9])
def test_a_file_cut_short_is_refused(keep: int) -> None:
    with pytest.raises(DataError, match="damaged SPSS file"):
        table(survey()[:keep])


def test_without_the_reader_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(DataError, match=r'pip install "reconnect\[spss\]"'):
        table(survey())
