"""What `evaluate --share` writes: only the suppressed form, the same in every file, once the ledger holds it."""

import csv
import io
import json
import re
from html import unescape
from pathlib import Path

import pytest

from reconnect.analysis import Evaluation, evaluate
from reconnect.analysis.disclosure import shared_form
from reconnect.cli import EXAMPLE, main
from reconnect.errors import DisclosureError
from reconnect.exchange.ledger import Ledger
from reconnect.exchange.outcomes_files import read_outcomes
from reconnect.exchange.share import SHARED_FIGURES, period_of, share_files
from reconnect.model.load import shipped_library

ARGUMENTS = ["evaluate", str(EXAMPLE / "outcomes.csv"), "--map", str(EXAMPLE / "map.toml")]
HEADER = "person_id,gender,measure,occasion,value,answered_on\n"
EXACT = {"t", "df", "p", "p_bonferroni", "r", "sd_change", "d_pre_low", "d_pre_high", "complete", "source", "m"}


@pytest.fixture(scope="module")
def example() -> Evaluation:
    read = read_outcomes(EXAMPLE / "outcomes.csv", EXAMPLE / "map.toml", shipped_library().measures)
    return evaluate(read.outcomes, read.family)


@pytest.fixture
def there(tmp_path: Path) -> list[str]:
    return ["--share", str(tmp_path / "out"), "--ledger", str(tmp_path / "ledger.jsonl")]


def rows_of_page(html: str) -> list[list[str]]:
    """The cells of the second table of the page, a list a row."""
    table = html.split("<table")[2]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", table)]
    return [[unescape(cell) for cell in row] for row in rows if len(row) == 11][1:]


def as_number(text: str) -> str:
    """A printed figure as a file writes it."""
    return {"–": ""}.get(text, text.replace("−", "-").lstrip("+"))


def same(text: str, figure: str) -> bool:
    return as_number(text) == figure or float(as_number(text)) == float(figure)


def test_all_files_hold_the_same_figures(example: Evaluation) -> None:
    files = {name: data.decode() for name, data in share_files(shared_form(example, "2025")).items()}
    document = json.loads(files["results.json"])
    lines = list(csv.DictReader(io.StringIO(files["results.csv"], newline="")))
    page = rows_of_page(files["report.html"])
    assert len(page) == len(lines) == len(document["results"]) > 10
    figures = list(SHARED_FIGURES)[3:]
    for line, result, row in zip(lines, document["results"], page, strict=True):
        assert line == {name: "" if value is None else str(value) for name, value in result.items()}
        assert row[0] == {"all": "everyone"}.get(line["stratum"], line["stratum"])
        order = ("n", "mean_pre", "sd_pre", "mean_later", "sd_later", "change", "change_low", "change_high", "d_pre")
        assert sorted(order) == sorted(figures)
        assert all(same(cell, line[name]) for cell, name in zip(row[2:], order, strict=True))
    flow = re.findall(r'<td role="cell"[^>]*>(.*?)</td>', files["report.html"])
    assert flow == [str(people) for people in document["flow"].values()]


