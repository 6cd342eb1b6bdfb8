"""questions.md: what is asked apart from the measures: blocks, worksheets, and staff's confidence."""

from collections.abc import Iterator

from pages.citations import Citations
from pages.markdown import bullets, page, plain, table
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Item, ItemKind, Questionnaire, Use

INTRODUCTION = """
What ReConnect asks apart from the [measures](measures.md). Nothing here is scored. Every question may be skipped, and
every one but those in somebody's own words may be answered with "Prefer not to say" or "Does not apply to me".
The ids in the first column are what rules, such as those of a formulation, are written with.
"""
SECTIONS = {
    Use.ASSESSMENT: (
        "Blocks of the first conversations",
        "Each may be left out and come back to. They are read aloud by a clinician, or answered alone.",
    ),
    Use.WORKSHEET: (
        "Worksheets",
        "The tool of each technique, filled in as often as somebody likes. `tried`, `comfort`, `worry`, `helpful`, "
        "`flare` and `note` mean the same wherever they stand.",
    ),
    Use.CONFIDENCE: ("Asked of staff", "For each member's own learning."),
}


def questions_page() -> str:
    """The page's text."""
    citations = Citations()
    blocks: list[str] = []
    for use, (title, about) in SECTIONS.items():
        blocks += [f"## {title}", about]
        found = [each for each in shipped_library().questionnaires.newest.values() if each.use is use]
        for questionnaire in sorted(found, key=lambda each: each.order):
            blocks += _questionnaire(questionnaire, citations)
    return page("Questions", "src/reconnect/content/questionnaires", INTRODUCTION, *blocks, citations.section())


def _questionnaire(questionnaire: Questionnaire, citations: Citations) -> Iterator[str]:
    yield f"### {plain(questionnaire.name)}: `{questionnaire.id}`"
    yield plain(questionnaire.about)
    if questionnaire.locked:
        yield "Locked: reached by nobody until a clinician opens it for one person."
    if questionnaire.technique:
        yield f"Technique: `{questionnaire.technique}`."
    if questionnaire.before:
        yield "Said before:"
        yield bullets(map(plain, questionnaire.before))
    yield table(["id", "question", "answers", ""], [_row(item) for item in questionnaire.items])
    if questionnaire.after:
        yield "Said after:"
        yield bullets(map(plain, questionnaire.after))
    yield plain(questionnaire.wording_note)
    yield "Sources:"
    yield citations.mentions(questionnaire.sources)


def _row(item: Item) -> list[str]:
    marks = ["sealed"] if item.sealed else []
    if item.flag is not None:
        marks.append(f"flag `{item.flag}` from {_first_flagged(item)}")
    return [f"`{item.id}`", plain(item.text), _answers(item), "; ".join(marks)]


def _answers(item: Item) -> str:
    if item.kind is ItemKind.TEXT:
        return "own words"
    labels = "; ".join(f"{step} {plain(label)}" for step, label in item.labels.items())
    return f"{'any of: ' if item.kind is ItemKind.CHOICES else ''}{labels}"


def _first_flagged(item: Item) -> str:
    """The words of the first answer that raises the flag."""
    values = ((2**step if item.kind is ItemKind.CHOICES else step) for step in range(item.low, item.high + 1))
    return plain(item.chosen(next(value for value in values if item.raises_flag(value)))[0])
