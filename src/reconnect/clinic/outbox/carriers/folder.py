"""A folder instead of a carrier, for a demonstration or a trial: one file a message, whose name says nothing."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from reconnect.clinic.outbox.carriers.carrier import Outgoing, Problem

OWN_FOLDER, OWN_FILE = 0o700, 0o600


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the files lie. The same message is the same file, however often it is tried."""

    looks_up: ClassVar[bool] = True

    path: Path

    def send(self, message: Outgoing) -> str:
        """Write it whole or not at all."""
        file = self._file(message)
        half = file.with_name(f".{secrets.token_hex(8)}")
        try:
            self.path.mkdir(mode=OWN_FOLDER, parents=True, exist_ok=True)
            self.path.chmod(OWN_FOLDER)
            descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWN_FILE)
            with os.fdopen(descriptor, "w", encoding="utf-8") as writing:
                subject = [f"Subject: {message.subject}"] if message.subject else []
                told = [f"From: {message.sender}", "To:", message.to, *subject, "", message.text, ""]
                writing.write("\n".join(told))
            half.replace(file)
        except OSError:
            raise Problem("folder not writable", down=True) from None
        return file.name

    def find(self, message: Outgoing) -> str | None:
        """The file's name, where it stands there."""
        return self._file(message).name if self._file(message).exists() else None

    def _file(self, message: Outgoing) -> Path:
        return self.path / f"{message.id}.txt"
