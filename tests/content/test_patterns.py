"""The patterns of the formulation: all that the model names is there, and every arrow can be offered to somebody."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import textstat

from reconnect.errors import ContentError
from reconnect.model.condition import all_met
from reconnect.model.load import CONTENT, load_library, parse, shipped_library
from reconnect.model.pattern import BoxRole, Pattern
from reconnect.model.pattern_coherence import pattern_complaints
from reconnect.model.shelf import Shelf
from reconnect.model.source import Confidence

PATTERNS = shipped_library().patterns.newest
NAMED = {"fear-avoidance", "enduring", "partners-tentativeness", "medicines", "mood", "beliefs", "culture"}
ARROWS = [(pattern, arrow) for pattern in PATTERNS.values() for arrow in pattern.arrows]
TEXTS = [each.text for pattern in PATTERNS.values() for each in (*pattern.boxes, *pattern.arrows)]
FEAR = "patterns/fear-avoidance/1.toml"
PAIN_BOX = '[[boxes]]\nid = "pain"\ntext = "Pain with touch or closeness"\nrole = "keeps going"\n'
EXPECT = '{ questionnaire = "assessment-thoughts", item = "expect-pain", at_least = 5 }'


def test_every_pattern_of_the_model_is_there_and_all_join_up() -> None:
    assert set(PATTERNS) >= NAMED
    joined = {box.id for box in PATTERNS["fear-avoidance"].boxes}
    for name in NAMED - {"culture"}:
        assert joined & {box.id for box in PATTERNS[name].boxes}, name


@pytest.mark.parametrize(("pattern", "arrow"), ARROWS, ids=[arrow.id for _, arrow in ARROWS])
def test_somebody_may_be_offered_every_arrow_and_nobody_who_did_not_answer(pattern: object, arrow: object) -> None:
    questionnaires = shipped_library().questionnaires.newest
    told: dict[tuple[str, str], int] = {}
    for each in arrow.because:
        item = questionnaires[each.questionnaire].item(each.item)
        if each.holds is not None:
            told[each.questionnaire, each.item] = told.get((each.questionnaire, each.item), 0) | 2**each.holds
        else:
            told[each.questionnaire, each.item] = max(
                step for step in range(item.low, item.high + 1) if each.met_by(step)
            )
        assert item.allows(told[each.questionnaire, each.item])
    assert all_met(arrow.because, lambda *key: told.get(key))
    for left_out in told:
        assert not all_met(arrow.because, lambda *key, gone=left_out: None if key == gone else told.get(key))


def test_the_facts_are_the_papers_and_the_rules_are_said_to_be_ours() -> None:
    for pattern in PATTERNS.values():
        confidences = [source.confidence for source in pattern.sources]
        assert confidences == [Confidence.READ, Confidence.DESIGN], pattern.id


def test_every_text_is_plain_and_kind() -> None:
    assert not [text for text in TEXTS if re.search(r"should|suffer|recover|husband|wife|normal|always|must\b", text)]
    assert not [text for text in TEXTS if len(text.split()) > 14]
    ages = {text: textstat.flesch_kincaid_grade(text) + 5 for text in set(TEXTS) if len(text.split()) > 5}
    assert textstat.flesch_kincaid_grade(" ".join(f"{text.rstrip('.')}." for text in ages)) + 5 <= 11


def test_what_somebody_went_through_is_no_cause() -> None:
    """The only prospective study found no link between abuse and pain: no arrow may say that there is one."""
    asked = {each.questionnaire for _, arrow in ARROWS for each in arrow.because}
    assert "assessment-hard-experiences" not in asked
    assert {box.role for pattern in PATTERNS.values() for box in pattern.boxes} == set(BoxRole)


BROKEN = {
    "a box that no file has": (
        'to_box = "tight-body"',
        'to_box = "stiff-body"',
        "to_box",
        "name a box of this pattern",
    ),
    "an arrow to itself": (
        'from_box = "pain"\nto_box = "expecting-pain"',
        'from_box = "pain"\nto_box = "pain"',
        "to_box",
        "an arrow joins two boxes",
    ),
    "an arrow for no reason": (
        re.compile(r'(id = "tight-body-to-pain"\n(?:.*\n)*?)because = \[\n(?:  .*\n)*\]'),
        r"\1because = []",
        "because",
        "name the answers that suggest it",
    ),
    "a box in other words than elsewhere": (
        PAIN_BOX,
        PAIN_BOX.replace("Pain with", "Hurting with"),
        "boxes.pain",
        "another pattern says this box in other words, or in another role",
    ),
    "a box that stands alone": (
        PAIN_BOX,
        PAIN_BOX + PAIN_BOX.replace('"pain"', '"alone"'),
        "boxes.alone",
        "no arrow of this pattern joins it, so it is never shown",
    ),
    "two boxes of one id": (PAIN_BOX, PAIN_BOX + PAIN_BOX, "boxes.pain", "two boxes have this id"),
    "an id of another pattern's arrow": (
        'id = "tight-body-to-pain"',
        'id = "carrying-on-to-pain"',
        "arrows.carrying-on-to-pain",
        "has an arrow of this id already",
    ),
    "an id with capitals": ('id = "tight-body-to-pain"', 'id = "Tight"', "Tight.id", "use lower-case words"),
    "a text that fits no box": (
        PAIN_BOX,
        PAIN_BOX.replace("closeness", "closeness " * 9),
        "boxes.pain.text",
        "write 1 to 60 characters",
    ),
    "no such questionnaire": (EXPECT, EXPECT.replace("thoughts", "nothing"), "because[", "no such questionnaire"),
    "no such item": (EXPECT, EXPECT.replace("expect-pain", "nothing"), "because[", "no such item"),
    "a locked block": (
        EXPECT,
        '{ questionnaire = "assessment-hard-experiences", item = "as-adult", at_least = 2 }',
        "because[",
        "only measures and blocks that are open to all",
    ),
    "a sealed answer": (
        EXPECT,
        '{ questionnaire = "assessment-relationships", item = "safe-now", at_least = 1 }',
        "because[",
        "sealed answers",
    ),
    "somebody's own words": (
        EXPECT,
        '{ questionnaire = "assessment-thoughts", item = "own-thought", at_least = 1 }',
        "because[",
        "a person's own words",
    ),
    "an answer that must not wait": (
        EXPECT,
        '{ questionnaire = "assessment-body", item = "bleeding", holds = 1 }',
        "because[",
        "no explanation",
    ),
    "beyond the scale": (EXPECT, EXPECT.replace("5", "11"), "because[", "the item's steps are 0 to 10"),
    "always so": (EXPECT, EXPECT.replace("5", "0"), "because[", "some answers must meet it"),
    "never so": (EXPECT, EXPECT.replace("= 5", "= 5, at_most = 4"), "because[", "some answers must meet it"),
    "a range of several choices": (
        EXPECT,
        '{ questionnaire = "assessment-thoughts", item = "beliefs", at_least = 1 }',
        "because[",
        "say which step it 'holds'",
    ),
    "a step that a scale does not hold": (EXPECT, EXPECT.replace("at_least", "holds"), "because[", "steps are 0 to 10"),
}


def complaints(text: str) -> list[tuple[str, str]]:
    """What is wrong with the shipped patterns when the one on fear is ``text``."""
    library = shipped_library()
    pattern = parse(text, Pattern, FEAR)
    editions = {**library.patterns.editions, (pattern.id, pattern.version): pattern}
    changed = replace(library, patterns=Shelf(editions))
    return [(field, message) for _, field, message in pattern_complaints(changed, settled=True)]


@pytest.mark.parametrize("name", BROKEN)
def test_a_pattern_that_does_not_fit_is_refused(name: str) -> None:
    old, new, field, message = BROKEN[name]
    text = (CONTENT / FEAR).read_text("utf-8")
    assert complaints(text) == []
    broken = old.sub(new, text, count=1) if isinstance(old, re.Pattern) else text.replace(old, new, 1)
    assert broken != text
    assert [each for each in complaints(broken) if field in each[0] and message in each[1]], complaints(broken)


def test_more_boxes_than_a_picture_holds_are_refused() -> None:
    text = (CONTENT / FEAR).read_text("utf-8")
    arrow = text[text.index("[[arrows]]") : text.index("[[arrows]]", text.index("[[arrows]]") + 1)]
    for number in range(2):
        box = PAIN_BOX.replace('"pain"', f'"more-{number}"')
        more = arrow.replace("pain-to-expecting-pain", f"more-{number}", 1).replace('"pain"', f'"more-{number}"')
        text = text.replace("[[arrows]]", f"{box}\n{more}[[arrows]]", 1)
    assert "all patterns together have 21 boxes; a picture holds 20" in [message for _, message in complaints(text)]


def test_a_broken_pattern_stops_the_whole_library(content: Path) -> None:
    file = content / FEAR
    file.write_text(file.read_text("utf-8").replace(EXPECT, EXPECT.replace("expect-pain", "nothing"), 1), "utf-8")
    with pytest.raises(ContentError, match="its questionnaire has no such item"):
        load_library(content)


def test_while_a_questionnaire_is_broken_no_pattern_is_blamed_for_it(content: Path) -> None:
    (content / "questionnaires/assessment-thoughts/1.toml").write_text("id = 1", "utf-8")
    with pytest.raises(ContentError) as refused:
        load_library(content)
    assert not [each for each in refused.value.problems if each.file.startswith("patterns/")]
