"""command-line.md: what the command says of itself."""

import argparse
import os
from collections.abc import Iterator

from pages.markdown import code, page

INTRODUCTION = """
Reads files, writes files, and never uses the network. It ends with 0 when all is well, and with 2 when something was
refused; every reason then stands on standard error, and nothing was written.
"""


def command_line_page() -> str:
    """The page's text."""
    os.environ |= {"COLUMNS": "100", "NO_COLOR": "1"}  # help text follows the width and colours of the terminal
    from reconnect.cli import build_parser  # noqa: PLC0415 - imported here, so that the width is set before

    return page("Command line", "reconnect.cli", INTRODUCTION, *_help(build_parser()))


def _help(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield f"## `{parser.prog}`"
    yield code(parser.format_help())
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _help(command)
