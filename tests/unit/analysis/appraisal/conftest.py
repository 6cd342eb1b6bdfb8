"""Transcripts of one table, and what an appraisal finds in them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reconnect.analysis.appraisal.appraise import appraise
from reconnect.analysis.appraisal.finding import Finding
from reconnect.model.load import parse_transcript

Appraise = Callable[[str], dict[str, Finding]]

HEAD = "id: paper\ncitation: invented\n"


@pytest.fixture
def found() -> Appraise:
    """Findings by id of a transcript without its first two fields."""
    return lambda text: {
        finding.id: finding for finding in appraise(parse_transcript(HEAD + text, "paper.yaml")).findings
    }


@pytest.fixture
def papers() -> Path:
    """Published tables, typed out."""
    return Path(__file__).parent / "papers"
