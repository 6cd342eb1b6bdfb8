"""Days, lists and paragraphs as a letter writes them."""

import re
from collections.abc import Sequence
from datetime import date

from reconnect.exchange.letter.letter import holdable


def day_in_words(day: date | None) -> str:
    """Such as 3 May 2026; nothing for no day."""
    return f"{day.day} {day:%B %Y}" if day else ""


def listed(names: Sequence[str]) -> str:
    """Such as "one, two and three"."""
    *others, last = names or ("",)
    return f"{', '.join(others)} and {last}" if others else last


def paragraphs_in(text: str) -> list[str]:
    """Parted by blank lines; a line break within one stays."""
    parts = re.split(r"\n[^\S\n]*\n\s*", holdable(text).strip())
    return [part.strip() for part in parts if part.strip()]


def lines_in(text: str) -> list[str]:
    """Those that are not empty."""
    return [line.strip() for line in holdable(text).splitlines() if line.strip()]
