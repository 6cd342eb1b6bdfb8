"""Words that no text for people or staff holds, whoever they are and whomever they love."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Use
from reconnect.model.shelf import Edition

BANNED = {
    "names somebody by what is wrong": r"\bsuffer\w*|\bvictims?\b|\bpatients?\b|\bclients?\b|\bfrigid\w*|\bimpoten\w*",
    "tells what to do": r"\bshould\b|\bshouldn|\bmust\b|\bought to\b|\btry harder\b|\bpush(es|ing)? through\b",
    "judges": r"\bnormal\b|\babnormal\b|\bdysfunction\w*|\bproper sex\b|\bcompliance\b|\bcompliant\b|\bforeplay\b",
    "promises": r"\brecover(ed|y|s)?\b|\bcure[ds]?\b|\bproven\b|\bguarantee\w*|\bpain[- ]free\b",
    "assumes who": r"\bhusband\w*|\bwife\b|\bwives\b|\bboyfriend\w*|\bgirlfriend\w*|\bhis\b|\bher\b|\bhe\b|\bshe\b",
    "assumes what": r"\bintercourse\b|\bopposite sex\b|\bmake love\b|\bvirgin\w*",
    "makes light of pain": r"in your head\b|\bimagin(ing|e) (the|your) pain",
}
# What staff are warned of is quoted there, word for word.
QUOTED = {"avoid"}
UNREAD = {
    "sources",
    "id",
    "technique",
    "block",
    "step",
    "level",
    "skill",
    "disciplines",
    "flag",
    "use",
    "kind",
    "myths",
}


def texts(part: object) -> Iterator[str]:
    """Every text somebody reads, wherever it stands in ``part``."""
    if type(part) is str:
        yield part
    elif is_dataclass(part):
        for field in fields(part):
            if field.name not in UNREAD | QUOTED:
                yield from texts(getattr(part, field.name))
    elif isinstance(part, tuple):
        for each in part:
            yield from texts(each)
    elif isinstance(part, dict):
        for each in part.values():
            yield from texts(each)


def editions() -> list[Edition]:
    library = shipped_library()
    asked = [each for each in library.questionnaires if each.use is not Use.MEASURE]
    for_groups = [*library.sessions, *library.programmes]
    of_people = [*library.practices, *library.stages, *library.ground_rules, *library.step_ideas, *library.phrases]
    return [*asked, *library.guidance, *library.rehearsals, *of_people, *for_groups]


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.id)
def test_no_text_holds_a_word_that_hurts_pushes_or_assumes(edition: Edition) -> None:
    read = list(texts(edition))
    assert read
    found = [(why, text) for text in read for why, words in BANNED.items() if re.search(words, text, re.IGNORECASE)]
    assert found == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Pain sufferers may skip this.", "names somebody by what is wrong"),
        ("You should talk with a partner.", "tells what to do"),
        ("Is your desire normal?", "judges"),
        ("You will be pain-free.", "promises"),
        ("What does your husband think?", "assumes who"),
        ("Does intercourse hurt?", "assumes what"),
        ("The pain is all in your head.", "makes light of pain"),
    ],
)
def test_such_a_word_would_be_noticed(text: str, why: str) -> None:
    assert [each for each, words in BANNED.items() if re.search(words, text, re.IGNORECASE)] == [why]
