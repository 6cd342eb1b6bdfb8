"""The list of published content: a file on it cannot change any more, a new version stands beside it."""

import hashlib
from collections.abc import Mapping

from reconnect.errors import Problem

LIST = "PUBLISHED"


def digest(text: str) -> str:
    """SHA-256 of ``text`` as UTF-8, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def parse_list(text: str) -> dict[str, str]:
    """``{file: digest}`` of a list with a line ``digest  file`` each."""
    return {file: known for known, _, file in (line.partition("  ") for line in text.splitlines()) if file}


def format_list(published: Mapping[str, str]) -> str:
    """The text of a list of {file: digest}, sorted by file."""
    return "".join(f"{known}  {file}\n" for file, known in sorted(published.items()))


def broken_promises(texts: Mapping[str, str], published: Mapping[str, str]) -> list[Problem]:
    """Files of the list ({file: digest}) that are not among ``texts`` ({file: text}) as they were published."""
    problems = [
        Problem(file, "published, but it has changed: put the text back and add a new version beside it")
        for file, text in texts.items()
        if file in published and digest(text) != published[file]
    ]
    problems += [
        Problem(file, "published, but the file is gone: answers may name it, put it back")
        for file in published
        if file not in texts
    ]
    return problems


def unpublished(texts: Mapping[str, str], published: Mapping[str, str]) -> list[Problem]:
    """Files among ``texts`` that are not on the list."""
    message = f"not in {LIST}: run `reconnect check --publish` when it is final"
    return [Problem(file, message) for file in texts if file not in published]
