"""One table in four formats: the same figures, and a file that is not what its name says is refused."""

from pathlib import Path

import pytest
from saved_as import SAVED, save_as

from reconnect.analysis import evaluate
from reconnect.errors import DataError
from reconnect.exchange.formats import load_table
from reconnect.exchange.formats.written import Written
from reconnect.exchange.number import Decimal
from reconnect.exchange.outcomes_files import OutcomesRead, read_outcomes
from reconnect.exchange.results_csv import results_csv
from reconnect.model.load import CONTENT, shipped_library

EXAMPLE = CONTENT / "examples" / "fictitious-clinic"
PAIRED = "person_id,gender,avoid_touch_pre,avoid_touch_post\na,woman,3,2\nb,man,5,1\nc,woman,4,\n"


def read(data: Path, map_file: Path | None = None) -> OutcomesRead:
    return read_outcomes(data, map_file, shipped_library().measures)


def refused(path: Path, sheet: str | None = None) -> str:
    with pytest.raises(DataError) as caught:
        load_table(path, Written(sheet=sheet))
    assert {problem.file for problem in caught.value.problems} == {path.name}
    return str(caught.value)


@pytest.fixture(scope="module")
def as_csv() -> OutcomesRead:
    return read(EXAMPLE / "outcomes.csv", EXAMPLE / "map.toml")


def figures(read: OutcomesRead) -> str:
    # Imputation and weighting, which take seconds, are not in this file.
    return results_csv(evaluate(read.outcomes, read.family, sensitivity=False))


@pytest.mark.parametrize("ending", SAVED)
@pytest.mark.parametrize("people_ending", [".csv", *SAVED])
def test_the_example_reads_to_the_same_outcomes_and_figures_in_every_format(
    tmp_path: Path, ending: str, people_ending: str, as_csv: OutcomesRead
) -> None:
    data = save_as((EXAMPLE / "outcomes.csv").read_text("utf-8"), tmp_path / f"outcomes{ending}")
    people = save_as((EXAMPLE / "people.csv").read_text("utf-8"), tmp_path / f"people{people_ending}")
    mapping = (EXAMPLE / "map.toml").read_text("utf-8")
    assert '"people.csv"' in mapping
    (tmp_path / "map.toml").write_text(mapping.replace('"people.csv"', f'"{people.name}"'), "utf-8")

    found = read(data, tmp_path / "map.toml")

    assert found.outcomes.participants == as_csv.outcomes.participants
    assert found.outcomes.readings == as_csv.outcomes.readings
    assert [type(each.value) for each in found.outcomes.readings] == [
        type(each.value) for each in as_csv.outcomes.readings
    ]
    assert found.ignored == as_csv.ignored
    assert figures(found) == figures(as_csv)


@pytest.mark.parametrize("ending", SAVED)
def test_a_table_with_own_names_needs_no_mapping_in_any_format(tmp_path: Path, ending: str) -> None:
    readings = read(save_as(PAIRED, tmp_path / f"data{ending}")).outcomes.readings
    assert readings == read(save_as(PAIRED, tmp_path / "data.csv")).outcomes.readings


@pytest.mark.parametrize(("ending", "row"), [(".csv", 3), (".xlsx", 3), (".sav", 2), (".parquet", 2)])
def test_a_bad_value_is_refused_with_the_row_that_the_files_own_program_shows(
    tmp_path: Path, ending: str, row: int
) -> None:
    with pytest.raises(DataError) as caught:
        read(save_as(PAIRED.replace("b,man,5,1", "b,man,55,1"), tmp_path / f"data{ending}"))
    (problem,) = caught.value.problems
    assert (problem.file, problem.row, problem.field) == (f"data{ending}", row, "column avoid_touch_pre")
    assert "outside the range 0 to 10" in problem.message


@pytest.mark.parametrize(("ending", "row"), [(".csv", 1), (".xlsx", 1), (".sav", None), (".parquet", None)])
def test_a_strange_column_stands_in_the_row_of_names_where_there_is_one(
    tmp_path: Path, ending: str, row: int | None
) -> None:
    with pytest.raises(DataError) as caught:
        read(save_as(PAIRED.replace("gender", "colour"), tmp_path / f"data{ending}"))
    (problem,) = caught.value.problems
    assert (problem.row, problem.field) == (row, "column colour")


