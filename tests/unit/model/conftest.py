"""A copy of the shipped content that a test may break."""

import shutil
from pathlib import Path

import pytest

from reconnect.model.load import CONTENT


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A writable copy of everything under ``content``."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))
