"""Damaged and strange files in every format: read exactly, or refused with a place; never a traceback.

`python tests/fuzz.py --runs 10000` does the same by the thousand.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutants import HEADER, MAP, Mutant, mutant, outcome, wrongs
from saved_as import SAVED

from reconnect.cli import main
from reconnect.errors import DataError
from reconnect.exchange.outcomes_files import OutcomesRead

SEEDS = 240
PART = 40
ENDINGS = (".csv", *SAVED)


@pytest.mark.parametrize("first", range(0, SEEDS, PART))
def test_a_damaged_file_is_read_exactly_or_refused_with_a_place(tmp_path: Path, first: int) -> None:
    for seed in range(first, first + PART):
        made = mutant(seed, tmp_path)
        assert wrongs(made, outcome(made, tmp_path), tmp_path) == [], f"seed {seed}"


def test_mutants_are_the_same_for_the_same_seed_and_enough_of_each_format_come_through(tmp_path: Path) -> None:
    assert [mutant(seed, tmp_path).cells for seed in range(40)] == [mutant(seed, tmp_path).cells for seed in range(40)]
    found = [(made.ending, outcome(made, tmp_path)) for made in (mutant(seed, tmp_path) for seed in range(120))]
    for ending in ENDINGS:
        kinds = [type(each) for name, each in found if name == ending]
        assert kinds.count(OutcomesRead) > 3
        assert kinds.count(DataError) > 5


@pytest.mark.parametrize("seed", range(24))
def test_the_command_writes_every_file_or_none(tmp_path: Path, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    made, out = mutant(seed, tmp_path), tmp_path / "out"
    (tmp_path / f"data{made.ending}").write_bytes(made.data)
    (tmp_path / "map.toml").write_text(MAP)
    arguments = ["evaluate", f"{tmp_path}/data{made.ending}", "--map", f"{tmp_path}/map.toml", "--out", str(out)]
    if main(arguments) == 0:
        assert len(list(out.iterdir())) == 5
    else:
        assert not out.exists()
        assert capsys.readouterr().err.rstrip().endswith("nothing was written.")


# No line ends and no signs that neither XML nor a spreadsheet can hold.
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=12)
SCORES = st.one_of(st.integers(-2, 12).map(str), st.decimals(0, 10, places=3).map(str), WORDS)


@pytest.mark.parametrize("ending", SAVED)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(WORDS, st.sampled_from("12"), SCORES, SCORES), min_size=1, max_size=6))
def test_the_same_cells_are_read_alike_in_every_format(
    tmp_path: Path, ending: str, rows: list[tuple[str, str, str, str]]
) -> None:
    lines = [[f"p{number}", *cells] for number, cells in enumerate(rows)]
    quoted = [",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line) for line in lines]
    text = "\n".join(["who,sex,time,touch,mood,day", *(f"{line}," for line in quoted)]) + "\n"
    made = Mutant(ending, SAVED[ending](text, tmp_path / f"made{ending}"), text)
    assert wrongs(made, outcome(made, tmp_path), tmp_path) == []
    assert set(text.partition("\n")[0].split(",")) <= set(HEADER)
