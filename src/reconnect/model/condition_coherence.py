"""What a condition alone cannot tell: that it asks for answers which exist, may be used, and can go either way."""

from collections.abc import Collection

from reconnect.model.condition import Condition
from reconnect.model.library import Library
from reconnect.model.questionnaire import Item, ItemKind, Use

NAMES = {Use.MEASURE: "measures", Use.ASSESSMENT: "blocks", Use.WORKSHEET: "worksheets"}


def condition_complaint(condition: Condition, library: Library, uses: Collection[Use]) -> str:
    """What is wrong with a condition on the answers to questionnaires of these ``uses``, or ""."""
    questionnaire = library.questionnaires.newest.get(condition.questionnaire)
    if questionnaire is None:
        return "no such questionnaire"
    if questionnaire.locked or questionnaire.use not in uses:
        named = " and ".join(name for use, name in NAMES.items() if use in uses)
        return f"only {named} that are open to all may be named here"
    item = questionnaire.item(condition.item)
    if item is None:
        return "its questionnaire has no such item"
    if item.sealed or item.kind is ItemKind.TEXT:
        return "sealed answers and a person's own words suggest nothing"
    if item.flag is not None:
        return "an answer that somebody must look at is no explanation"
    return _limits(condition, item)


def _limits(condition: Condition, item: Item) -> str:
    if item.kind is ItemKind.CHOICES:
        fits = condition.holds is not None and item.low <= condition.holds <= item.high
        alone = condition.at_least is None and condition.at_most is None and not condition.one_of
        return "" if fits and alone else "where several may be chosen, say which step it 'holds', and nothing else"
    named = [each for each in (condition.at_least, condition.at_most, *condition.one_of) if each is not None]
    if condition.holds is not None or not all(item.allows(each) for each in named):
        return f"the item's steps are {item.low} to {item.high}"
    met = [step for step in range(item.low, item.high + 1) if condition.met_by(step)]
    always = len(met) == item.high - item.low + 1
    return "" if met and not always else "some answers must meet it, and others not"
