"""The dose table: minutes of each technique by person, as strict as the other tables."""

import pytest
from openpyxl import Workbook
from saved_as import save_as

from reconnect.analysis.outcomes import Dose
from reconnect.errors import DataError
from reconnect.exchange.outcomes_files import read_outcomes
from reconnect.model.load import shipped_library

DATA = "id,before,after\na,3,2\nb,4,5\n"
MAPPING = """
layout = "paired"
missing = ["NA", 99]
[columns]
person_id = "id"
[measures.avoid_touch]
pre = "before"
post = "after"
[dose]
file = "dose.csv"
[dose.columns]
person_id = "who"
technique = "what"
minutes = "long"
"""
HEAD = "who,what,long\n"


def read(files, dose: str, mapping: str = MAPPING, data: str = DATA) -> tuple[Dose, ...]:
    (files.folder / "dose.csv").write_text(dose)
    return files.read(data, mapping).outcomes.dose


def refused(files, dose: str, mapping: str = MAPPING, data: str = DATA) -> list[tuple[int | None, str | None, str]]:
    (files.folder / "dose.csv").write_text(dose)
    return [(each.row, each.field, each.message) for each in files.refused(data, mapping)]


def test_each_row_is_the_minutes_of_one_technique_for_one_person(files) -> None:
    found = read(files, f"{HEAD}a,sensate-focus,90\na,naming-myths,12.5\nb,sensate-focus,0\n")
    assert found == (Dose("a", "sensate-focus", 90), Dose("a", "naming-myths", 12.5), Dose("b", "sensate-focus", 0))


@pytest.mark.parametrize("cell", ["", "NA"])
def test_what_is_not_known_is_no_dose_and_not_0_minutes(files, cell: str) -> None:
    assert read(files, f"{HEAD}a,sensate-focus,{cell}\nb,sensate-focus,5\n") == (Dose("b", "sensate-focus", 5),)


def test_the_datas_number_codes_are_minutes_unless_its_own_codes_name_them(files) -> None:
    dose = f"{HEAD}a,sensate-focus,99\nb,sensate-focus,5\n"
    assert read(files, dose)[0] == Dose("a", "sensate-focus", 99)
    own = MAPPING.replace('file = "dose.csv"', 'file = "dose.csv"\nmissing = [99]')
    assert read(files, dose, own) == (Dose("b", "sensate-focus", 5),)


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        ("c,sensate-focus,5", "column who", "not among the people of the data"),
        (",sensate-focus,5", "column who", "there is no person here"),
        ("b,,5", "column what", "there is no technique here"),
        ("b,sensate-focus,ten", "column long", "not a number of minutes from 0 to 100,000"),
        ("b,sensate-focus,-1", "column long", "not a number of minutes"),
        ("b,sensate-focus,100001", "column long", "not a number of minutes"),
        ("a,sensate-focus,7", None, "row 2 is of the same person and technique: add the two up"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_place(files, row: str, field: str | None, said: str) -> None:
    ((found_row, found_field, message),) = refused(files, f"{HEAD}a,sensate-focus,5\n{row}\n")
    assert (found_row, found_field) == (3, field)
    assert said in message


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [('"long"', '"minutes"', "dose.columns.minutes"), ('"what"', '"who"', "dose.columns")],
)
def test_columns_that_do_not_fit_are_refused_with_the_mappings_field(files, old: str, new: str, field: str) -> None:
    ((row, found, _),) = refused(files, f"{HEAD}a,x,5\n", MAPPING.replace(old, new))
    assert (row, found) == (None, field)


def test_a_table_that_is_not_there_is_refused_beside_the_datas_own_problems(files) -> None:
    problems = files.refused(DATA.replace("a,3", "a,33"), MAPPING)
    assert [each.file for each in problems] == ["data.csv", "dose.csv"]


def test_ids_of_two_services_are_told_apart_in_every_table(files) -> None:
    mapping = MAPPING.replace('person_id = "id"', 'person_id = "id"\nservice_id = "at"')
    data = "at,id,before,after\nx,a,3,2\ny,a,4,5\n"
    assert "service_id" in refused(files, f"{HEAD}a,x,5\n", mapping, data)[0][2]
    both = mapping + 'service_id = "where"\n'
    dose = "where,who,what,long\nx,a,t,5\ny,a,t,6\n"
    assert [each.person_id for each in read(files, dose, both, data)] == ["x/a", "y/a"]


@pytest.mark.parametrize("ending", [".xlsx", ".sav", ".parquet"])
def test_it_may_be_in_any_format(files, ending: str) -> None:
    save_as(f"{HEAD}a,sensate-focus,90\nb,sensate-focus,4.5\n", files.folder / f"dose{ending}")
    mapping = MAPPING.replace('"dose.csv"', f'"dose{ending}"')
    assert files.read(DATA, mapping).outcomes.dose == (Dose("a", "sensate-focus", 90), Dose("b", "sensate-focus", 4.5))


def test_a_sheet_of_the_datas_own_workbook_may_hold_it(files) -> None:
    book = Workbook()
    book.active.title = "Scores"
    for title, text in (("Scores", DATA), ("Dose", f"{HEAD}a,sensate-focus,90\n")):
        sheet = book.active if title == "Scores" else book.create_sheet(title)
        for line in text.split():
            sheet.append([int(cell) if cell.isdigit() else cell for cell in line.split(",")])
    book.save(files.folder / "data.xlsx")
    mapping = 'sheet = "Scores"\n' + MAPPING.replace('"dose.csv"', '"data.xlsx"\nsheet = "Dose"')
    (files.folder / "map.toml").write_text(mapping)
    read = read_outcomes(files.folder / "data.xlsx", files.folder / "map.toml", shipped_library().measures)
    assert read.outcomes.dose == (Dose("a", "sensate-focus", 90),)


def test_its_problems_never_hold_a_value(files) -> None:
    (files.folder / "dose.csv").write_text(f"{HEAD}zaqxswcde,73461,zaqxswcde\na,x,zaqxswcde\na,x,73461\n")
    files.write(DATA, MAPPING)
    with pytest.raises(DataError) as caught:
        files.read_what_is_there()
    assert not [each for each in ("zaqxswcde", "73461") if each in repr(caught.value.problems)]
