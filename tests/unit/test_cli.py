"""The command as a person runs it."""

import csv
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import Workbook

from reconnect.cli import EXAMPLE, _progress_bar, main
from reconnect.model.load import CONTENT

EFFECTS = ("d_pre", "d_av", "d_z", "g_pre", "g_av", "g_z")
COLUMNS = (
    *("measure", "stratum", "comparison", "n", "missing", "mean_pre", "sd_pre", "mean_later", "sd_later"),
    *("change", "change_low", "change_high", "sd_change", "r", "t", "df", "p"),
    *("p_bonferroni", "p_holm", "p_benjamini_hochberg", "zeros", "z_pratt", "p_pratt", "z_nonzero", "p_nonzero"),
    *("pseudo_median", "pseudo_median_low", "pseudo_median_high"),
    *(f"{part}_{time}" for time in ("pre", "later") for part in ("lower", "median", "upper")),
    *("worse", "same", "better"),
    *("programmes", "programmes_se", "programmes_df", "programmes_low", "programmes_high"),
    *(f"{name}{part}" for name in EFFECTS for part in ("", "_low", "_high", "_cautions")),
    *(f"{name}_formula" for name in ("t", *EFFECTS, "z_pratt", "pseudo_median", "programmes_low")),
    *("scoring", "first_day", "last_day"),
)
TIDY = "person_id,gender,measure,occasion,value\n"


@pytest.fixture
def tidy(tmp_path: Path) -> Path:
    data = tmp_path / "tidy.csv"
    rows = [
        f"{who},woman,msq_anxiety,{when},{who + minus}"
        for who in (3, 5, 9)
        for when, minus in (("pre", 2), ("post", 0))
    ]
    data.write_text(TIDY + "\n".join(rows) + "\n")
    return data


