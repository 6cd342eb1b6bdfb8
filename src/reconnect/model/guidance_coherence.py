"""What a single piece of guidance or a rehearsal cannot tell: that its block or skill exists, and that it is whole."""

import re
from collections.abc import Collection, Iterator

from reconnect.model.guidance import Guidance
from reconnect.model.rehearsal import Rehearsal

ALWAYS = ("openers", "normalising", "permission", "avoid", "review")
WHY_NOT_HIGHER = re.compile(r"\bwhy\b[^?]*\bnot\b[^?]*\bhigher\b", re.IGNORECASE)


def guidance_complaints(guidance: Guidance, blocks: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is not right in ``guidance``, field by field. ``blocks`` are the ids of the assessment's blocks."""
    for field in ALWAYS:
        if not getattr(guidance, field):
            yield field, "give at least one line"
    if guidance.block and guidance.block not in blocks:
        yield "block", f"no such block of the assessment; there are: {', '.join(blocks)}"
    if any(WHY_NOT_HIGHER.search(line) for line in guidance.motivational):
        yield "motivational", "ask why a number is not lower: asking why it is not higher argues against change"


def rehearsal_complaints(rehearsal: Rehearsal, skills: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is not right in ``rehearsal``, field by field. ``skills`` are the items that staff are asked about."""
    for field in ("to_try", "afterwards"):
        if not getattr(rehearsal, field):
            yield field, "give at least one line"
    if rehearsal.skill not in skills:
        yield "skill", f"no such skill; there are: {', '.join(skills)}"
