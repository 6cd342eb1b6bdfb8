"""What a help page's file alone cannot tell: that it says something, and who keeps it right."""

from collections.abc import Iterator

from reconnect.model.help_page import HelpPage


def help_complaints(page: HelpPage) -> Iterator[tuple[str, str]]:
    """Field and message of everything that is wrong with ``page``."""
    for field in ("name", "support", "owner"):
        if not getattr(page, field).strip():
            yield field, "fill this in"
    if not page.urgencies:
        yield "urgencies", "name at least one"
    for number, urgency in enumerate(page.urgencies, 1):
        lines = (urgency.heading, *urgency.signs)
        if not urgency.signs or not all(line.strip() for line in lines):
            yield f"urgencies.{number}", "give it a heading and at least one sign, none of them empty"
