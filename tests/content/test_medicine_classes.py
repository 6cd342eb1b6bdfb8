"""What is told of medicines: what they can do in some people, with a source; never what to do with one."""

import re
from dataclasses import replace

import pytest

from reconnect.model.load import shipped_library
from reconnect.model.medicine_class import MedicineClass
from reconnect.model.medicine_class_coherence import medicine_class_complaints
from reconnect.model.source import Confidence, Source
from reconnect.model.voice import Paragraph, voices

CLASSES = sorted(shipped_library().medicine_classes.newest.values(), key=lambda each: each.order)
# Words that would speak to one reader about their own medicine, or give an amount that is not cited.
PERSONAL = re.compile(
    r"\byour? (dose|medicine|tablets|prescription)|\byou (need|are on|take)\b|safe (dose|limit)", re.IGNORECASE
)
AMOUNT = re.compile(r"\b\d+\s*(mg|micrograms?|%|tablets)", re.IGNORECASE)
BANNED = re.compile(r"\bshould\b|\bmust\b|\bnormal\b|\bdysfunction|\bhis\b|\bher\b|\bhusband|\bwife\b|\bsuffer", re.I)


def test_the_classes_stand_in_an_order_of_their_own() -> None:
    assert [each.order for each in CLASSES] == list(range(1, len(CLASSES) + 1))
    assert CLASSES[0].id == "opioids"


@pytest.mark.parametrize("told", CLASSES, ids=lambda told: told.id)
def test_every_fact_was_read_and_speaks_to_nobody_in_particular(told: MedicineClass) -> None:
    assert list(medicine_class_complaints(told)) == []
    assert any(source.confidence in {Confidence.READ, Confidence.SECONDARY} for source in told.sources)
    for voice in voices():
        texts = [voice.say(told.name), voice.say(told.examples), *voice.speak(told.paragraphs)]
        assert len(texts) > 2
        assert [text for text in texts if PERSONAL.search(text) or BANNED.search(text) or "{" in text] == []


def test_an_amount_stands_only_where_the_paper_is_quoted_and_is_no_safe_line() -> None:
    found = [(each.id, text.text) for each in CLASSES for text in each.paragraphs if AMOUNT.search(text.text)]
    assert {told for told, _ in found} == {"opioids"}
    assert {amount for _, text in found for amount in re.findall(r"\d+ mg", text)} == {"120 mg"}
    assert "The paper behind these pages says" in found[0][1]
    assert "below 120 mg too, so that figure is no safe line" in found[1][1]


@pytest.mark.parametrize("told", ["gabapentinoids"])
def test_where_studies_disagree_it_is_said_so(told: str) -> None:
    assert not shipped_library().medicine_classes.newest[told].settled


def test_the_list_asks_for_no_amount_and_says_what_is_cited_of_opioids_to_whoever_fills_it_in() -> None:
    own = shipped_library().questionnaires.newest["my-medicines"]
    assert "how much you take" in " ".join(own.before)  # please do not write it
    assert "more than 120 mg a day" in " ".join(own.after)
    assert "below 120 mg too" in " ".join(own.after)
    for texts in (own.before, own.after):
        assert "Never stop or change a medicine alone or suddenly: talk to whoever prescribes it." in texts
    assert own.item("opioid").labels == {"0": "No", "1": "Yes", "2": "I am not sure"}


@pytest.mark.parametrize(
    "text",
    [
        "Take it an hour before.",
        "It can help. Stop gabapentin slowly.",
        "You may try duloxetine instead.",
        "Please reduce it.",
        "Come off it bit by bit.",
    ],
)
def test_a_sentence_that_tells_somebody_what_to_take_is_refused(text: str) -> None:
    broken = replace(CLASSES[0], paragraphs=(Paragraph(text),))
    assert [path for path, _ in medicine_class_complaints(broken)] == ["paragraphs[1]"]


def test_a_fact_that_nobody_checked_and_a_word_nobody_is_asked_for_are_refused() -> None:
    recalled = Source("Somebody", "once", Confidence.RECALLED)
    broken = replace(CLASSES[0], sources=(recalled,), paragraphs=(Paragraph("It can dry {skin}."),))
    assert {path for path, _ in medicine_class_complaints(broken)} == {"sources", "paragraphs"}
    assert [path for path, _ in medicine_class_complaints(replace(CLASSES[0], paragraphs=()))] == ["paragraphs"]
