"""What a pattern's file alone cannot tell: boxes that join up, and conditions on questions that are asked."""

from collections import Counter
from collections.abc import Iterator

from reconnect.model.condition_coherence import condition_complaint
from reconnect.model.library import Library
from reconnect.model.pattern import Pattern, PatternArrow, PatternBox
from reconnect.model.questionnaire import Use
from reconnect.model.shelf import CONTENT_ID

LONGEST = {"box": 60, "arrow": 160}  # characters: more would not fit a picture
USES = (Use.MEASURE, Use.ASSESSMENT)
MOST_BOXES = 20  # of all patterns together: whoever has all of them still finds room for some of their own

Complaint = tuple[Pattern, str, str]  # the pattern, the field's path, what is wrong


def pattern_complaints(library: Library, *, settled: bool) -> Iterator[Complaint]:
    """Everything wrong with the newest patterns; conditions are looked at where questionnaires are ``settled``."""
    newest = library.patterns.newest.values()
    for pattern in newest:
        yield from _boxes(pattern)
        for arrow in pattern.arrows:
            yield from _arrow(pattern, arrow)
            if settled:
                yield from _because(pattern, arrow, library)
    yield from _shared(tuple(newest))


def _boxes(pattern: Pattern) -> Iterator[Complaint]:
    for box_id, times in Counter(box.id for box in pattern.boxes).items():
        if times > 1:
            yield pattern, f"boxes.{box_id}", "two boxes have this id"
    joined = {end for arrow in pattern.arrows for end in (arrow.from_box, arrow.to_box)}
    for box in pattern.boxes:
        yield from _words(pattern, f"boxes.{box.id}", "box", box)
        if box.id not in joined:
            yield pattern, f"boxes.{box.id}", "no arrow of this pattern joins it, so it is never shown"


def _arrow(pattern: Pattern, arrow: PatternArrow) -> Iterator[Complaint]:
    where = f"arrows.{arrow.id}"
    yield from _words(pattern, where, "arrow", arrow)
    for field, end in (("from_box", arrow.from_box), ("to_box", arrow.to_box)):
        if pattern.box(end) is None:
            yield pattern, f"{where}.{field}", "name a box of this pattern"
    if arrow.from_box == arrow.to_box:
        yield pattern, f"{where}.to_box", "an arrow joins two boxes"
    if not arrow.because:
        yield pattern, f"{where}.because", "name the answers that suggest it"


def _words(pattern: Pattern, where: str, noun: str, each: PatternBox | PatternArrow) -> Iterator[Complaint]:
    if not CONTENT_ID.fullmatch(each.id):
        yield pattern, f"{where}.id", "use lower-case words joined by hyphens"
    if not each.text.strip() or len(each.text) > LONGEST[noun]:
        yield pattern, f"{where}.text", f"write 1 to {LONGEST[noun]} characters"


def _because(pattern: Pattern, arrow: PatternArrow, library: Library) -> Iterator[Complaint]:
    for number, condition in enumerate(arrow.because, 1):
        complaint = condition_complaint(condition, library, USES)
        if complaint:
            yield pattern, f"arrows.{arrow.id}.because[{number}]", complaint


def _shared(patterns: tuple[Pattern, ...]) -> Iterator[Complaint]:
    """Boxes that patterns share say the same; arrows, which pictures and plans name, have an id of their own."""
    boxes: dict[str, PatternBox] = {}
    arrows: dict[str, str] = {}
    for pattern in patterns:
        for box in pattern.boxes:
            if boxes.setdefault(box.id, box) != box:
                yield pattern, f"boxes.{box.id}", "another pattern says this box in other words, or in another role"
        for arrow in pattern.arrows:
            if arrow.id in arrows:
                yield pattern, f"arrows.{arrow.id}", f"{arrows[arrow.id]} has an arrow of this id already"
            arrows[arrow.id] = pattern.id
    if len(boxes) > MOST_BOXES:
        yield patterns[-1], "boxes", f"all patterns together have {len(boxes)} boxes; a picture holds {MOST_BOXES}"
