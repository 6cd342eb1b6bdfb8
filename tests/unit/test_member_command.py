"""`reconnect member`: staff are added, helped back in and shut out, and what goes wrong says what to do."""

import base64
import os
import secrets
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

START = "import sys; from reconnect.cli import main; sys.exit(main(sys.argv[1:]))"
NEW = (
    "--service",
    "Sample Clinic",
    "--name",
    "Nurse Sample",
    "--email",
    "nurse@example.invalid",
    "--role",
    "clinician",
)
WORDS = ("--portal-name", "Sample portal", "--support-note", "Ring 020 7946 0000.")
TYPED = "a kettle, a stone and 7 rivers"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "key").write_text(base64.b64encode(secrets.token_bytes(32)).decode(), "ascii")
    return folder


def member(folder: Path, *words: str, typed: tuple[str, ...] = ()) -> tuple[int, str]:
    """How it ended and what it said, with these lines typed at its questions. No terminal: they come from a pipe."""
    environment = os.environ | {
        "RECONNECT_SECRET_KEY": secrets.token_urlsafe(48),
        "RECONNECT_KEY_FILE": str(folder / "key"),
        "RECONNECT_HOSTS": "clinic.example",
        "RECONNECT_DATABASE_URL": f"sqlite:///{folder / 'clinic.sqlite3'}",
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", START, "member", *words],
        env=environment,
        input="".join(f"{line}\n" for line in typed),
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    return done.returncode, done.stdout + done.stderr


def members(folder: Path) -> list[tuple[str, bool, str]]:
    with sqlite3.connect(folder / "clinic.sqlite3") as database:
        return database.execute("SELECT email, is_active, password FROM accounts_member").fetchall()


def test_a_member_is_added_given_another_password_and_shut_out(folder: Path) -> None:
    status, said = member(folder, "add", *NEW)
    assert (status, "give --portal-name and --support-note" in said) == (2, True)
    status, said = member(folder, "add", *NEW, *WORDS)  # nobody is there to type
    assert (status, "No password was typed" in said, "Traceback" in said) == (2, True, False)
    status, said = member(folder, "add", *NEW, *WORDS, typed=(TYPED, "another"))
    assert (status, "The two passwords differ" in said) == (2, True)
    assert members(folder) == []

    status, said = member(folder, "add", *NEW, *WORDS, typed=(TYPED, TYPED))
    assert (status, "Added." in said) == (0, True), said
    ((email, active, before),) = members(folder)
    assert (email, active, TYPED in before) == ("nurse@example.invalid", True, False)

    status, said = member(folder, "password", "--email", "NURSE@example.invalid", typed=(TYPED * 2, TYPED * 2))
    assert (status, members(folder)[0][2] != before) == (0, True), said
    status, said = member(folder, "end", "--email", "nobody@example.invalid")
    assert (status, "No member signs in with this address." in said) == (2, True)
    assert member(folder, "end", "--email", email)[0] == 0
    assert not members(folder)[0][1]
