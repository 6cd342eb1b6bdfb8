"""strace: how to get it where it is missing, and what it saw as calls."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = "openat,close,write,pwrite64,ftruncate,fsync,fdatasync,?unlink,unlinkat,?rename,?renameat,renameat2"
LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (\d+)")


@dataclass(frozen=True, slots=True)
class Call:
    """A system call that succeeded: its numbers in order, its texts, and what it returned."""

    name: str
    texts: tuple[bytes, ...]
    words: tuple[str, ...]
    result: int

    @property
    def syncs(self) -> bool:
        """Whether it made something durable."""
        return self.name in {"fsync", "fdatasync"}

    @property
    def tells(self) -> bool:
        """Whether it wrote to the standard output: something is acknowledged."""
        return self.name == "write" and self.words[0] == "1"


def tracing(log: Path) -> tuple[str, ...]:
    """The words before a command that log its calls, whole, to ``log``."""
    return (
        "strace",
        "--seccomp-bpf",
        "-f",
        "-xx",
        "-s",
        "1048576",
        "-e",
        f"trace={CALLS}",
        "-e",
        "signal=none",
        "-o",
        str(log),
    )


def can_trace() -> bool:
    """Whether strace is there, or can be installed, and this machine lets it work."""
    if not shutil.which("strace") and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["update"], ["install", "-y", "--no-install-recommends", "strace"]):
            subprocess.run(["apt-get", "-qq", *command], check=False, capture_output=True)
    if not shutil.which("strace"):
        return False
    return subprocess.run([*tracing(Path(os.devnull)), "true"], check=False, capture_output=True).returncode == 0


def read_calls(log: Path) -> Iterator[Call]:
    """The calls that succeeded, in order."""
    with log.open(encoding="ascii") as lines:
        for line in lines:
            assert "unfinished" not in line, "two threads wrote at once: their order is not known"
            pieces = line.split('"')
            found = LINE.match("".join(pieces[::2]))
            if found:
                texts = tuple(bytes.fromhex(text.replace("\\x", "")) for text in pieces[1::2])
                yield Call(found[1], texts, tuple(found[2].replace(" ", "").split(",")), int(found[3]))
