"""The ledger of releases: it only grows, whole or not at all, and says where it was meddled with."""

import stat
import threading
from pathlib import Path

import pytest

from reconnect.analysis.release import Group, Release
from reconnect.errors import DisclosureError
from reconnect.exchange.ledger import Ledger


def told(count: int, period: str = "2025", first: int = 0) -> Release:
    return Release(period, (Group("started", "started", frozenset(f"{first + each:032x}" for each in range(count))),))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "kept" / "ledger.jsonl")


def test_what_was_added_is_read_again_in_its_order(ledger: Ledger) -> None:
    assert ledger.releases() == ()
    releases = (told(20, "2024"), told(30, "2025", 20), told(0, "nobody, in “2026”"))
    for each in releases:
        ledger.add(each)
    assert Ledger(ledger.file).releases() == releases
    assert ledger.file.read_bytes().count(b"\n") == 3


def test_ledger_and_key_are_for_their_owner_only_and_the_key_stays(ledger: Ledger) -> None:
    ledger.add(told(20))
    key = ledger.key()
    assert [stat.S_IMODE(file.stat().st_mode) for file in (ledger.file, ledger.key_file)] == [0o600, 0o600]
    assert Ledger(ledger.file).key() == key
    assert key.hex() not in ledger.file.read_text()


def test_a_clash_names_the_period_and_adds_nothing(ledger: Ledger) -> None:
    ledger.add(told(20, "2024"))
    before = ledger.file.read_bytes()
    with pytest.raises(DisclosureError, match=r"With the release of 2024 .* Wait until at least 8 more people"):
        ledger.add(told(23))
    assert ledger.file.read_bytes() == before
    ledger.add(told(28))


@pytest.mark.parametrize("line", [1, 2, 3])
def test_a_changed_line_is_refused_by_its_number(ledger: Ledger, line: int) -> None:
    for year in range(3):
        ledger.add(told(20, f"202{year}", 20 * year))
    lines = ledger.file.read_bytes().splitlines(keepends=True)
    lines[line - 1] = lines[line - 1].replace(b'"n": 20', b'"n": 21')
    ledger.file.write_bytes(b"".join(lines))
    for use in (ledger.releases, lambda: ledger.add(told(30, first=90))):
        with pytest.raises(DisclosureError, match=rf"ledger\.jsonl, line {line}: "):
            use()
    assert ledger.file.read_bytes() == b"".join(lines)


@pytest.mark.parametrize(
    ("meddle", "line"),
    [
        (lambda lines: lines[1:], 1),
        (lambda lines: [lines[0], lines[2]], 2),
        (lambda lines: [lines[0], lines[2], lines[1]], 2),
        (lambda lines: [*lines[:2], lines[2][:-20]], 3),
        (lambda lines: [*lines, b"\n"], 4),
        (lambda lines: [*lines, b"\xff\n"], 4),
        (lambda lines: [lines[0], lines[0]], 2),
    ],
    ids=["first gone", "one gone", "two turned", "end cut", "empty line", "no text", "twice"],
)
def test_lines_that_are_gone_turned_cut_or_new_are_refused(ledger: Ledger, meddle, line: int) -> None:
    for year in range(3):
        ledger.add(told(20, f"202{year}", 20 * year))
    ledger.file.write_bytes(b"".join(meddle(ledger.file.read_bytes().splitlines(keepends=True))))
    with pytest.raises(DisclosureError, match=f"line {line}: "):
        ledger.releases()


def test_without_its_key_a_ledger_is_refused_and_no_other_key_is_made(ledger: Ledger) -> None:
    ledger.add(told(20))
    ledger.key_file.unlink()
    with pytest.raises(DisclosureError, match="key is missing"):
        ledger.add(told(20))
    assert not ledger.key_file.exists()


@pytest.mark.parametrize("text", ["", "zz" * 32, "00" * 31])
def test_a_key_that_is_none_is_refused(ledger: Ledger, text: str) -> None:
    ledger.key_file.parent.mkdir()
    ledger.key_file.write_text(text)
    with pytest.raises(DisclosureError, match="cannot be read"):
        ledger.add(told(20))
    assert not ledger.file.exists()


def test_another_key_is_refused_at_the_first_line(ledger: Ledger) -> None:
    ledger.add(told(20))
    ledger.key_file.write_text("00" * 32)
    with pytest.raises(DisclosureError, match=r"line 1: .* its key is another"):
        ledger.releases()


def test_where_it_cannot_be_written_it_stays_as_it_was(ledger: Ledger) -> None:
    ledger.add(told(20))
    before = ledger.file.read_bytes()
    (ledger.file.parent / ".ledger.jsonl.new").mkdir()
    with pytest.raises(DisclosureError, match="cannot be written: Is a directory; nothing left"):
        ledger.add(told(30, first=20))
    assert ledger.file.read_bytes() == before


def test_two_at_once_are_both_held_against_each_other(ledger: Ledger) -> None:
    """Sixteen releases that clash pair by pair: one of each pair gets in, and every line is whole."""
    ledger.key()
    refused: list[str] = []

    def add(release: Release) -> None:
        try:
            Ledger(ledger.file).add(release)
        except DisclosureError as error:
            refused.append(str(error))

    both = [told(20 + more, f"{first}+{more}", first) for first in range(0, 800, 100) for more in (0, 1)]
    threads = [threading.Thread(target=add, args=(each,)) for each in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 8
    assert len(ledger.releases()) == 8
    assert sorted(path.name for path in ledger.file.parent.iterdir()) == sorted(
        [".ledger.jsonl.lock", "ledger.jsonl", "ledger.jsonl.key"]
    )


def test_an_unwritable_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DisclosureError, match=r"ledger\.jsonl"):
        Ledger(tmp_path / "file" / "ledger.jsonl").add(told(20))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
