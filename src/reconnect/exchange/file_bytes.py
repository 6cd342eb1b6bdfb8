"""The bytes of a file that somebody gave us."""

from pathlib import Path

from reconnect.errors import DataError, Problem

MOST_MIB = 1024  # a gigabyte holds some ten million rows of CSV; more would not fit into memory as text


def load_bytes(path: Path) -> bytes:
    """The file's bytes. Raises DataError where it cannot be read, or is larger than ``MOST_MIB``."""
    try:
        if path.stat().st_size > MOST_MIB * 2**20:
            raise DataError([Problem(path.name, f"larger than {MOST_MIB:,} MiB: take out what is not needed")])
        return path.read_bytes()
    except OSError as error:
        raise DataError([Problem(path.name, f"cannot be read: {error.strerror}")]) from None
