"""What a message may say of the service: a telephone number, and this very site."""

import re
from urllib.parse import urlsplit

from django.conf import settings

from reconnect.errors import ActionDenied

LINE = re.compile(r"\+?[0-9][0-9 ()]{6,22}[0-9]")


def own_line(typed: str) -> str:
    """The telephone number that was typed. Raises ActionDenied for anything else: words could tell."""
    line = typed.strip()
    if not LINE.fullmatch(line):
        raise ActionDenied("Write a telephone number: figures and gaps only, such as 020 7946 0000.")
    return line


def own_origin(typed: str) -> str:
    """The address of this site that was typed, such as https://answers.example. Raises ActionDenied for any other."""
    try:
        parts = urlsplit(typed.strip().rstrip("/"))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    schemes = {"https", "http"} if settings.DEMO else {"https"}
    plain = f"{parts.scheme}://{host}" + (f":{port}" if port else "")
    if parts.scheme not in schemes or host not in settings.ALLOWED_HOSTS or parts.geturl() != plain:
        hosts = ", ".join(f"https://{each}" for each in settings.ALLOWED_HOSTS)
        raise ActionDenied(f"Write the address at which people find these pages, and nothing after it: {hosts}.")
    return plain
