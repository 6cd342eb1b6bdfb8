"""A folder with a clinic of its own: key, database, and people whose answers are awaited."""

import base64
import os
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from awaited import Awaited, read_awaited

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class ClinicFolder:
    """Everything lies below ``path``; nothing outside is touched."""

    path: Path

    @classmethod
    def prepared(cls, path: Path, people: int, *, paper: bool = False) -> "ClinicFolder":
        """A new one in which people have begun by entry code; with ``paper`` every other one comes on paper."""
        (path / "key").write_text(base64.b64encode(secrets.token_bytes(32)).decode())
        folder = cls(path)
        folder.run("preparation.py", str(people), *(["paper"] if paper else []))
        return folder

    @property
    def database(self) -> Path:
        """The database file; its journals lie beside it."""
        return self.path / "clinic.sqlite3"

    @property
    def awaited_file(self) -> Path:
        """Where the preparation says who is awaited."""
        return self.path / "awaited.json"

    @property
    def awaited(self) -> list[Awaited]:
        """Who is awaited."""
        return read_awaited(self.awaited_file)

    def environment(self, **more: str) -> dict[str, str]:
        """Settings as `reconnect serve --demo` makes them, for this folder."""
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("RECONNECT_")},
            "DJANGO_SETTINGS_MODULE": "reconnect.config.settings",
            "RECONNECT_DEMO": "yes",
            "RECONNECT_SECRET_KEY": "no secret: everyone here is invented, and gone in a minute",
            "RECONNECT_KEY_FILE": str(self.path / "key"),
            "RECONNECT_HOSTS": "127.0.0.1",
            "RECONNECT_DATABASE_URL": f"sqlite:///{self.database}",
            **more,
        }

    def run(self, script: str, *arguments: str, before: tuple[str, ...] = ()) -> str:
        """What one of this folder's scripts prints, run in a process of its own (``before`` it: a tracer)."""
        command = [*before, sys.executable, str(HERE / script), str(self.awaited_file), *arguments]
        done = subprocess.run(command, env=self.environment(), capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout
