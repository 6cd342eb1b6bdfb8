"""reading-ease.md: how easy is what people read, file by file; a warning, and never a failure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import textstat

from pages.markdown import bullets, page, plain, table
from reconnect.model.load import shipped_library
from reconnect.model.readers import EDITABLE, editions_for_people, texts_of

INTRODUCTION = """
Everything in the content that a person or a partner reads, and how easy it is by two old formulas. A warning is no
failure: formulas count syllables and know nothing of sense, and the NHS service manual has not advised them since 2021.
They show where to look first; people who read the text tell more. Two aims stand behind the warnings: a reading age of
9 to 11, as the Patient Information Forum asks, and sentences of 15 words, 20 at most.
"""
COLUMNS = """
Flesch: 90 and more is very easy, 60 is plain, 30 is hard. Reading age: the Flesch-Kincaid grade and five years. Labels
of fewer than five words are left out. A word that somebody has chosen for their body stands here as its plain one.
"""
OLDEST = 11  # years: Patient Information Forum, reading age 9 to 11
LONGEST = 20  # words a sentence
SHORTEST = 5  # words: labels shorter than that make a text look easier than it is
HARDEST = 30  # sentences that are shown
SENTENCE = re.compile(r"(?<=[.!?])[”’\"']?\s+")


@dataclass(frozen=True, slots=True)
class Ease:
    """The figures of one file. ``longest`` is its longest sentence."""

    kind: str
    file: str
    words: int
    flesch: float
    age: float
    sentences: tuple[str, ...]

    @property
    def longest(self) -> str:
        """The sentence with most words."""
        return max(self.sentences, key=lambda each: len(each.split()))


def reading_ease_page() -> str:
    """The page's text."""
    found = sorted(_eases(), key=lambda each: each.file)
    kinds = dict.fromkeys(each.kind for each in found)
    tables = [block for kind in kinds for block in _table(kind, [each for each in found if each.kind == kind])]
    made_from = "src/reconnect/content and reconnect.model.readers, which says who reads which kind"
    return page("Reading ease", made_from, INTRODUCTION, *_warnings(found), "## File by file", COLUMNS, *tables)


def _eases() -> Iterator[Ease]:
    for kind, edition in editions_for_people(shipped_library()):
        texts = [each for each in texts_of(edition) if len(each.split()) >= SHORTEST]
        if texts:
            whole = " ".join(each if each[-1] in ".!?:;”" else f"{each}." for each in texts)
            yield Ease(
                kind,
                f"{kind}/{edition.id}/{edition.version}",
                len(whole.split()),
                round(textstat.flesch_reading_ease(whole)),
                round(textstat.flesch_kincaid_grade(whole) + 5, 1),
                tuple(sentence for each in texts for sentence in SENTENCE.split(each)),
            )


def _warnings(found: list[Ease]) -> Iterator[str]:
    hard = [each for each in found if each.age > OLDEST]
    long = sorted(
        ((len(sentence.split()), sentence, each.file) for each in found for sentence in each.sentences),
        key=lambda each: (-each[0], each[2], each[1]),
    )
    long = [each for each in long if each[0] > LONGEST]
    yield "## Warnings"
    yield f"Files with a reading age above {OLDEST}: {len(hard) or 'none'}."
    yield bullets(f"`{each.file}`: {each.age:.1f}" for each in sorted(hard, key=lambda each: -each.age))
    yield f"Sentences of more than {LONGEST} words: {len(long) or 'none'}. The longest {HARDEST} at most:"
    yield bullets(f"{count} words, `{file}`: {plain(sentence)}" for count, sentence, file in long[:HARDEST])


def _table(kind: str, found: list[Ease]) -> Iterator[str]:
    yield f"### {kind}"
    if kind in EDITABLE:
        yield "A service may word these anew, and answers for what they say then."
    yield table(
        ["file", "words", "Flesch", "reading age", "longest sentence, words"],
        [
            [
                f"`{each.file}`",
                str(each.words),
                f"{each.flesch:.0f}",
                f"{each.age:.1f}",
                str(len(each.longest.split())),
            ]
            for each in found
        ],
    )
