"""The ledger sees what it is there to see: one thing taken away from a whole database, and it says so."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from awaited import Promise
from clinic_folder import ClinicFolder
from ledger import Ledger

PEOPLE = 4  # two by code, two on paper
DAMAGE = {
    "an answer gone": "DELETE FROM questionnaires_answer WHERE rowid = 1",
    "a score gone": "DELETE FROM questionnaires_score WHERE rowid = 1",
    "a score of other answers": "UPDATE questionnaires_score SET value = value + 1 WHERE rowid = 1",
    "scores of a draft": "UPDATE questionnaires_response SET submitted_at = NULL WHERE entered_by_id IS NULL",
    "a code left open": "UPDATE questionnaires_entrycode SET used_at = NULL",
    "the last event gone": "DELETE FROM audit_auditevent WHERE number = (SELECT max(number) FROM audit_auditevent)",
    "an event in between gone": "DELETE FROM audit_auditevent WHERE number = 5",
    "an event too many": "UPDATE audit_auditevent SET action = 'submit_responses' WHERE number = 5",
    "paper without a response": "UPDATE questionnaires_response SET entered_by_id = NULL, mode = ''",
}


@pytest.fixture(scope="module")
def whole(quick_disk: Path) -> Path:
    folder = ClinicFolder.prepared(quick_disk, PEOPLE, paper=True)
    folder.run("submits.py", str(PEOPLE))
    return folder.database


@pytest.fixture
def database(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "copy.sqlite3"))


def change(database: Path, statement: str) -> None:
    with sqlite3.connect(database) as connection:
        for what in ("UPDATE", "DELETE"):  # whoever has the file can take the trail's guard away
            connection.execute(f"DROP TRIGGER audit_no_{what}")
        assert connection.execute(statement).rowcount > 0
    connection.close()


def test_a_whole_database_has_no_problem(database: Path) -> None:
    ledger = Ledger(database)

    assert ledger.problems == []
    assert len(ledger.submitted) == 2 * 2 + 2


@pytest.mark.parametrize("statement", DAMAGE.values(), ids=DAMAGE)
def test_what_is_half_written_shows(database: Path, statement: str) -> None:
    change(database, statement)

    assert Ledger(database).problems


def test_a_damaged_file_shows(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    database.write_bytes(content)

    assert Ledger(database).problems


@pytest.mark.parametrize("broken", ["another value", "a draft", "nothing"])
def test_a_promise_not_kept_shows(database: Path, broken: str) -> None:
    ledger = Ledger(database)
    response, answers = next((each, held) for each, held in ledger.answers.items() if each in ledger.submitted)
    promise = Promise(response, {item: value for item, (_, value) in answers.items() if value is not None}, sent=True)
    assert ledger.lost([promise]) == []

    if broken == "another value":
        item = next(iter(answers))
        answers[item] = ("value", promise.answers[item] + 1)
    elif broken == "a draft":
        ledger.submitted.remove(response)
    else:
        del ledger.answers[response]

    assert ledger.lost([promise]) == [promise]
