"""What a group of ideas alone cannot tell: ideas that differ, and words that somebody is asked for."""

from collections import Counter
from collections.abc import Iterable, Iterator

from reconnect.model.step_idea import StepIdeas
from reconnect.model.voice import Only, Voice, unknown_words


def step_idea_complaints(group: StepIdeas) -> Iterator[tuple[str, str]]:
    """Field and message of everything that is wrong with ``group``."""
    for idea_id, times in Counter(each.id for each in group.ideas).items():
        if times > 1:
            yield f"ideas.{idea_id}", "two ideas have this id"
    for word in unknown_words((group.name, group.about, *(each.text for each in group.ideas))):
        yield "ideas", f"nobody is asked for their word for this: {word}"
    for each in group.ideas:
        if each.together and Only.PARTNER not in each.only:
            yield f"ideas.{each.id}.only", "what is done with somebody is for those whose pages speak of a partner"
    if not group.ideas_for(Voice(partner=False, penetration=False)):
        yield "ideas", "give at least one idea that is for everybody"


def groups_complaints(groups: Iterable[StepIdeas]) -> Iterator[str]:
    """What is wrong with all the groups together: ids are looked up among all, and somebody may want no touch."""
    newest = tuple(groups)
    ids = Counter(each.id for group in newest for each in group.ideas)
    yield from (f"ideas of two groups have this id: {each}" for each, times in ids.items() if times > 1)
    if newest and not any(group.gentle for group in newest):
        yield "no group is gentle: somebody may want no touch"
