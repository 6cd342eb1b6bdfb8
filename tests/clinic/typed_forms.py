"""What a page's form would send if nothing were touched."""

import re
from html import unescape

FIELD = re.compile(r"<(input|textarea|select)\b([^>]*)>(?:(.*?)</\1>)?", re.DOTALL)


def form_of(page: str) -> dict[str, str]:
    """What the page's form would send if nothing were touched."""
    sent = {}
    for kind, attributes, inner in FIELD.findall(page):
        name = re.search(r'name="([^"]*)"', attributes)
        if not name or name[1] == "csrfmiddlewaretoken":
            continue
        value = re.search(r'value="([^"]*)"', attributes)
        if 'type="checkbox"' in attributes:
            if " checked" in attributes:
                sent[name[1]] = "on"
        elif kind == "select":
            chosen = re.search(r'<option value="([^"]*)" selected', inner) or re.search(r'value="([^"]*)"', inner)
            sent[name[1]] = unescape(chosen[1]) if chosen else ""
        elif kind == "textarea":
            sent[name[1]] = "\r\n".join(unescape(inner).strip().splitlines())
        else:
            sent[name[1]] = unescape(value[1]) if value else ""
    return sent
