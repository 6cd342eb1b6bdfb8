"""Getting the browser for the browser tests: one that starts, from where this machine can have it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BROWSER_TESTS = Path(__file__).parents[1] / "browser"
# In a process of its own: a browser test may be driving another browser in this one.
SETUP = f"import sys; sys.path.insert(0, {str(BROWSER_TESTS)!r}); import chromium; "


def run(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SETUP + code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout.strip()


def executable(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_a_command_that_only_says_where_to_get_chromium_is_no_browser(tmp_path: Path) -> None:
    executable(tmp_path, "chromium-browser", "echo 'requires the chromium snap to be installed' >&2; exit 1")
    found = run("print(chromium.has_browser())", PATH=str(tmp_path), PLAYWRIGHT_BROWSERS_PATH=str(tmp_path))
    assert found == "False"


def test_one_that_does_not_start_does_not_hide_one_that_does(tmp_path: Path) -> None:
    real = shutil.which("chromium") or shutil.which("google-chrome")
    if real is None:
        pytest.skip("no browser of the system's here")
    executable(tmp_path, "chromium", "exit 1")
    executable(tmp_path, "chromium-browser", f'exec "{real}" "$@"')
    assert run("print(chromium.has_browser())", PATH=f"{tmp_path}:{os.environ['PATH']}") == "True"


@pytest.mark.parametrize(
    ("root", "debian", "last"),
    [
        (True, True, "apt-get install -y -qq --no-install-recommends chromium"),
        (True, False, "-m playwright install --with-deps chromium"),
        (False, True, "-m playwright install chromium"),
        (False, False, "-m playwright install chromium"),
    ],
)
def test_the_system_is_asked_for_what_it_needs_only_where_it_may_be_added(
    *, root: bool, debian: bool, last: str
) -> None:
    command = run(f"print(*chromium.install_commands(root={root}, debian={debian})[-1])")
    assert command.endswith(last)


def test_where_nothing_works_one_line_says_what_to_install() -> None:
    advice = run("print(chromium.advice())")
    assert advice.startswith("Install it with: sudo ")
    assert "\n" not in advice
