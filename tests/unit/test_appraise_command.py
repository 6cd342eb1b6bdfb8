"""The appraise command as a person runs it."""

import json
from pathlib import Path

import pytest

from reconnect.cli import main
from reconnect.model.load import CONTENT

EXAMPLE = CONTENT / "examples" / "appraisal" / "example.yaml"


def test_the_shipped_paper_is_appraised_and_its_findings_are_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["appraise", "--paper", "edwards-2019"]) == 0
    printed = capsys.readouterr()
    assert "11 findings." in printed.out
    assert printed.err == ""


def test_a_file_is_appraised_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["appraise", str(EXAMPLE), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["transcript"]["id"] == "example"
    assert [finding["verdict"] for finding in document["findings"]] == ["unexplained", "note", "note", "note"]


def test_a_file_with_problems_is_refused_with_all_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "paper.yaml"
    path.write_text(EXAMPLE.read_text("utf-8").replace("20.50", "20.5O").replace("n: 40", "n: forty"), "utf-8")

    assert main(["appraise", str(path)]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert [line.split(":")[0] for line in printed.err.splitlines()] == [
        "paper.yaml, participants[1].n",
        "paper.yaml, tables[1].rows[1].pre.mean",
        "2 problems.",
    ]


@pytest.mark.parametrize("arguments", [[], ["a.yaml", "--paper", "edwards-2019"]])
def test_one_paper_is_asked_for(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["appraise", *arguments])
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err
