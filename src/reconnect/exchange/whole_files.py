"""Write several files into a folder: all of them, each whole."""

from collections.abc import Mapping
from contextlib import suppress
from errno import EISDIR
from os import strerror
from pathlib import Path

from reconnect.errors import UnwritableError


def write_whole(files: Mapping[str, bytes], out: Path) -> None:
    """Write ``files`` (contents by name) below ``out``, which is made if need be.

    Raises UnwritableError, with what became of earlier files, where ``out`` cannot be written: old files are replaced
    only once all new ones are whole.
    """
    replaced: list[str] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            _fresh(out, name).write_bytes(data)
            if (out / name).is_dir():
                raise IsADirectoryError(EISDIR, strerror(EISDIR))
        for name in files:
            _fresh(out, name).replace(out / name)
            replaced.append(name)
    except OSError as error:
        became = f"only {', '.join(replaced)} could be replaced" if replaced else "nothing was written"
        raise UnwritableError(f"{out}: the report cannot be written here: {error.strerror}; {became}") from None
    finally:
        for name in files:
            with suppress(OSError):
                _fresh(out, name).unlink()


def _fresh(out: Path, name: str) -> Path:
    return out / f".{name}.new"
