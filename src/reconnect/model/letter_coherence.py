"""What a letter template's types cannot tell: placeholders that fit whom it is to, and a quiet outside."""

import re
from collections.abc import Iterator

from reconnect.model.letter_template import ALLOWED, BRACES, OUTSIDE, LetterTemplate, Placeholder

# Whoever sees an envelope, a file or a subject must not learn what it is about. Beginnings of words: Essex is a place.
TELLING = re.compile(
    r"\b(sex|pain(?=s?\b|ful)|pelvi|intim|reconnect|genital|vulv|vagin|penis|eroti|orgasm|libido|psychosex|clinic)",
    re.IGNORECASE,
)


def letter_complaints(template: LetterTemplate) -> Iterator[tuple[str, str]]:
    """Every field that is not right, and what to do."""
    if not template.paragraphs:
        yield "paragraphs", "write at least one paragraph"
    if not template.closing:
        yield "closing", "write at least one line"
    for field, text in _texts(template):
        if not text.strip():
            yield field, "nothing stands here"
        for name in BRACES.findall(text):
            yield from _placeholder(template, field, name)
        if re.search(r"[{}]", BRACES.sub("", text)):
            yield field, "a brace is open: write a placeholder as {name}"
        if _outward(field) and TELLING.search(text):
            yield field, "this can be seen by others: leave out what the letter is about"


def _texts(template: LetterTemplate) -> Iterator[tuple[str, str]]:
    yield "name", template.name
    yield "subject", template.subject
    yield "greeting", template.greeting
    for field in ("paragraphs", "closing", "outside"):
        for number, text in enumerate(getattr(template, field), 1):
            yield f"{field}[{number}]", text


def _placeholder(template: LetterTemplate, field: str, name: str) -> Iterator[tuple[str, str]]:
    allowed = frozenset() if field == "name" else OUTSIDE if _outward(field) else ALLOWED[template.to]
    if name in allowed:
        return
    there = ", ".join(f"{{{each}}}" for each in Placeholder if each in allowed) or "none"
    yield field, f"a placeholder that cannot stand here in a letter to the {template.to}; there are: {there}"


def _outward(field: str) -> bool:
    return field == "subject" or field.startswith("outside")
