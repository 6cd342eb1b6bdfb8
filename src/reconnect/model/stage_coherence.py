"""What one practice or stage cannot tell: an order without doubt, and words for everyone who may read them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from reconnect.model.practice import Practice
from reconnect.model.shelf import Shelf
from reconnect.model.stage import GroundRules, Stage
from reconnect.model.voice import Only, Paragraph, unknown_words, voices

LONGEST = 10  # minutes


def practice_complaints(practice: Practice) -> Iterator[tuple[str, str]]:
    """Field and message of everything that is wrong with ``practice``."""
    yield from _words("steps", practice.steps)
    if not 1 <= practice.minutes <= LONGEST:
        yield "minutes", f"suggest 1 to {LONGEST} minutes"
    if _leaves_out(practice.steps):
        yield "steps", "somebody would find nothing here: give a paragraph for everyone"


def stage_complaints(shelf: Shelf[Stage]) -> Iterator[tuple[Stage, str, str]]:
    """Each stage that is not right, with field and message."""
    times = Counter(each.order for each in shelf.newest.values())
    for stage in shelf:
        if times[stage.order] > 1 and stage == shelf.newest[stage.id]:
            yield stage, "order", "two stages have this order: which is the earlier one must be plain"
        if not all(stage.speaks_to(voice) for voice in voices()):
            yield stage, "alone", "somebody would find nothing here: give each part a paragraph for everyone"
        if any(Only.PENETRATION in each.only for each in stage.alone + stage.together):
            for form in ("nothing_inside", "bodies_alike"):
                if not getattr(stage, form):
                    yield stage, form, "say how it goes without penetration, and for any two bodies"
        for field, message in _words("about", stage.texts):
            yield stage, field, message


def ground_rules_complaints(rules: GroundRules) -> Iterator[tuple[str, str]]:
    """Field and message of everything that is wrong with ``rules``."""
    yield from _words("rules", rules.rules)
    if _leaves_out(rules.rules):
        yield "rules", "somebody would find nothing here: give a paragraph for everyone"


def _leaves_out(paragraphs: Collection[Paragraph]) -> bool:
    return not all(any(voice.admits(each.only) for each in paragraphs) for voice in voices())


def _words(field: str, paragraphs: Iterable[Paragraph]) -> Iterator[tuple[str, str]]:
    for word in unknown_words(each.text for each in paragraphs):
        yield field, f"nobody is asked for a word of their own for {word}"
