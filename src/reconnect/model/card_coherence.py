"""What a card alone cannot tell: that its plan asks what it shows, and asks for no more than fits a page."""

from collections import Counter
from collections.abc import Iterator

from reconnect.model.card import Card
from reconnect.model.library import Library
from reconnect.model.questionnaire import ItemKind, Use


def card_complaints(card: Card, library: Library) -> Iterator[tuple[str, str]]:
    """Field and message of everything that is wrong with ``card``."""
    plan = library.questionnaires.newest.get(card.questionnaire)
    if plan is None or plan.use is not Use.WORKSHEET:
        yield "questionnaire", "no such worksheet"
        return
    if not card.always:
        yield "always", "say when to get help"
    shown = [(f"parts[{number}]", words.item) for number, part in enumerate(card.parts, 1) for words in part.words]
    times = Counter(item for _, item in shown)
    for where, item_id in shown:
        item = plan.item(item_id)
        if item is None or item.kind is not ItemKind.TEXT:
            yield where, f"the plan asks for no words in {item_id}"
        elif not item.longest:
            yield where, f"say how long {item_id} may be, so that the card fits a page"
        if times[item_id] > 1:
            yield where, f"{item_id} stands on the card already"
