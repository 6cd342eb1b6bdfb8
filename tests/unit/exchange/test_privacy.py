"""No message holds a person's value: every kind of bad cell is planted with a canary that no error may repeat."""

from pathlib import Path

import pytest
from saved_as import SAVED, save_as

from reconnect.errors import DataError
from reconnect.exchange.outcomes_files import read_outcomes
from reconnect.model.load import shipped_library

CANARY = "zaqxswcde"  # as a word: an id, a gender, text among numbers, a date, a diagnosis
NUMBER = "73461.25"  # as a number that no scale holds
CANARIES = (CANARY, NUMBER, "73461")

TIDY = "person_id,gender,measure,occasion,value,answered_on,answer_basis,cohort_id\n"
PAIRED = "person_id,gender,avoid_touch_pre,avoid_touch_post\n"
PEOPLE = (
    '[people]\nfile = "people.csv"\n[people.columns]\nperson_id = "id"\ngender = "sex"\nage = "age"\n'
    'pain_duration = "pain"\nstarted = "start"\nended = "end"\ndiagnoses = "why"\n'
)
MAP = 'layout = "paired"\n[columns]\nperson_id = "id"\n[measures.avoid_touch]\npre = "before"\npost = "after"\n'
PEOPLE_HEAD = "id,sex,age,pain,start,end,why\n"
LISTED = f"{PEOPLE_HEAD}a,woman,40,3,,,\n{CANARY},man,41,3,,,\n"

# What stands in data.csv, map.toml and people.csv.
CASES: dict[str, tuple[str | bytes, str | None, str | None]] = {
    "text among numbers": (f"{TIDY}a,woman,avoid_touch,pre,{CANARY},,,\n", None, None),
    "text among decimal commas": (f"{TIDY}a,woman,avoid_touch,pre,{CANARY},,,\n", 'decimal = ","', None),
    "a number off the scale": (f"{TIDY}a,woman,avoid_touch,pre,{NUMBER},,,\n", None, None),
    "a number with the other decimal mark": (f"{TIDY}a,woman,avoid_touch,pre,{NUMBER},,,\n", 'decimal = ","', None),
    "a number off an own scale": (
        f"id,when,mood\na,pre,{NUMBER}\na,post,3\n",
        'layout = "long"\n[columns]\nperson_id = "id"\noccasion = "when"\n'
        '[measures.mood]\ncolumn = "mood"\nrange = [0, 63]\nbetter = "lower"\n',
        None,
    ),
    "an occasion": (f"{TIDY}a,woman,avoid_touch,{CANARY},3,,,\n", None, None),
    "a measure": (f"{TIDY}a,woman,{CANARY},pre,3,,,\n", None, None),
    "a date": (f"{TIDY}a,woman,avoid_touch,pre,3,{CANARY},,\n", None, None),
    "an answer basis": (f"{TIDY}a,woman,avoid_touch,pre,3,,{CANARY},\n", None, None),
    "an id given twice": (f"{PAIRED}{CANARY},woman,3,2\n{CANARY},woman,3,2\n", None, None),
    "two genders of one person": (f"{PAIRED}a,woman,3,\na,{CANARY},,2\n", None, None),
    "two genders, the first of them rare": (f"{PAIRED}a,{CANARY},3,\na,woman,,2\n", None, None),
    "two cohorts of one person": (
        f"{TIDY}a,,avoid_touch,pre,3,,,{CANARY}\na,,avoid_touch,post,3,,,g1\n",
        None,
        None,
    ),
    "a gender called all": (f"{PAIRED}{CANARY},all,3,2\n", None, None),
    "no person in a row": (f"{PAIRED},{CANARY},3,2\n", None, None),
    "a row too long": (f"{PAIRED}a,woman,3,2,{CANARY},{NUMBER}\n", None, None),
    "a row too short": (f"{PAIRED}{CANARY},{NUMBER}\n", None, None),
    "a row that is no utf-8": (f"{PAIRED}{CANARY},".encode() + b"\xe9," + f"{NUMBER},2\n".encode(), None, None),
    "an open quote": (f'{PAIRED}a,"{CANARY},{NUMBER},2\n', None, None),
    "a quote in the middle": (f'{PAIRED}a,"{CANARY}"{NUMBER},3,2\n', None, None),
    "a NUL character": (f"{PAIRED}{CANARY},woman,{NUMBER}\0,2\n", None, None),
    "no header, and a number twice in the first row": (f"a,{NUMBER},{NUMBER}\nb,3,2\n", None, None),
    "no header, and a word twice in the first row": (f"{CANARY},{CANARY},{NUMBER}\nb,c,2\n", None, None),
    "no header, no number, and a word twice in the first row": (f"{CANARY},{CANARY}\nb,c\n", None, None),
    "no header, and a gap in the first row": (f"{CANARY},,{NUMBER}\nb,,2\n", None, None),
    "no header, without a mapping": (f"{CANARY},woman,NA\nb,man,NA\n", None, None),
    "no header, and a measure and an occasion in the first row": (
        f"{CANARY},woman,avoid_touch,pre,NA\nb,man,avoid_touch,pre,NA\n",
        None,
        None,
    ),
    "no header, with a mapping": (f"{CANARY},woman,NA,NA\nb,man,NA,NA\n", MAP, None),
    "no header, with a mapping of a name that is like a cell": (
        f"{CANARY},woman,NA,NA\nb,man,NA,NA\n",
        MAP.replace('"id"', f'"{CANARY[:-1]}"'),
        None,
    ),
    "no header, and a mapped name in the first row": (
        f"{CANARY},woman,before,NA\nb,man,NA,NA\n",
        MAP.replace('"id"', f'"{CANARY[:-1]}"'),
        None,
    ),
    "something else than gender": (
        PAIRED + "".join(f"p{number},{CANARY}{number},3,2\n" for number in range(40)),
        None,
        None,
    ),
    "a person who is not listed": (f"{PAIRED}{CANARY},man,3,2\n", PEOPLE, f"{PEOPLE_HEAD}a,woman,40,3,,,\n"),
    "another gender than listed": (f"{PAIRED}{CANARY},woman,3,2\n", PEOPLE, LISTED),
    "another gender than listed, and rare": (f"{PAIRED}{CANARY},{CANARY},3,2\n", PEOPLE, LISTED),
    "listed twice": (f"{PAIRED}a,woman,3,2\n", PEOPLE, f"{LISTED}{CANARY},man,41,3,,,\n"),
    "listed twice as two genders": (f"{PAIRED}a,woman,3,2\n", PEOPLE, f"{LISTED}a,{CANARY},40,3,,,\n"),
    "listed as all": (f"{PAIRED}a,woman,3,2\n", PEOPLE, f"{PEOPLE_HEAD}{CANARY},ALL,40,3,,,\n"),
    "listed without an id": (f"{PAIRED}a,woman,3,2\n", PEOPLE, f"{LISTED},{CANARY},40,3,,,{CANARY}\n"),
    "text for an age": (f"{PAIRED}a,woman,3,2\n", PEOPLE, f"{PEOPLE_HEAD}a,woman,{CANARY},3,,,\n"),
    "an impossible age": (f"{PAIRED}a,woman,3,2\n", PEOPLE, f"{PEOPLE_HEAD}a,woman,{NUMBER},3,,,\n"),
    "an impossible duration": (f"{PAIRED}a,woman,3,2\n", PEOPLE, f"{PEOPLE_HEAD}a,woman,40,{NUMBER},,,\n"),
    "a start that is no date": (f"{PAIRED}a,woman,3,2\n", PEOPLE, f"{PEOPLE_HEAD}a,woman,40,3,{CANARY},,\n"),
    "an end that is no date": (f"{PAIRED}a,woman,3,2\n", PEOPLE, f"{PEOPLE_HEAD}a,woman,40,3,,{NUMBER},\n"),
    "a ragged people table": (f"{PAIRED}a,woman,3,2\n", PEOPLE, f"{PEOPLE_HEAD}{CANARY},woman,{NUMBER}\n"),
}


