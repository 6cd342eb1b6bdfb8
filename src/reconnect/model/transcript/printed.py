"""Figures as printed: text that keeps every digit, checked for its form only."""

import re
from typing import Annotated

from reconnect.model.typed import Check

# Nine digits either side: no printed figure has more, and exact arithmetic on what is longer could be made slow.
NUMBER = re.compile(r"[-−]?(\d{1,9}(\.\d{1,9})?|\.\d{1,9})")
COUNT = re.compile(r"\d{1,9}")
STARRED = re.compile(rf"({NUMBER.pattern})\**")
PROBABILITY = re.compile(rf"(<=|>=|[<>=≤≥⩽⩾])?\s*({NUMBER.pattern})")
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def _form(pattern: re.Pattern[str], advice: str) -> Check:
    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(advice)
        return text

    return Check(check)


Number = Annotated[
    str, _form(NUMBER, "write the number as printed, such as 9.80; leave the field out if there is none")
]
Count = Annotated[str, _form(COUNT, "write a whole number without commas; leave the field out if there is none")]
Starred = Annotated[str, _form(STARRED, "write the number as printed, with its stars if it has any, such as 2.9*")]
Probability = Annotated[str, _form(PROBABILITY, "write p as printed, such as .03 or < .001")]
Name = Annotated[str, _form(NAME, "use lower-case words joined by hyphens")]