def test_hidden_figures_look_alike_everywhere(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text(
        HEADER
        + "".join(f"{who},,msq_anxiety,{when},{who},2025-01-31\n" for who in range(5) for when in ("pre", "post"))
    )
    read = read_outcomes(tmp_path / "data.csv", None, shipped_library().measures)
    files = {name: data.decode() for name, data in share_files(shared_form(evaluate(read.outcomes), "2025")).items()}
    assert files["results.csv"].splitlines()[1:] == ["msq_anxiety,all,pre-post,*,*,*,*,*,*,*,*,*"]
    assert set(list(json.loads(files["results.json"])["results"][0].values())[3:]) == {"*"}
    assert rows_of_page(files["report.html"]) == [["everyone", "Start to end", *"*********"]]


def test_nothing_exact_is_in_any_file(example: Evaluation) -> None:
    files = {name: data.decode() for name, data in share_files(shared_form(example, "2025")).items()}
    document = json.loads(files["results.json"])
    assert not EXACT & (set(SHARED_FIGURES) | set(document) | set(document["flow"]))
    for result in document["results"]:
        for name, figure in result.items():
            if isinstance(figure, float):
                assert figure == round(figure, 1), name
            if name == "n":
                assert figure in ("*", "~") or figure % 5 == 0
    told = re.sub(r"<style>.*?</style>", "", files["report.html"], flags=re.DOTALL)
    assert not {each for each in ("Endometriosis", example.outcomes.source, "Person", "F-0") if each in told}
    assert not re.findall(r"\d\.\d\d", re.sub(r"ReConnect [\d.]+", "", told))


def test_the_command_writes_only_the_shared_form_and_says_where(
    tmp_path: Path, there: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*ARGUMENTS, *there]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["report.html", "results.csv", "results.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".ledger.jsonl.lock",
        "ledger.jsonl",
        "ledger.jsonl.key",
        "out",
    ]
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "This is the form that may leave the service" in page
    assert "2023-03 to 2026-04" in page
    assert capsys.readouterr().out == f"To share: {tmp_path / 'out' / 'report.html'}\n"
    assert main([*ARGUMENTS, *there, "--period", "the same people again"]) == 0


def test_a_release_that_differs_by_a_few_is_refused_and_nothing_is_written(
    tmp_path: Path, there: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    def data(count: int) -> str:
        rows = (
            f"{who},,msq_anxiety,{when},{who % 9 + plus},2025-01-31\n"
            for who in range(count)
            for when, plus in (("pre", who % 5), ("post", 0))
        )
        (tmp_path / "data.csv").write_text(HEADER + "".join(rows))
        return str(tmp_path / "data.csv")

    assert main(["evaluate", data(30), *there]) == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != "data.csv"}
    assert main(["evaluate", data(31), *there, "--period", "2025 and January"]) == 2
    error = capsys.readouterr().err
    assert "With the release of 2025-01 this one would tell of 1 to 7 people" in error
    assert {path: path.read_bytes() for path in before} == before
    assert main(["evaluate", data(38), *there]) == 0


def test_a_place_that_cannot_be_written_leaves_the_release_noted_to_be_written_again(
    tmp_path: Path, there: list[str]
) -> None:
    (tmp_path / "out").write_text("")
    assert main([*ARGUMENTS, *there]) == 2
    assert len(Ledger(tmp_path / "ledger.jsonl").releases()) == 1
    (tmp_path / "out").unlink()
    assert main([*ARGUMENTS, *there]) == 0


def test_the_ledger_cannot_lie_among_what_leaves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main([*ARGUMENTS, "--share", str(out), "--ledger", str(out / "inside" / "ledger.jsonl")]) == 2
    assert "must stay inside the service" in capsys.readouterr().err
    assert not out.exists()


def test_without_dates_a_period_must_be_named(
    tmp_path: Path, there: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"{who},,msq_anxiety,{when},3,\n" for who in range(9) for when in ("pre", "post"))
    (tmp_path / "data.csv").write_text(HEADER + rows)
    assert main(["evaluate", str(tmp_path / "data.csv"), *there]) == 2
    assert "--period" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    with pytest.raises(DisclosureError, match="no dates"):
        period_of(read_outcomes(tmp_path / "data.csv", None, shipped_library().measures).outcomes)
    assert main(["evaluate", str(tmp_path / "data.csv"), *there, "--period", "<b>2025"]) == 0
    assert "&lt;b&gt;2025" in (tmp_path / "out" / "report.html").read_text("utf-8")


def test_the_shared_page_asks_nothing_of_the_network(example: Evaluation) -> None:
    page = share_files(shared_form(example, "2025"), "Invented <people>.")["report.html"].decode()
    assert "default-src 'none'" in page
    assert not re.search(r"https?:|<script|<img|<link", page)
    assert "Invented &lt;people&gt;." in page
