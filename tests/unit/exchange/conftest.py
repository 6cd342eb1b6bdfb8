"""Files of an evaluation, written to a folder and read as the command reads them."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from reconnect.errors import DataError, Problem
from reconnect.exchange.outcomes_files import OutcomesRead, read_outcomes
from reconnect.model.load import shipped_library

sys.path.insert(0, str(Path(__file__).parent))


@dataclass(frozen=True)
class Files:
    """``data.csv``, ``map.toml`` and ``people.csv`` in a folder."""

    folder: Path

    def write(self, data: str | bytes, mapping: str | None = None, people: str | None = None) -> None:
        """Put files of these contents into the folder; None leaves a file out."""
        for name, content in {"data.csv": data, "map.toml": mapping, "people.csv": people}.items():
            (self.folder / name).unlink(missing_ok=True)
            if content is not None:
                (self.folder / name).write_bytes(content.encode() if isinstance(content, str) else content)

    def read_what_is_there(self) -> OutcomesRead:
        """What is read from the files as they stand."""
        map_file = self.folder / "map.toml"
        known = shipped_library().measures
        return read_outcomes(self.folder / "data.csv", map_file if map_file.exists() else None, known)

    def read(self, data: str | bytes, mapping: str | None = None, people: str | None = None) -> OutcomesRead:
        """What is read from files of these contents."""
        self.write(data, mapping, people)
        return self.read_what_is_there()

    def problems_of_what_is_there(self) -> tuple[Problem, ...]:
        """The problems for which the files as they stand are refused."""
        with pytest.raises(DataError) as caught:
            self.read_what_is_there()
        return caught.value.problems

    def refused(self, data: str | bytes, mapping: str | None = None, people: str | None = None) -> tuple[Problem, ...]:
        """The problems for which files of these contents are refused."""
        self.write(data, mapping, people)
        return self.problems_of_what_is_there()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """A folder of one's own."""
    return Files(tmp_path)