@pytest.mark.parametrize("name", CASES)
def test_an_error_never_repeats_what_stands_in_a_cell(files, name: str) -> None:
    data, mapping, people = CASES[name]
    planted = b"".join(each if isinstance(each, bytes) else (each or "").encode() for each in (data, people))
    assert any(canary.encode() in planted for canary in CANARIES)
    files.write(data, mapping, people)
    with pytest.raises(DataError) as caught:
        files.read_what_is_there()
    said = f"{caught.value} {caught.value!r} {caught.value.problems!r}".casefold()
    assert not [canary for canary in CANARIES if canary in said]


@pytest.mark.parametrize("ending", SAVED)
@pytest.mark.parametrize("mapping", [None, MAP])
@pytest.mark.parametrize(
    "table",
    [
        f"{PAIRED}a,woman,{CANARY},2\n",
        f"{PAIRED}a,woman,{NUMBER},2\n",
        f"{PAIRED}{CANARY},woman,3,2\n{CANARY},woman,3,2\n",
        f"{CANARY},woman,NA,x\nb,man,NA,y\n",
        f"{CANARY},{NUMBER},x\nb,3,y\n",
    ],
)
def test_nor_does_one_of_any_other_format(tmp_path: Path, ending: str, mapping: str | None, table: str) -> None:
    data = save_as(table, tmp_path / f"data{ending}")
    map_file = tmp_path / "map.toml"
    map_file.write_text(mapping or "")
    with pytest.raises(DataError) as caught:
        read_outcomes(data, map_file, shipped_library().measures)
    said = f"{caught.value} {caught.value!r} {caught.value.problems!r}".casefold()
    assert not [canary for canary in CANARIES if canary in said]


def test_what_a_reader_of_a_damaged_file_says_is_not_passed_on(tmp_path: Path) -> None:
    table = PAIRED + "".join(f"{CANARY}{number},woman,3,2\n" for number in range(50))
    for ending in SAVED:
        whole = save_as(table, tmp_path / f"data{ending}").read_bytes()
        for cut in range(8, len(whole), len(whole) // 23):
            (tmp_path / f"data{ending}").write_bytes(whole[:cut])
            with pytest.raises(DataError) as caught:
                read_outcomes(tmp_path / f"data{ending}", None, shipped_library().measures)
            assert CANARY not in repr(caught.value.problems)
