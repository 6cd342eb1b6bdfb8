"""One address is one recipient: whatever could be read as two, or as more than an address, is refused.

No message of an error holds the address.
"""

import re

from reconnect.clinic.outbox.channel import Channel
from reconnect.errors import ActionDenied

LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
# Fewer characters than the standard allows. Those left out part lists, open comments or quotes, or ask for a relay.
EMAIL = re.compile(
    rf"(?=.{{3,254}}\Z)(?=[^@]{{1,64}}@)[A-Za-z0-9_+'=&/#*$~^-]+(?:\.[A-Za-z0-9_+'=&/#*$~^-]+)*"
    rf"@(?:{LABEL}\.)+(?=[A-Za-z0-9-]*[A-Za-z]){LABEL}"
)
INTERNATIONAL = re.compile(r"\+[1-9][0-9]{6,14}")
# 070 are numbers that cost whoever rings them, 076 pagers but for the Isle of Man's mobiles.
UK_MOBILE = re.compile(r"\+447(?:[1-57-9][0-9]{8}|624[0-9]{6})")
POSTCODE = re.compile(r"\b[A-Za-z]{1,2}[0-9][A-Za-z0-9]?[ ]?[0-9][A-Za-z]{2}\b")
MOST_LINES, LEAST_LINES, LONGEST_LINE = 7, 3, 80  # as many as GOV.UK Notify prints
NOT_IN_POST = re.compile(r"[@;<>|\\{}\[\]=]|[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]")

REFUSED = {
    Channel.EMAIL: "This is not one e-mail address. Write it as name@example.org, and nothing else.",
    Channel.SMS: "This is not one mobile number. Write a UK mobile number, or + and the country's code before it.",
    Channel.LETTER: (
        f"This is not one postal address. Write {LEAST_LINES} to {MOST_LINES} lines, the postcode or country last."
    ),
}


def one_address(channel: Channel, to: str) -> str:
    """The address as it is kept and used. Raises ActionDenied where it is not exactly one address of that channel."""
    found = _TIDIED[Channel(channel)](to) if isinstance(to, str) else None
    if found is None:
        raise ActionDenied(REFUSED[Channel(channel)])
    return found


def _email(to: str) -> str | None:
    return to if EMAIL.fullmatch(to) else None


def _mobile(to: str) -> str | None:
    if re.search(r"[^0-9+() .-]", to):
        return None
    number = re.sub(r"[ ().-]", "", to.replace("(0)", "", 1) if to.startswith(("+", "00")) else to)
    if number.startswith("00"):
        number = f"+{number[2:]}"
    elif number.startswith("0"):
        number = f"+44{number[1:]}"
    pattern = UK_MOBILE if number.startswith("+44") else INTERNATIONAL
    return number if pattern.fullmatch(number) else None


def _postal(to: str) -> str | None:
    lines = [line.strip(" ") for line in to.split("\n")]
    if not LEAST_LINES <= len(lines) <= MOST_LINES:
        return None
    if any(not re.search(r"\w", line) or len(line) > LONGEST_LINE or NOT_IN_POST.search(line) for line in lines):
        return None
    if any(POSTCODE.search(line) for line in lines[:-1]) or len(POSTCODE.findall(lines[-1])) > 1:
        return None  # a second address stands below the first
    return "\n".join(lines)


_TIDIED = {Channel.EMAIL: _email, Channel.SMS: _mobile, Channel.LETTER: _postal}
