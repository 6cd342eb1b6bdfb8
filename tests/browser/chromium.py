"""The browser that the browser tests drive, and how to get it where it is missing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

# As root Chromium cannot use its sandbox; the rest keeps it from calling home.
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
KEEPS_NO_PAGES = "--disable-back-forward-cache"  # which the test tool adds
NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60_000  # ms for a start, which takes about 300 alone; a snap may hang instead of failing


def launch(playwright: Playwright, *, keeps_pages: bool = False) -> Browser:
    """The system's Chromium if it starts, or else the one that the test tool installed.

    ``keeps_pages``: in memory, for whoever goes back, as everybody's browser does and the test tool's does not.
    """
    left_out = [KEEPS_NO_PAGES] if keeps_pages else None
    problem = Error("no Chromium")
    for path in _candidates(playwright):
        try:
            return playwright.chromium.launch(
                executable_path=path, args=list(FLAGS), ignore_default_args=left_out, timeout=PATIENCE
            )
        except Error as error:
            problem = error
    raise problem


def has_browser() -> bool:
    """Whether a browser is there that starts: Ubuntu's chromium-browser may only say where to get one."""
    with sync_playwright() as playwright:
        try:
            launch(playwright).close()
        except Error:
            return False
    return True


def install() -> int:
    """Get a browser that starts. Nothing happens where there is one."""
    if has_browser():
        return 0
    for command in install_commands(root=os.geteuid() == 0, debian=_is_debian()):
        print("The browser tests need Chromium:", " ".join(command), flush=True)
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    if has_browser():
        return 0
    print(f"No Chromium starts here. {advice()}", file=sys.stderr)
    return 1


def install_commands(*, root: bool, debian: bool) -> list[list[str]]:
    """Debian's own as its root; elsewhere the test tool's, and what it needs of the system if we may add that."""
    if root and debian:
        return [
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        ]
    return [[sys.executable, "-m", "playwright", "install", *(["--with-deps"] if root else []), "chromium"]]


def advice() -> str:
    """What to install, in one line."""
    if _is_debian():
        return "Install it with: sudo apt install chromium"
    return f"Install it with: sudo {sys.executable} -m playwright install --with-deps chromium"


def _candidates(playwright: Playwright) -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))
    own = playwright.chromium.executable_path
    if Path(own).exists():
        yield own


def _is_debian() -> bool:
    release = Path("/etc/os-release")
    return (
        shutil.which("apt-get") is not None
        and release.exists()
        and "ID=debian" in release.read_text("utf-8").splitlines()
    )


if __name__ == "__main__":
    sys.exit(install())
