"""How sure staff feel: ten skills, our own words, and nothing that could be taken for a result."""

from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import ItemKind, Use
from reconnect.model.source import Confidence

SKILLS = [
    "ask",
    "normalise",
    "explain-pain",
    "sensate-focus",
    "desensitisation",
    "medicines",
    "refer-on",
    "partner",
    "culture",
    "safety",
]


def test_there_is_one_and_it_asks_ten_skills_from_0_to_10() -> None:
    (found,) = [each for each in shipped_library().questionnaires.newest.values() if each.use is Use.CONFIDENCE]
    assert found.id == "confidence-in-skills"
    assert [each.id for each in found.items] == SKILLS
    assert {(each.kind, each.low, each.high) for each in found.items} == {(ItemKind.SCALE, 0, 10)}


def test_it_says_that_it_is_our_own_and_not_validated_and_forms_no_total() -> None:
    found = shipped_library().questionnaires.newest["confidence-in-skills"]
    assert "our own" in found.about
    assert "not been validated" in found.about
    assert found.measures == ()
    assert any(source.confidence is Confidence.DESIGN and "not validated" in source.place for source in found.sources)


def test_it_raises_no_flag_and_needs_no_writing() -> None:
    found = shipped_library().questionnaires.newest["confidence-in-skills"]
    assert not any(each.flag or each.sealed or each.kind is ItemKind.TEXT for each in found.items)
    assert not found.locked
