"""What a message may say of the service in a lead's own words: a telephone number."""

import re

from reconnect.errors import ActionDenied

LINE = re.compile(r"\+?[0-9][0-9 ()]{6,22}[0-9]")


def own_line(typed: str) -> str:
    """The telephone number that was typed. Raises ActionDenied for anything else: words could tell."""
    line = typed.strip()
    if not LINE.fullmatch(line):
        raise ActionDenied("Write a telephone number: figures and gaps only, such as 020 7946 0000.")
    return line
