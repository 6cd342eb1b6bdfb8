"""Run small programs inside a clinic, each in a process of its own that begins with everything loaded.

Loading the application takes two seconds and a branch of a process a hundredth of one. Reads a line of JSON for each
program on standard input, and answers with one on standard output.
"""

import io
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Mapping
from contextlib import redirect_stdout


class Inside:
    """The process that has the application loaded. ``environment`` is the clinic's."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, program: str, *arguments: str) -> str:
        """What ``program`` prints; it finds ``arguments`` in ``sys.argv``. What it raises fails the test."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([program, arguments]) + "\n")
        self.process.stdin.flush()
        raised, printed = json.loads(self.process.stdout.readline())
        assert not raised, raised
        return str(printed).strip()

    def stop(self) -> None:
        """End it."""
        self.process.communicate(timeout=30)


def _serve() -> None:
    from reconnect.config.commands.setting_up import set_up  # noqa: PLC0415

    set_up()
    import reconnect.config.urls  # noqa: F401, PLC0415 everything that a program may need

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _answer(*json.loads(line))
        os.waitpid(child, 0)


def _answer(program: str, arguments: list[str]) -> None:
    printed, raised = io.StringIO(), ""
    sys.argv = ["-c", *arguments]
    try:
        with redirect_stdout(printed):
            exec(program, {"__name__": "__main__", "sys": sys})  # noqa: S102 a test's own
    except BaseException:  # noqa: BLE001 told to the test
        raised = traceback.format_exc()
    print(json.dumps([raised, printed.getvalue()]), flush=True)
    os._exit(0)


if __name__ == "__main__":
    _serve()
