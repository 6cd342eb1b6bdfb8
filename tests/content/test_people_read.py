"""Everything that a person or a partner reads: sources, no number to call but two, no dose, and nothing that pushes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reconnect.model.load import KINDS, shipped_library
from reconnect.model.readers import EDITABLE, FOR_STAFF, UNREAD, editions_for_people, recalled_for_people, texts_of
from reconnect.model.shelf import Edition, Shelf
from reconnect.model.source import Confidence, Source

CLINIC = Path(__file__).parents[2] / "src/reconnect/clinic"
# Rooms whose pages only staff see. Any other room is taken to have pages for people.
OF_STAFF = {"asking", "care", "desk", "formulation", "letters", "partners", "people", "plan", "reports", "safety"}
OF_STAFF |= {"accounts", "training", "demo", "followup", "groups", "programmes"}
QUOTED = {"avoid", "belief"}  # what somebody may say or believe, quoted there to be looked at
EMERGENCY = {"999", "111"}
NO_NUMBER_TO_CALL = re.compile(r"100|(19|20)\d\d")  # the end of a scale, and a year
CITED = {"120 mg"}  # the one amount that is told, with its source: nobody's own
MEDICINE = (
    r"(medicines?|tablets?|pills?|patch(es)?|drops|(pain ?)?killers?|opioids?|antidepressants?|morphine|oxycodone"
    r"|fentanyl|codeine|tramadol|gabapentin|pregabalin|amitriptyline|duloxetine|paracetamol|ibuprofen|lidocaine|hormones)"
)
ACT = r"(take|stop|start|begin|increase|raise|reduce|lower|cut|halve|double|skip|swap|switch|change|use|try|time)"
BANNED = {
    "pushes": r"\b(should|must|ought to|have got to)\b|shouldn.?t|mustn.?t",
    "names somebody by what is wrong": r"\bsufferers?\b|\bsuffering from\b|\bvictims?\b",
    "judges": r"\b(ab)?normal\b|(?<!no )\bfailures?\b|\bfailed\b|\bdysfunction\w*",
    "counts": r"\bstreaks?\b|\bprogress\b|\bnext stage\b|\bnext level\b|\d ?%|\bper ?cent\b|\bwell done\b",
    "tells to act on a medicine": rf"(^|[.!?:;,“] ?|\bplease |\bthen |\band )(just )?{ACT} ((out|up|down|off) )?"
    rf"((your|a|an|the|any|more|less|fewer|half|taking|this|that|ordinary|strong|some) )*{MEDICINE}\b",
    "gives a dose": r"\b\d[\d.,]* ?(mg|mcg|µg|ml|milligrams?|micrograms?|tablets?|pills?|drops|patches)\b",
    "names a helpline": r"\bsamaritans\b|\bshout\b(?= (on|at|to)\b)|\bchildline\b|\brefuge\b(?= on\b)|\brape crisis\b"
    r"|\bhelpline (number|is)\b|\bswitchboard\b|\bcall us on\b|www\.|https?:|@",
}
# Digits in a row, or groups of them, that somebody could call or text.
NUMBER = re.compile(r"(?<![\d.,£])\+?\d(?:[ -]?\d){2,}(?![\d.,]*\d)")

READ = [
    pytest.param(kind, edition, id=f"{kind}-{edition.id}") for kind, edition in editions_for_people(shipped_library())
]


def wrong(text: str) -> list[str]:
    """Why a text may not stand where people read, or nothing."""
    plain = text
    for quoted in CITED:
        plain = plain.replace(quoted, "that")
    found = [why for why, words in BANNED.items() if re.search(words, plain, re.IGNORECASE)]
    numbers = set(NUMBER.findall(plain)) - EMERGENCY
    return found + [f"a number to call: {each}" for each in numbers if not NO_NUMBER_TO_CALL.fullmatch(each)]


def shown(template: Path) -> str:
    """The words of a template, without its tags, comments and commands."""
    text = template.read_text("utf-8")
    for mark in (r"\{#.*?#\}", r"\{%.*?%\}", r"\{\{.*?\}\}", r"<[^>]*>"):
        text = re.sub(mark, " ", text, flags=re.DOTALL)
    return " ".join(text.split())


def templates() -> Iterator[Path]:
    for path in sorted(CLINIC.glob("*/templates/**/*.*.j2")):
        if path.relative_to(CLINIC).parts[0] not in OF_STAFF and not path.name.endswith(".js.j2"):
            yield path


def test_every_kind_is_either_the_staffs_or_read_by_people() -> None:
    assert set(KINDS) >= FOR_STAFF | EDITABLE
    read = {kind for kind, _ in editions_for_people(shipped_library())}
    assert read == set(KINDS) - FOR_STAFF
    assert {"pieces", "questionnaires", "places"} <= read


def test_an_id_a_source_and_a_word_for_staff_are_not_read_and_everything_else_is() -> None:
    piece = shipped_library().pieces.newest["keeping-away"]
    texts = list(texts_of(piece))
    assert texts[:2] == [piece.title, piece.about]
    assert len(texts) == 2 + len(piece.paragraphs)
    asked = shipped_library().questionnaires.newest["assessment-doing"]
    read = set(texts_of(asked))
    assert {asked.items[0].text, *asked.before} <= read
    assert asked.wording_note not in read


@pytest.mark.parametrize(("kind", "edition"), READ)
def test_sources_are_named_and_none_is_only_recalled(kind: str, edition: Edition) -> None:
    sources = edition.sources  # type: ignore[attr-defined]
    assert sources
    assert all(each.citation.strip() and each.place.strip() for each in sources)
    assert kind in EDITABLE or Confidence.RECALLED not in {each.confidence for each in sources}


def test_a_recalled_fact_is_refused_where_people_read_and_allowed_where_a_service_answers_for_it() -> None:
    library = shipped_library()
    recalled = (Source("Somebody", "somewhere", Confidence.RECALLED),)
    piece = replace(library.pieces.newest["ashamed"], sources=recalled)
    letter = replace(library.letters.newest["plan-summary"], sources=recalled)
    guide = replace(next(iter(library.guidance)), sources=recalled)
    broken = replace(
        library,
        pieces=Shelf({(piece.id, piece.version): piece}),
        letters=Shelf({(letter.id, letter.version): letter}),
        guidance=Shelf({(guide.id, guide.version): guide}),
    )
    assert [edition.id for _, edition, _ in recalled_for_people(broken)] == ["ashamed"]
    assert list(recalled_for_people(library)) == []


@pytest.mark.parametrize(("kind", "edition"), READ)
def test_nothing_that_people_read_pushes_judges_doses_or_names_a_number(kind: str, edition: Edition) -> None:
    found = [(why, text) for text in texts_of(edition, UNREAD | QUOTED) for why in wrong(text)]
    assert found == []


@pytest.mark.parametrize("template", list(templates()), ids=lambda path: str(path.relative_to(CLINIC)))
def test_no_page_pushes_judges_doses_or_names_a_number(template: Path) -> None:
    assert wrong(shown(template)) == []


def test_the_one_page_that_says_whom_to_call_names_both_numbers() -> None:
    (page,) = shipped_library().help_pages.newest.values()
    text = " ".join(texts_of(page, UNREAD))
    assert set(NUMBER.findall(text)) == EMERGENCY
    assert len([each for each in templates() if "learning" in str(each)]) > 3


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("You should rest.", "pushes"),
        ("Pain sufferers may skip this.", "names somebody by what is wrong"),
        ("That is not normal.", "judges"),
        ("It was a failure.", "judges"),
        ("You made progress.", "counts"),
        ("Take a tablet an hour before.", "tells to act on a medicine"),
        ("It may hurt. Please stop your gabapentin.", "tells to act on a medicine"),
        ("Rest, and reduce the opioid.", "tells to act on a medicine"),
        ("Start with 10 mg.", "gives a dose"),
        ("Call the Samaritans.", "names a helpline"),
        ("See www.example.org.", "names a helpline"),
        ("Call 116 123 at night.", "a number to call: 116 123"),
        ("Text 85258.", "a number to call: 85258"),
        ("Ring 0808 2000 247.", "a number to call: 0808 2000 247"),
    ],
)
def test_what_may_not_be_read_is_noticed(text: str, why: str) -> None:
    assert wrong(text) == [why]


@pytest.mark.parametrize(
    "text",
    [
        "In danger, call 999. Otherwise call 111.",
        "Please do not stop a medicine suddenly, or change it alone.",
        "Ask whoever prescribes before you change a medicine.",
        "A flare-up is no failure.",
        "Above 120 mg a day this is seen more often, and below it too.",
        "It lasts from two to seven days.",
        "Leaflets have said so since 2019. On a scale, 100 is as strong as it gets.",
    ],
)
def test_what_may_be_read_is_not_noticed(text: str) -> None:
    assert wrong(text) == []
