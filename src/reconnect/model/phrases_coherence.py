"""What a group of words to borrow alone cannot tell: words that somebody is asked for, and something for everybody."""

from collections.abc import Iterator

from reconnect.model.phrases import Phrases
from reconnect.model.voice import unknown_words, voices


def phrases_complaints(group: Phrases) -> Iterator[tuple[str, str]]:
    """Field and message of everything that is wrong with ``group``."""
    for word in unknown_words(each.text for each in group.phrases):
        yield "phrases", f"nobody is asked for their word for this: {word}"
    if not all(voice.speak(group.phrases) for voice in voices()):
        yield "phrases", "give at least one that is for everybody"
