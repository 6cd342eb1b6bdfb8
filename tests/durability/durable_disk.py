"""A disk that keeps, when the power fails, only what was synced: a file by its fsync, its name by the folder's."""

from collections.abc import Callable
from pathlib import Path

from tracer import Call

SECTOR = 512
Survives = Callable[[], bool]


class Sheet:
    """A file: what is durable, and the changes since; a change without data cuts the file off there."""

    def __init__(self, content: bytes = b"") -> None:
        self.durable = bytearray(content)
        self.pending: list[tuple[int, bytes | None]] = []

    def sync(self) -> bool:
        """Make everything durable; whether that changed anything."""
        changed = bool(self.pending)
        self._change(self.durable, lambda: True, 1 << 30)
        self.pending.clear()
        return changed

    def after(self, survives: Survives) -> bytes:
        """What is left of it where of each unsynced sector only those that ``survives`` accepts had got through."""
        content = bytearray(self.durable)
        self._change(content, survives, SECTOR)
        return bytes(content)

    def _change(self, content: bytearray, survives: Survives, step: int) -> None:
        for offset, data in self.pending:
            for start in range(0, len(data or b"x"), step):
                if survives():
                    at = offset + start
                    content.extend(bytes(max(0, at - len(content))))
                    if data is None:
                        del content[at:]
                    else:
                        content[at : at + min(step, len(data) - start)] = data[start : start + step]


class Disk:
    """The database and its journals; ``version`` counts how often what is durable has changed."""

    def __init__(self, database: Path) -> None:
        self.folder = database.parent.resolve()
        # The shared index (-shm) is made anew after a power cut; the lock file holds nothing.
        self.kept = {database.name + ending for ending in ("", "-wal", "-journal")}
        self.names = {name: Sheet(file.read_bytes()) for name, file in self.files().items()}
        self.durable_names = dict(self.names)
        self.opened: dict[str, Sheet | None] = {}  # by descriptor; None is the folder
        self.version = 0

    def files(self) -> dict[str, Path]:
        """Those that are really there now."""
        return {name: self.folder / name for name in sorted(self.kept) if (self.folder / name).exists()}

    def apply(self, call: Call) -> bool:
        """Do what the call did; False where it was about something else."""
        if call.name == "openat":
            return self._open(call)
        if call.name.startswith(("unlink", "rename")):
            return self._rename(*(Path(text.decode()) for text in call.texts))
        if call.words[0] not in self.opened:
            return False
        sheet = self.opened[call.words[0]]
        if call.name == "close":
            del self.opened[call.words[0]]
        elif call.syncs:
            self.version += sheet.sync() if sheet else self._sync_names()
        elif call.name == "pwrite64" and sheet:
            sheet.pending.append((int(call.words[3]), call.texts[0][: call.result]))
        elif call.name == "ftruncate" and sheet:
            sheet.pending.append((int(call.words[1]), None))
        else:
            raise AssertionError(f"SQLite used {call.name}, which this disk does not know")
        return True

    def after_power_cut(self, survives: Survives) -> dict[str, bytes]:
        """The files that are found afterwards."""
        found = {}
        for name in sorted({*self.names, *self.durable_names}):
            sheet = self.durable_names.get(name)
            if sheet is not self.names.get(name) and survives():
                sheet = self.names.get(name)
            if sheet is not None:
                found[name] = sheet.after(survives)
        return found

    def _sync_names(self) -> bool:
        changed = self.durable_names != self.names
        self.durable_names = dict(self.names)
        return changed

    def _open(self, call: Call) -> bool:
        path, descriptor = Path(call.texts[0].decode()), str(call.result)
        self.opened.pop(descriptor, None)
        if path == self.folder:
            self.opened[descriptor] = None
        elif path.parent == self.folder and path.name in self.kept:
            self.opened[descriptor] = self.names.setdefault(path.name, Sheet())
        return descriptor in self.opened

    def _rename(self, old: Path, new: Path | None = None) -> bool:
        if old.parent != self.folder or old.name not in self.kept:
            return False
        sheet = self.names.pop(old.name)
        if new is not None:
            self.names[new.name] = sheet
        return True
