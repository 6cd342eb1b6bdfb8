"""`make test` runs every test, the clinic's on both databases, and fails where any part fails."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from whole import PARTS, Part, run_all

TESTS = Path(__file__).parents[1]


def parts_of(file: Path) -> list[str]:
    """The database of each run that the file is part of."""
    above = {str(place) for place in file.relative_to(TESTS.parent).parents}
    return [
        part.environment.get("RECONNECT_TEST_DATABASE", "")
        for part in PARTS
        if above & set(part.places) and not above & set(part.but)
    ]


def test_every_file_is_run_once_and_the_clinics_on_both_databases() -> None:
    ways = {"clinic": set(), "elsewhere": set()}
    for file in TESTS.rglob("test_*.py"):
        ways["clinic" if TESTS / "clinic" in file.parents else "elsewhere"].add(tuple(sorted(parts_of(file))))
    assert ways == {"clinic": {("postgresql", "sqlite")}, "elsewhere": {("",)}}


def test_what_is_the_same_on_either_database_is_run_on_one() -> None:
    of_clinic = {
        part.environment["RECONNECT_TEST_DATABASE"]: part for part in PARTS if part.places == ("tests/clinic",)
    }
    assert {name: part.marked for name, part in of_clinic.items()} == {"postgresql": "not either", "sqlite": ""}
    assert "-m" in of_clinic["postgresql"].command[3:]
    assert "-m" not in of_clinic["sqlite"].command[3:]


GOOD, BAD = "def test_it() -> None:\n    assert True\n", "def test_it() -> None:\n    assert False\n"


@pytest.mark.parametrize(
    ("texts", "status", "last"),
    [
        ([GOOD, GOOD], 0, "Every part passed.\n2 passed, 0 failed"),
        ([GOOD, BAD, GOOD], 1, "Not passed: part 1\n2 passed, 1 failed"),
        ([GOOD, "import nothing_of_that_name\n"], 1, "Not passed: part 1\n1 passed, 1 failed"),
        ([GOOD, ""], 1, "Not passed: part 1\n1 passed, 0 failed"),
    ],
    ids=["all pass", "one fails", "one cannot be read", "one holds no test"],
)
def test_it_fails_where_any_part_fails(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], texts: list[str], status: int, last: str
) -> None:
    parts = []
    for number, text in enumerate(texts):
        file = tmp_path / f"test_{number}.py"
        file.write_text(text, "utf-8")
        parts.append(Part(f"part {number}", (str(file),)))
    assert run_all(parts, at_once=2) == status
    said = capfd.readouterr().out
    assert said.endswith(f"{last}\n")
    named = [line for line in said.splitlines() if line.startswith("part ") and "::" in line]  # on one look, at the end
    assert len(named) == texts.count(BAD)


def test_a_part_that_hangs_is_ended_and_what_it_said_is_shown(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "test_long.py"
    file.write_text(f"import time\n\n{GOOD}\ndef test_that_hangs() -> None:\n    time.sleep(60)\n", "utf-8")
    monkeypatch.setattr("whole.LONGEST", 5)
    assert run_all([Part("the long one", (str(file),))], at_once=1) == 1
    said = capfd.readouterr().out
    assert "ended after 5 s" in said
    assert said.endswith("Not passed: the long one\n0 passed, 0 failed\n")
