"""The modules of this folder, for its tests, and a quick disk."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

MEMORY, ROOM = Path("/dev/shm"), 60_000_000  # noqa: S108 a folder of our own is made in it


@pytest.fixture(scope="module")
def quick_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in memory where there is one: what these tests look at is which syncs are asked for, not how long."""
    if not (os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM):
        yield tmp_path_factory.mktemp("disk")
        return
    folder = Path(tempfile.mkdtemp(dir=MEMORY, prefix="reconnect-"))
    yield folder
    shutil.rmtree(folder)
