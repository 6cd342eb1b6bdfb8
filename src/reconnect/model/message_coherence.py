"""What a message's types cannot tell: blanks that will be filled, quiet words, and a text that fits in one."""

import re
from collections.abc import Iterator

from reconnect.model.letter_coherence import TELLING
from reconnect.model.letter_template import BRACES
from reconnect.model.message_template import Blank, MessageTemplate, Wording, written

ONE_TEXT = 160  # characters of one text message
# As long as they commonly are: a text that fits with these costs one message, not two.
TYPICAL = {
    Blank.PORTAL: "Questions here",
    Blank.ADDRESS: "https://answers.example.uk",
    Blank.CODE: "ABCD-EFGH-JKMN",
    Blank.UNTIL: "31 Dec",
    Blank.LINE: "020 7946 0000",
}
WITH_CODE = frozenset({Blank.PORTAL, Blank.ADDRESS, Blank.CODE, Blank.UNTIL, Blank.LINE})
WITHOUT_CODE = frozenset({Blank.PORTAL, Blank.ADDRESS, Blank.LINE})
NEEDED = {"with_code": WITH_CODE, "without_code": frozenset({Blank.PORTAL, Blank.LINE})}
ALLOWED = {"with_code": WITH_CODE, "without_code": WITHOUT_CODE}
# A message is read by whoever holds the phone: what it must not say is more than on an envelope.
TOLD = re.compile(
    r"\b(clinic|health|hospital|nhs|doctor|nurse|patient|treatment|therap|medic|symptom|bod(y|ies)\b|partner|couple|"
    r"relationship|group\b|programme|questionnaire|survey|measure|outcome|follow-up|appointment|bladder|bowel|touch)",
    re.IGNORECASE,
)


def message_complaints(template: MessageTemplate) -> Iterator[tuple[str, str]]:
    """Every field that is not right, and what to do."""
    yield from _text("subject", template.subject, frozenset({Blank.PORTAL}))
    for way, wording in (("email", template.email), ("sms", template.sms), ("letter", template.letter)):
        for field, paragraphs in (("with_code", wording.with_code), ("without_code", wording.without_code)):
            yield from _paragraphs(f"{way}.{field}", paragraphs, field)
    yield from _one_text(template.sms)


def _paragraphs(path: str, paragraphs: tuple[str, ...], field: str) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(paragraphs, 1):
        yield from _text(f"{path}[{number}]", text, ALLOWED[field])
    there = set(BRACES.findall(" ".join(paragraphs)))
    missing = sorted(f"{{{blank}}}" for blank in NEEDED[field] if blank not in there)
    if missing:
        yield path, f"it needs {', '.join(missing)}"


def _text(path: str, text: str, allowed: frozenset[Blank]) -> Iterator[tuple[str, str]]:
    if not text.strip():
        yield path, "nothing stands here"
    for name in BRACES.findall(text):
        if name not in allowed:
            there = ", ".join(f"{{{blank}}}" for blank in Blank if blank in allowed)
            yield path, f"a placeholder that cannot stand here; there are: {there}"
    plain = BRACES.sub("", text)
    if re.search(r"[{}]", plain):
        yield path, "a brace is open: write a placeholder as {name}"
    if TELLING.search(plain) or TOLD.search(plain):
        yield path, "this can be seen by others: leave out what the message is about"


def _one_text(wording: Wording) -> Iterator[tuple[str, str]]:
    for field, paragraphs in (("with_code", wording.with_code), ("without_code", wording.without_code)):
        if len(paragraphs) != 1:
            yield f"sms.{field}", "a text message is one paragraph"
        elif all(name in TYPICAL for name in BRACES.findall(paragraphs[0])):
            length = len(written(paragraphs[0], TYPICAL))
            if length > ONE_TEXT:
                yield f"sms.{field}", f"with common values it is {length} characters; {ONE_TEXT} fit in one message"
