"""The list of published files: what is on it cannot change, and nothing is shipped that is not on it."""

import hashlib
from pathlib import Path

import pytest

from reconnect.errors import ContentError, Problem
from reconnect.model.load import CONTENT, check_content, publish
from reconnect.model.published_hashes import format_list, parse_list

FILE = "techniques/pain-education/1.toml"


def files_of_the_model(content: Path) -> dict[str, Path]:
    """Every content file by the name the list gives it; the examples are no content of the model."""
    paths = {path.relative_to(content).as_posix(): path for path in content.glob("*/*/*.*ml")}
    return {file: path for file, path in paths.items() if not file.startswith("examples/")}


def list_anew(content: Path) -> None:
    """Write the list anew, one ``sha256  file`` a line, without the code under test."""
    digests = {
        file: hashlib.sha256(path.read_bytes()).hexdigest() for file, path in files_of_the_model(content).items()
    }
    lines = [f"{digest}  {file}\n" for file, digest in sorted(digests.items())]
    (content / "PUBLISHED").write_text("".join(lines), "utf-8")


def problems(content: Path) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        check_content(content)
    return caught.value.problems


def test_the_shipped_list_holds_the_digest_of_every_shipped_file() -> None:
    listed = dict(reversed(line.split("  ")) for line in (CONTENT / "PUBLISHED").read_text("utf-8").splitlines())
    shipped = files_of_the_model(CONTENT)
    assert listed == {file: hashlib.sha256(path.read_bytes()).hexdigest() for file, path in shipped.items()}


def test_the_shipped_content_passes_the_check() -> None:
    check_content(CONTENT)


def test_content_that_is_just_as_listed_passes(content: Path) -> None:
    list_anew(content)
    check_content(content)


def test_a_changed_file_is_reported_with_what_to_do(content: Path) -> None:
    list_anew(content)
    path = content / FILE
    path.write_text(path.read_text("utf-8").replace("Pain education", "Pain lessons", 1), "utf-8")
    (problem,) = problems(content)
    assert problem.file == FILE
    assert "has changed" in problem.message
    assert "new version" in problem.message


def test_a_change_of_a_single_space_is_a_change(content: Path) -> None:
    list_anew(content)
    path = content / FILE
    path.write_text(path.read_text("utf-8") + " ", "utf-8")
    assert [problem.file for problem in problems(content)] == [FILE]


def test_a_missing_file_is_reported(content: Path) -> None:
    list_anew(content)
    (content / FILE).unlink()
    found = {problem.file: problem.message for problem in problems(content)}
    assert "the file is gone" in found[FILE]
    assert "no such technique" in found["questionnaires/worksheet-pain-education/1.toml"]


def test_an_unlisted_file_is_reported(content: Path) -> None:
    list_anew(content)
    new = content / "techniques/pain-education/2.toml"
    new.write_text((content / FILE).read_text("utf-8").replace("version = 1", "version = 2"), "utf-8")
    (problem,) = problems(content)
    assert problem.file == "techniques/pain-education/2.toml"
    assert "not in PUBLISHED" in problem.message


def test_changed_missing_and_unlisted_files_are_reported_together(content: Path) -> None:
    list_anew(content)
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


def test_publishing_writes_the_list_that_is_read(content: Path) -> None:
    list_anew(content)
    by_hand = (content / "PUBLISHED").read_text("utf-8")
    (content / "PUBLISHED").unlink()
    assert sorted(publish(content)) == sorted(files_of_the_model(content))
    assert (content / "PUBLISHED").read_text("utf-8") == by_hand
    assert format_list(dict(reversed(parse_list(by_hand).items()))) == by_hand
    assert publish(content) == ()


def test_a_new_version_is_published_beside_the_old(content: Path) -> None:
    list_anew(content)
    new = content / "techniques/pain-education/2.toml"
    new.write_text((content / FILE).read_text("utf-8").replace("version = 1", "version = 2"), "utf-8")
    assert publish(content) == ("techniques/pain-education/2.toml",)
    check_content(content)


def broken(content: Path, old: str, new: str) -> None:
    path = content / FILE
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("Pain education", "Pain lessons", id="a published file changed"),
        pytest.param("order = 2", "ordre = 2", id="a file does not fit its schema"),
        pytest.param('component = "myth-busting"', 'component = "myths"', id="a reference does not resolve"),
    ],
)
def test_nothing_is_published_while_something_is_wrong(content: Path, old: str, new: str) -> None:
    list_anew(content)
    (content / "components/myth-busting/2.toml").write_text(
        (content / "components/myth-busting/1.toml").read_text("utf-8").replace("version = 1", "version = 2"), "utf-8"
    )
    broken(content, old, new)
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    with pytest.raises(ContentError) as caught:
        publish(content)
    assert {problem.file for problem in caught.value.problems} == {FILE}
    assert {path: path.read_bytes() for path in content.rglob("*") if path.is_file()} == before


def test_what_does_not_parse_does_not_cohere_and_has_changed_is_reported_at_once(content: Path) -> None:
    list_anew(content)
    broken(content, "order = 2", "ordre = 2")
    questionnaire = content / "questionnaires/msq-anxiety/1.toml"
    questionnaire.write_text(questionnaire.read_text("utf-8").replace("[0, 20]", "[0, 25]"), "utf-8")
    new = content / "techniques/pacing/1.toml"
    new.parent.mkdir()
    new.write_text((content / FILE).read_text("utf-8"), "utf-8")
    assert {(problem.file, problem.field) for problem in problems(content)} == {
        (FILE, "order"),
        (FILE, "ordre"),
        (FILE, None),  # it has changed
        ("questionnaires/msq-anxiety/1.toml", "measures.msq_anxiety.range"),
        ("questionnaires/msq-anxiety/1.toml", None),  # it has changed
        ("techniques/pacing/1.toml", "order"),
        ("techniques/pacing/1.toml", "ordre"),
        ("techniques/pacing/1.toml", None),  # it is not on the list
    }


def test_empty_lines_of_the_list_say_nothing(content: Path) -> None:
    list_anew(content)
    listed = content / "PUBLISHED"
    listed.write_text(f"\n{listed.read_text('utf-8')}\n\n", "utf-8")
    check_content(content)


def test_a_file_that_cannot_be_read_is_reported_and_not_compared(content: Path) -> None:
    list_anew(content)
    (content / FILE).write_bytes("name = 'Schmerz verstehen: \xfcben'".encode("latin-1"))
    assert [problem.file for problem in problems(content)] == [FILE]
