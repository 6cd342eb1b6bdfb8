"""The ledger of releases: a file that only grows, a line a release, kept inside the service.

A line begins with its seal, an HMAC of the line and of the seal before: a line that was changed, moved or taken out of
the middle is found. Beside the ledger, in a file of its own, lies the key of the seals and of the marks.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reconnect.analysis.release import Group, Release, first_clash
from reconnect.errors import DisclosureError

KEY_BYTES = 32
PRIVATE = 0o600


class Ledger:
    """The ledger in ``file``; its key is in ``file``.key, made with the first release."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.key_file = file.with_name(f"{file.name}.key")

    def key(self) -> bytes:
        """The key: made if nothing was released yet. Raises DisclosureError where it is lost or unusable."""
        try:
            if not self.key_file.exists():
                if self.file.exists():
                    raise DisclosureError(
                        f"{self.key_file}: the ledger's key is missing, so nothing can be held against earlier "
                        "releases: put it back from the copy that was kept with the ledger."
                    )
                self._make_key()
            key = bytes.fromhex(self.key_file.read_text("ascii").strip())
        except (OSError, ValueError):
            key = b""
        if len(key) != KEY_BYTES:
            raise DisclosureError(f"{self.key_file}: the ledger's key cannot be read or made here; nothing left.")
        return key

    def releases(self) -> tuple[Release, ...]:
        """Every release, oldest first. Raises DisclosureError, with the line, where one is not as it was written."""
        if not self.file.exists():
            return ()
        return tuple(release for release, _ in self._read(self.key()))

    def add(self, new: Release) -> None:
        """Add ``new`` as the last line, whole or not at all; nobody else can add one meanwhile.

        Raises DisclosureError where it would tell of a handful of people beside an earlier one, and where the ledger
        is corrupt or cannot be written. Add before the files leave: a release that was not noted is not protected.
        """
        key = self.key()
        with self._alone():
            lines = list(self._read(key)) if self.file.exists() else []
            clash = first_clash(new, [release for release, _ in lines])
            if clash is not None:
                raise DisclosureError(f"{clash}")
            text = release_text(new)
            line = f"{_seal(key, lines[-1][1] if lines else '', text)} {text}\n"
            self._replace((self.file.read_bytes() if lines else b"") + line.encode("ascii"))

    def _read(self, key: bytes) -> Iterator[tuple[Release, str]]:
        try:
            lines = self.file.read_bytes().split(b"\n")
        except OSError as error:
            raise DisclosureError(f"{self.file}: the ledger cannot be read: {error.strerror}.") from None
        before = ""
        for number, line in enumerate(lines[:-1], 1):
            seal, _, text = line.decode("ascii", "replace").partition(" ")
            if not hmac.compare_digest(seal.encode(), _seal(key, before, text).encode()):
                raise self._corrupt(number)
            yield read_release(text), seal
            before = seal
        if lines[-1]:
            raise self._corrupt(len(lines))

    def _corrupt(self, line: int) -> DisclosureError:
        return DisclosureError(
            f"{self.file}, line {line}: the ledger is not as it was written, or its key is another: put back the copy "
            "of both that was kept. Nothing left."
        )

    def _make_key(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.key_file.with_name(f".{self.key_file.name}.{secrets.token_hex(4)}")
        _write(fresh, secrets.token_hex(KEY_BYTES).encode("ascii"))
        try:
            os.link(fresh, self.key_file)  # never over a key that another release made meanwhile
        except FileExistsError:
            pass
        finally:
            fresh.unlink()

    def _replace(self, data: bytes) -> None:
        fresh = self.file.with_name(f".{self.file.name}.new")
        try:
            _write(fresh, data)
            fresh.replace(self.file)
            folder = os.open(self.file.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as error:
            with suppress(OSError):
                fresh.unlink()
            raise DisclosureError(
                f"{self.file}: the ledger cannot be written: {error.strerror}; nothing left."
            ) from None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        from fcntl import LOCK_EX, flock  # noqa: PLC0415 Windows has none, where all but sharing still works

        try:
            lock = os.open(self.file.with_name(f".{self.file.name}.lock"), os.O_RDWR | os.O_CREAT, PRIVATE)
        except OSError as error:
            raise DisclosureError(
                f"{self.file}: the ledger cannot be locked: {error.strerror}; nothing left."
            ) from None
        try:
            flock(lock, LOCK_EX)
            yield
        finally:
            os.close(lock)


def _write(file: Path, data: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def release_text(release: Release) -> str:
    """``release`` as one line of JSON."""
    groups = [
        {"figure": group.figure, "place": group.place, "n": group.n, "people": sorted(group.people)}
        for group in release.groups
    ]
    return json.dumps({"period": release.period, "groups": groups})


def read_release(text: str) -> Release:
    """What ``release_text`` made ``text`` of."""
    told = json.loads(text)
    groups = (Group(each["figure"], each["place"], frozenset(each["people"])) for each in told["groups"])
    return Release(told["period"], tuple(groups))


def _seal(key: bytes, before: str, text: str) -> str:
    return hmac.new(key, f"{before} {text}".encode(), hashlib.sha256).hexdigest()
