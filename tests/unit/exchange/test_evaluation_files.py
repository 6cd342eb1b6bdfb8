"""An evaluation's files: all of them or none, and no litter beside them."""

from pathlib import Path

import pytest

from reconnect.analysis import Evaluation, evaluate
from reconnect.errors import UnwritableError
from reconnect.exchange.evaluation_files import write_evaluation

DATA = "person_id,avoid_touch_pre,avoid_touch_post\na,3,2\nb,5,1\nc,4,4\n"
NAMES = ["estimates.csv", "report.docx", "report.html", "results.csv", "results.json"]


@pytest.fixture
def evaluation(files) -> Evaluation:
    return evaluate(files.read(DATA).outcomes)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def contents(out: Path) -> dict[str, bytes | None]:
    return {path.name: path.read_bytes() if path.is_file() else None for path in out.iterdir()}


def test_the_five_files_are_written_and_nothing_beside_them(evaluation: Evaluation, out: Path) -> None:
    assert write_evaluation(evaluation, (), out) == out / "report.html"
    assert sorted(contents(out)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_where_one_file_cannot_be_replaced_none_is(evaluation: Evaluation, out: Path, name: str) -> None:
    out.mkdir()
    for each in NAMES:
        (out / each).write_text("old")
    (out / name).unlink()
    (out / name).mkdir()
    before = contents(out)
    with pytest.raises(UnwritableError, match="cannot be written here: Is a directory; nothing was written"):
        write_evaluation(evaluation, (), out)
    assert contents(out) == before


def test_a_folder_that_cannot_be_written_is_refused_and_left_as_it_was(
    evaluation: Evaluation, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out.mkdir()
    (out / "report.html").write_text("old")
    write = Path.write_bytes

    def full_disk(path: Path, data: bytes) -> int:
        if "json" in path.name:
            raise OSError(28, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    with pytest.raises(UnwritableError, match="No space left on device; nothing was written"):
        write_evaluation(evaluation, (), out)
    assert contents(out) == {"report.html": b"old"}


def test_where_replacing_stops_half_way_the_error_says_what_was_replaced(
    evaluation: Evaluation, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def held_open(path: Path, target: Path) -> Path:
        if target.name == "results.json":
            raise PermissionError(13, "Permission denied")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", held_open)
    with pytest.raises(
        UnwritableError, match=r"only report\.html, report\.docx, results\.csv, estimates\.csv could be replaced"
    ):
        write_evaluation(evaluation, (), out)
    assert sorted(contents(out)) == ["estimates.csv", "report.docx", "report.html", "results.csv"]


def test_an_out_that_is_a_file_is_refused(evaluation: Evaluation, out: Path) -> None:
    out.write_text("mine")
    with pytest.raises(UnwritableError, match="nothing was written"):
        write_evaluation(evaluation, (), out)
    assert out.read_text() == "mine"


def test_the_note_stands_in_the_report(evaluation: Evaluation, out: Path) -> None:
    report = write_evaluation(evaluation, (), out, note="The people of this clinic are invented.")
    assert "The people of this clinic are invented." in report.read_text("utf-8")
