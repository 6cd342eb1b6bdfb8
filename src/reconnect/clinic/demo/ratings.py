"""How helpful an invented person says that each technique was."""

from collections.abc import Mapping
from random import Random

from reconnect.clinic.library.questionnaires import RATED
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library

NOT_DONE = 0.3  # how often somebody did not do one of the ten
WEIGHTS = (1, 3, 6, 8, 5)  # of the steps from not helpful to very helpful


def drawn_ratings(scores: Mapping[str, int]) -> dict[str, int | AnswerState]:
    """A word to each technique. It hangs on the ``scores`` alone, so that nothing else is drawn otherwise for it."""
    random = Random(repr(sorted(scores.items())))  # noqa: S311 invented people
    said: dict[str, int | AnswerState] = {}
    for item in shipped_library().questionnaires.newest[RATED].items:
        step = random.choices(range(item.low, item.high + 1), WEIGHTS)[0]
        said[item.id] = AnswerState.DOES_NOT_APPLY if random.random() < NOT_DONE else step
    return said
