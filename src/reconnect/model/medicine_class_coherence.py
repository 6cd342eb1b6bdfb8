"""What no page about medicines may hold: a fact that nobody checked, or a word that tells somebody what to take."""

import re
from collections.abc import Iterator

from reconnect.model.medicine_class import MedicineClass
from reconnect.model.source import Confidence
from reconnect.model.voice import unknown_words

# A sentence that begins with one of these tells the reader to do something with a medicine.
COMMANDS = re.compile(
    r"(?:^|[.?!:;]\s+)(?:please\s+|you\s+(?:may|can|could)\s+)?(?:take|stop|start|reduce|increase|lower|raise|halve|double"
    r"|skip|miss|switch|swap|change|try|use|avoid|add|drop|cut|come\s+off|wean|taper)\b",
    re.IGNORECASE,
)


def medicine_class_complaints(told: MedicineClass) -> Iterator[tuple[str, str]]:
    """Field and message of everything that is wrong with ``told``."""
    texts = [told.name, told.examples, *(each.text for each in told.paragraphs)]
    if not told.paragraphs:
        yield "paragraphs", "say what the class can do"
    for number, paragraph in enumerate(told.paragraphs, 1):
        if COMMANDS.search(paragraph.text):
            yield f"paragraphs[{number}]", "say what a medicine can do, never what to do with it"
    for word in unknown_words(texts):
        yield "paragraphs", f"nobody is asked for a word of their own for {{{word}}}"
    if any(source.confidence is Confidence.RECALLED for source in told.sources):
        yield "sources", "leave out what nobody checked"
