"""The settings and the command as a fresh process meets them."""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import reconnect.config

SETTINGS = Path(reconnect.config.__file__).with_name("settings.py")
COMPLETE = {
    "RECONNECT_SECRET_KEY": "not a secret, only long enough for a test of the start",
    "RECONNECT_KEY_FILE": "/nowhere/key",
    "RECONNECT_HOSTS": "clinic.example",
    "RECONNECT_DATABASE_URL": "sqlite:////nowhere/clinic.sqlite3",
}


def environment(**changes: str | None) -> dict[str, str]:
    """A complete environment with ``changes``; None leaves a variable out."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RECONNECT_", "DJANGO_"))}
    return kept | {name: value for name, value in (COMPLETE | changes).items() if value is not None}


def settings_read(**changes: str | None) -> dict[str, Any]:
    """What the settings file says in that environment. Raises ImproperlyConfigured as the start would."""
    with mock.patch.dict(os.environ, environment(**changes), clear=True):
        return runpy.run_path(str(SETTINGS))


def python_run(*arguments: str, **changes: str | None) -> "subprocess.CompletedProcess[str]":
    """A Python process of its own."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=environment(**changes), capture_output=True, text=True, check=False)


def reconnect_run(*arguments: str, **changes: str | None) -> "subprocess.CompletedProcess[str]":
    """The command in a process of its own."""
    return python_run("-c", "import sys; from reconnect.cli import main; sys.exit(main())", *arguments, **changes)
