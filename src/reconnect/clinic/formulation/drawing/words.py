"""Lines of text that fit a box, whatever letters they are in."""

EM = 16.0  # pixels, the size of the text
LINE = 20.0  # pixels from line to line

# Advances in em, rounded up from the widest of the faces that may stand in for each other.
NARROW = frozenset("ijl.,:;'|!()[]ftrI-\u2019 ")
WIDE = frozenset("mwMW@%\u2014\u2026&")


def lines_of(text: str, width: float) -> tuple[str, ...]:
    """``text`` in lines of at most ``width`` pixels, broken between words, and within a word that is too long."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width_of(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, width)
        lines += full
    return (*lines, line) if line else tuple(lines)


def width_of(text: str) -> float:
    """Pixels that ``text`` takes at most."""
    return sum(map(_advance, text)) * EM


def _advance(letter: str) -> float:
    if letter in NARROW:
        return 0.42
    if letter in WIDE or ord(letter) > 0x24F:
        return 1.3 if ord(letter) > 0x24F else 1.0
    return 0.75 if letter.isupper() else 0.6


def _pieces(word: str, width: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