def test_evaluate_writes_four_files_and_says_where(tidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tidy.parent / "deep" / "out"

    assert main(["evaluate", str(tidy), "--out", str(out)]) == 0

    assert sorted(path.name for path in out.iterdir()) == [
        *("estimates.csv", "report.docx", "report.html", "results.csv", "results.json")
    ]
    printed = capsys.readouterr()
    assert str(out / "report.html") in printed.out
    assert printed.err == ""


def test_results_csv_and_json_hold_the_same_figures_under_the_same_names(tmp_path: Path) -> None:
    arguments = ["evaluate", str(EXAMPLE / "outcomes.csv"), "--map", str(EXAMPLE / "map.toml"), "--out", str(tmp_path)]
    assert main(arguments) == 0

    document = json.loads((tmp_path / "results.json").read_text("utf-8"))
    with (tmp_path / "results.csv").open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert list(document) == [
        *("version", "use", "source", "date_range", "scoring", "sensitivity", "formulas", "results", "flow"),
        *("everyone", "leavers", "reliable", "network", "dose", "helpful", "answer_basis", "family"),
    ]
    assert [list(result) for result in document["results"]] == [list(COLUMNS)] * len(lines)
    for line, result in zip(lines, document["results"], strict=True):
        assert tuple(line) == COLUMNS
        assert line == {name: "" if value is None else str(value) for name, value in result.items()}
    assert list(document["flow"][0]) == [
        *("stratum", "eligible", "started", "post", "follow_up", "complete", "heard", "unheard", "late")
    ]
    assert document["flow"][0]["eligible"] == 96
    assert set(document["formulas"]) <= set(COLUMNS)
    assert {name.removesuffix("_formula") for name in COLUMNS if name.endswith("_formula")} <= set(document["formulas"])
    assert (document["scoring"]["avoid_touch"], document["sensitivity"]) == (
        "interference-and-avoidance 1",
        {"asked": True, "seed": 2019},
    )
    eligible = {flow["stratum"]: flow["eligible"] for flow in document["flow"]}
    assert {result["n"] + result["missing"] - eligible[result["stratum"]] for result in document["results"]} == {0}
    assert all(result["d_pre_formula"] in {None, document["formulas"]["d_pre"]} for result in document["results"])
    assert document["family"]["m"] == 10
    assert document["use"] == "inside the service: counts are exact"


def test_the_same_data_make_the_same_bytes(tidy: Path) -> None:
    outs = [tidy.parent / name for name in ("first", "second")]
    for out in outs:
        assert main(["evaluate", str(tidy), "--out", str(out)]) == 0

    first, second = ({path.name: path.read_bytes() for path in out.iterdir()} for out in outs)
    assert first == second


def test_refused_data_list_every_problem_and_write_nothing(tidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tidy.write_text(TIDY + "1,,msq_anxiety,pre,ten\n2,,msq_anxiety,pre,99\n3,,mood,pre,4\n4,,msq_anxiety,later,4\n")
    out = tidy.parent / "out"

    assert main(["evaluate", str(tidy), "--out", str(out)]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert [line.split(":")[0] for line in printed.err.splitlines()[:-1]] == [
        "tidy.csv, row 2, column value",
        "tidy.csv, row 3, column value",
        "tidy.csv, row 4, column measure",
        "tidy.csv, row 5, column occasion",
    ]
    assert printed.err.splitlines()[-1] == "4 problems: nothing was written."
    assert not out.exists()


def test_refused_data_leave_an_earlier_report_alone(tidy: Path) -> None:
    out = tidy.parent / "out"
    assert main(["evaluate", str(tidy), "--out", str(out)]) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    tidy.write_text(TIDY + "1,,msq_anxiety,pre,ten\n")
    assert main(["evaluate", str(tidy), "--out", str(out)]) == 2

    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_an_out_that_is_a_file_is_refused(tidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(tidy), "--out", str(tidy)]) == 2
    assert capsys.readouterr().err == f"{tidy}: the report cannot be written here: File exists; nothing was written\n"


def test_thousands_of_cells_with_the_same_problem_take_one_line(tidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [f"{who},woman,msq_anxiety,pre,NA\n{who},woman,msq_anxiety,post,3" for who in range(3000)]
    tidy.write_text(TIDY + "\n".join(rows) + "\n")
    assert main(["evaluate", str(tidy), "--out", str(tidy.parent / "out")]) == 2
    first, last = capsys.readouterr().err.splitlines()
    assert first.startswith("tidy.csv, rows 2, 4, 6 and 2,997 more, column value: not a number")
    assert last == "3,000 problems: nothing was written."


def test_one_is_not_written_as_many(tidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tidy.write_text(TIDY + "3,woman,msq_anxiety,pre,7\n3,woman,msq_anxiety,post,4\n")
    assert main(["evaluate", str(tidy), "--out", str(tidy.parent / "out")]) == 0
    assert "1 person, 1 started, 0 not heard from again; 1 measure, " in capsys.readouterr().out

    tidy.write_text(TIDY + "3,woman,msq_anxiety,pre,ten\n")
    assert main(["evaluate", str(tidy), "--out", str(tidy.parent / "out")]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == "1 problem: nothing was written."


def test_a_gender_cannot_become_a_formula_in_a_spreadsheet(tidy: Path) -> None:
    tidy.write_text(tidy.read_text().replace("woman", "=1+1"))
    assert main(["evaluate", str(tidy), "--out", str(tidy.parent)]) == 0

    lines = list(csv.DictReader((tidy.parent / "results.csv").read_text("utf-8").splitlines()))
    assert {line["stratum"] for line in lines} == {"all", "'=1+1"}
    assert float(lines[0]["change"]) == -2.0


def test_columns_left_out_by_the_map_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data.csv").write_text("a,b,secret\n3,4,1\n5,4,2\n")
    (tmp_path / "map.toml").write_text(
        'layout = "paired"\n[measures.mood]\npre = "a"\npost = "b"\nrange = [0, 10]\nbetter = "higher"\n'
    )
    arguments = ["evaluate", str(tmp_path / "data.csv"), "--map", str(tmp_path / "map.toml"), "--out", str(tmp_path)]

    assert main(arguments) == 0
    assert "ignored: secret" in capsys.readouterr().out
    assert "Columns not used: secret" in (tmp_path / "report.html").read_text("utf-8")


def test_demo_runs_as_the_installed_command_and_again(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("reconnect")), "demo", "--out", str(tmp_path / "demo")]
    for _ in range(2):
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
        assert "The people of this clinic are invented." in done.stdout
        assert "The people of this clinic are invented." in (tmp_path / "demo" / "report.html").read_text("utf-8")
        assert str(tmp_path / "demo" / "report.html") in done.stdout


def test_check_finds_all_content_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "10 techniques" in capsys.readouterr().out


def test_check_reports_every_problem_of_every_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in CONTENT.rglob("*.*ml"):
        copy = tmp_path / path.relative_to(CONTENT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text("utf-8"), "utf-8")
    broken = [tmp_path / "components/myth-busting/1.toml", tmp_path / "techniques/sensate-focus/1.toml"]
    for path in broken:
        path.write_text(path.read_text("utf-8").replace("order = ", "ordre = "), "utf-8")

    assert main(["check", "--content", str(tmp_path)]) == 2

    printed = capsys.readouterr().err
    for path in broken:
        assert f"{path.relative_to(tmp_path)}, order: this field is missing" in printed
        assert f"{path.relative_to(tmp_path)}, ordre: no such field" in printed


def test_publish_lists_new_files_and_never_rewrites_old_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in CONTENT.rglob("*.*ml"):
        copy = tmp_path / path.relative_to(CONTENT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text("utf-8"), "utf-8")
    arguments = ["check", "--content", str(tmp_path)]
    assert main(arguments) == 2
    assert main([*arguments, "--publish"]) == 0
    assert main(arguments) == 0

    changed = tmp_path / "components/myth-busting/1.toml"
    changed.write_text(changed.read_text("utf-8").replace("tested", "weighed"), "utf-8")
    (changed.parent / "2.toml").write_text(changed.read_text("utf-8").replace("version = 1", "version = 2"), "utf-8")
    before = (tmp_path / "PUBLISHED").read_bytes()
    assert main([*arguments, "--publish"]) == 2
    assert (tmp_path / "PUBLISHED").read_bytes() == before
    assert capsys.readouterr().err.splitlines()[-1] == "1 problem."


class Terminal(io.StringIO):
    """A place to write to that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_short_read_shows_no_progress_and_quiet_says_nothing_at_all(
    tidy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    data = tidy.with_suffix(ending)
    if ending == ".xlsx":
        book = Workbook()
        for row in csv.reader(tidy.read_text().splitlines()):
            book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
        book.save(data)
    for options, printed in (([], True), (["--quiet"], False)):
        monkeypatch.setattr(sys, "stderr", Terminal())
        assert main(["evaluate", str(data), "--out", str(tidy.parent / "out"), *options]) == 0
        assert sys.stderr.getvalue() == ""
        assert bool(capsys.readouterr().out) is printed


def test_a_long_read_at_a_terminal_shows_how_far_it_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    slowly = (time.sleep(0.4) or each for each in range(5))
    assert list(_progress_bar(slowly, "Reading data.csv", 5)) == [0, 1, 2, 3, 4]
    assert "Reading data.csv" in sys.stderr.getvalue()


def test_a_read_elsewhere_than_at_a_terminal_does_not_even_load_the_bar(tidy: Path) -> None:
    code = (
        "import sys; from reconnect.cli import main; main(sys.argv[1:]); print(sorted({'tqdm', 'openpyxl', 'duckdb', "
    )
    code += "'pyreadstat'} & set(sys.modules)))"
    command = [sys.executable, "-c", code, "evaluate", str(tidy), "--out", str(tidy.parent / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert done.stderr == ""
