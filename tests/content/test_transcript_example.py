"""The commented example is the documentation of the transcript's fields: it loads, and leaves none out."""

from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, get_args, get_type_hints

import pytest

from reconnect.analysis.appraisal.appraise import appraise
from reconnect.analysis.appraisal.finding import Verdict
from reconnect.model.load import CONTENT, EXAMPLES, parse_transcript
from reconnect.model.transcript.table import Formula
from reconnect.model.transcript.transcript import Transcript

EXAMPLE = CONTENT / EXAMPLES / "appraisal" / "example.yaml"


def types_within(hint: Any) -> list[Any]:
    inner = [each for part in get_args(hint) for each in types_within(part)]
    return inner or [hint]


def given(value: Any) -> set[tuple[str, str]]:
    """(type, field) of everything in ``value`` that differs from what is there without it."""
    if isinstance(value, tuple):
        return {pair for each in value for pair in given(each)}
    if not is_dataclass(value):
        return set()
    found = set()
    for field in fields(value):
        part = getattr(value, field.name)
        if part not in (None, ()):
            found |= {(type(value).__name__, field.name)} | given(part)
    return found


def every_field(noun: Any) -> set[tuple[str, str]]:
    found = set()
    for name, hint in get_type_hints(noun).items():
        found.add((noun.__name__, name))
        for each in types_within(hint):
            if is_dataclass(each):
                found |= every_field(each)
    return found


def test_the_example_loads_and_leaves_no_field_out() -> None:
    example = parse_transcript(EXAMPLE.read_text("utf-8"), EXAMPLE.name)
    assert given(example) == every_field(Transcript)


@pytest.mark.parametrize("word", [formula.value for formula in Formula])
def test_the_example_names_every_d(word: str) -> None:
    assert word in EXAMPLE.read_text("utf-8")


def test_the_example_names_every_word_that_a_field_can_be() -> None:
    text = EXAMPLE.read_text("utf-8")
    nouns = {noun for noun, _ in every_field(Transcript)}
    assert {"Table", "Scale", "Alpha", "Told", "Source"} <= nouns
    words = {
        word.value
        for noun in (Transcript,)
        for hint in _hints(noun)
        if isinstance(hint, type) and issubclass(hint, StrEnum)
        for word in hint
        if word.value != "pre"
    }
    assert {word for word in words if word not in text} == set()


def _hints(noun: Any) -> list[Any]:
    found = []
    for hint in get_type_hints(noun).values():
        for each in types_within(hint):
            found += [each, *(_hints(each) if is_dataclass(each) else [])]
    return found


def test_what_is_found_in_the_example_is_what_its_comments_lead_one_to_expect() -> None:
    found = appraise(parse_transcript(EXAMPLE.read_text("utf-8"), EXAMPLE.name)).findings
    assert {finding.id: finding.verdict for finding in found} == {
        "claim_without_test:men": Verdict.UNEXPLAINED,
        "alpha_family:alpha": Verdict.NOTE,
        "label:distress": Verdict.NOTE,
        "which_d:table-2": Verdict.NOTE,
    }