@pytest.mark.parametrize("ending", SAVED)
def test_typed_numbers_follow_the_decimal_mark_of_the_mapping(tmp_path: Path, ending: str) -> None:
    (tmp_path / "map.toml").write_text('decimal = ","\n')
    data = save_as("person_id,msq_anxiety_pre,msq_anxiety_post\na,3.5,2\nb,5,1.25\n", tmp_path / f"data{ending}")
    with pytest.raises(DataError) as caught:
        read(save_as("person_id,avoid_touch_pre,avoid_touch_post\na,3.5,12\n", tmp_path / f"bad{ending}"))
    assert "outside the range" in str(caught.value)
    assert [each.value for each in read(data, tmp_path / "map.toml").outcomes.readings] == [3.5, 2, 5, 1.25]


@pytest.mark.parametrize("named", [".csv", ".txt", ".xlsx", ".sav", ".zsav", ".parquet"])
@pytest.mark.parametrize("ending", SAVED)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, ending: str, named: str) -> None:
    path = tmp_path / f"data{named}"
    path.write_bytes(save_as(PAIRED, tmp_path / f"right{ending}").read_bytes())
    if named == ending:
        assert load_table(path, Written()).header[0] == "person_id"
    else:
        assert f"let its name end in {ending}" in refused(path)


@pytest.mark.parametrize("ending", [".xlsx", ".sav", ".zsav", ".parquet"])
@pytest.mark.parametrize("data", [PAIRED.encode(), b"", b"P"])
def test_text_under_the_name_of_another_format_is_refused(tmp_path: Path, ending: str, data: bytes) -> None:
    (tmp_path / f"data{ending}").write_bytes(data)
    assert "it does not hold" in refused(tmp_path / f"data{ending}")


def test_capital_letters_in_an_ending_make_no_difference(tmp_path: Path) -> None:
    path = tmp_path / "DATA.XLSX"
    path.write_bytes(SAVED[".xlsx"](PAIRED, path))
    assert load_table(path, Written()).header[0] == "person_id"


@pytest.mark.parametrize("ending", [".xls", ".xlsm", ".xlsb", ".ods"])
def test_other_spreadsheets_are_refused_with_what_to_do(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"data{ending}").write_bytes(SAVED[".xlsx"](PAIRED, tmp_path))
    assert "save it as .xlsx, or as CSV" in refused(tmp_path / f"data{ending}")


@pytest.mark.parametrize("ending", [".xls", ".xlsx", ".csv"])
def test_an_old_or_locked_workbook_is_refused_with_what_to_do(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"data{ending}").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert "without a password" in refused(tmp_path / f"data{ending}")


@pytest.mark.parametrize("ending", [".csv", ".sav", ".parquet"])
def test_a_sheet_is_refused_of_a_file_that_has_none(tmp_path: Path, ending: str) -> None:
    path = save_as(PAIRED, tmp_path / f"data{ending}")
    assert "only an Excel workbook has sheets" in refused(path, "Outcomes")


@pytest.mark.parametrize("ending", [".csv", *SAVED])
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, ending: str) -> None:
    assert "No such file" in refused(tmp_path / f"data{ending}")


@pytest.mark.parametrize("ending", SAVED)
def test_a_table_without_rows_is_refused(tmp_path: Path, ending: str) -> None:
    assert "no rows below them" in refused(save_as("person_id,avoid_touch_pre\n", tmp_path / f"data{ending}"))


def test_the_decimal_mark_of_typed_numbers_is_the_tables(tmp_path: Path) -> None:
    path = save_as("id,score\na,4.5\nb,4\n", tmp_path / "data.xlsx")
    for mark, text in ((Decimal.POINT, "4.5"), (Decimal.COMMA, "4,5")):
        assert [row.cells["score"] for row in load_table(path, Written(decimal=mark)).rows] == [text, "4"]
