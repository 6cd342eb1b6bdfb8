"""The browser that the browser tests drive, and how to get it where it is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

# As root Chromium cannot use its sandbox; the rest keeps it from calling home.
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def system_chromium() -> str | None:
    """The path of an installed Chromium, or None."""
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


def launch(playwright: Playwright) -> Browser:
    """The system's Chromium, or else the one that the test tool installed."""
    return playwright.chromium.launch(executable_path=system_chromium(), args=list(FLAGS))


def has_browser() -> bool:
    """Whether a browser is there that starts."""
    if system_chromium():
        return True
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def install() -> int:
    """Get a browser: Debian's as root, the test tool's own elsewhere. Nothing happens where there is one."""
    if has_browser():
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get") and _is_debian():
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    else:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
    print("The browser tests need Chromium:", " ".join(command), flush=True)
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode


def _is_debian() -> bool:
    release = Path("/etc/os-release")
    return release.exists() and "ID=debian" in release.read_text("utf-8").splitlines()


if __name__ == "__main__":
    sys.exit(install())
