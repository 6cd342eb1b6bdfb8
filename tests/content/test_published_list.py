"""The list of published files: what is on it cannot change, and nothing is shipped that is not on it."""

import hashlib
from pathlib import Path

import pytest

from reconnect.errors import ContentError, Problem
from reconnect.model.load import CONTENT, check_published

FILE = "techniques/pain-education/1.toml"


def files_of_the_model(content: Path) -> dict[str, Path]:
    """Every content file by the name the list gives it; the examples are no content of the model."""
    paths = {path.relative_to(content).as_posix(): path for path in content.glob("*/*/*.toml")}
    return {file: path for file, path in paths.items() if not file.startswith("examples/")}


def publish(content: Path) -> None:
    """Write the list anew, one ``sha256  file`` a line, without the code under test."""
    digests = {
        file: hashlib.sha256(path.read_bytes()).hexdigest() for file, path in files_of_the_model(content).items()
    }
    lines = [f"{digest}  {file}\n" for file, digest in sorted(digests.items())]
    (content / "PUBLISHED").write_text("".join(lines), "utf-8")


def problems(content: Path) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        check_published(content)
    return caught.value.problems


def test_the_shipped_list_holds_the_digest_of_every_shipped_file() -> None:
    listed = dict(reversed(line.split("  ")) for line in (CONTENT / "PUBLISHED").read_text("utf-8").splitlines())
    shipped = files_of_the_model(CONTENT)
    assert listed == {file: hashlib.sha256(path.read_bytes()).hexdigest() for file, path in shipped.items()}


def test_the_shipped_content_passes_the_check() -> None:
    check_published(CONTENT)


def test_content_that_is_just_as_listed_passes(content: Path) -> None:
    publish(content)
    check_published(content)


def test_a_changed_file_is_reported_with_what_to_do(content: Path) -> None:
    publish(content)
    path = content / FILE
    path.write_text(path.read_text("utf-8").replace("Pain education", "Pain lessons", 1), "utf-8")
    (problem,) = problems(content)
    assert problem.file == FILE
    assert "has changed" in problem.message
    assert "new version" in problem.message


def test_a_change_of_a_single_space_is_a_change(content: Path) -> None:
    publish(content)
    path = content / FILE
    path.write_text(path.read_text("utf-8") + " ", "utf-8")
    assert [problem.file for problem in problems(content)] == [FILE]


def test_a_missing_file_is_reported(content: Path) -> None:
    publish(content)
    (content / FILE).unlink()
    (problem,) = problems(content)
    assert problem.file == FILE
    assert "the file is gone" in problem.message


def test_an_unlisted_file_is_reported(content: Path) -> None:
    publish(content)
    new = content / "techniques/pain-education/2.toml"
    new.write_text((content / FILE).read_text("utf-8").replace("version = 1", "version = 2"), "utf-8")
    (problem,) = problems(content)
    assert problem.file == "techniques/pain-education/2.toml"
    assert "not in PUBLISHED" in problem.message


def test_changed_missing_and_unlisted_files_are_reported_together(content: Path) -> None:
    publish(content)
    changed, missing = content / FILE, content / "components/myth-busting/1.toml"
    changed.write_text(changed.read_text("utf-8") + "# more\n", "utf-8")
    missing.rename(missing.with_name("2.toml"))
    assert {problem.file for problem in problems(content)} == {
        FILE,
        "components/myth-busting/1.toml",
        "components/myth-busting/2.toml",
    }


def test_without_a_list_every_file_is_reported_as_unlisted(content: Path) -> None:
    (content / "PUBLISHED").unlink(missing_ok=True)
    assert {problem.file for problem in problems(content)} == set(files_of_the_model(content))
