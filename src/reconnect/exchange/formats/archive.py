"""The zip archive that a workbook is, opened with care: what it unpacks to is known before anything is unpacked."""

import io
import lzma
import zlib
from zipfile import BadZipFile, ZipFile

from reconnect.errors import DataError, Problem

MOST_UNPACKED = 512 * 2**20  # bytes; a sheet of a million rows and ten columns takes some 300 MiB
MOST_PARTS = 5_000
PIECE = 2**20
DAMAGE = (BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError)


def open_archive(data: bytes, file: str) -> ZipFile:
    """The archive in ``data``. Raises DataError where it declares too much, has a password or is damaged.

    Every part is read once, against its checksum; zipfile reads no part beyond the size that it declares. A part with
    a document type, which no spreadsheet program writes, is refused: entities grow without a bound that we set.
    """
    try:
        archive = ZipFile(io.BytesIO(data))
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            message = f"unpacks to more than {MOST_UNPACKED // 2**20} MiB: save the one sheet that is needed, or CSV"
            raise DataError([Problem(file, message)])
        for part in parts:
            if part.flag_bits & 0x1:
                raise DataError([Problem(file, "has a password: save it without one")])
            with archive.open(part) as stream:
                last = b""
                while piece := stream.read(PIECE).replace(b"\0", b""):
                    if b"<!DOCTYPE" in last + piece:
                        raise DataError([Problem(file, "holds what no spreadsheet writes: save it anew as .xlsx")])
                    last = piece[-16:]
    except DataError:
        raise
    except (*DAMAGE, OSError, ValueError, RuntimeError, EOFError, MemoryError) as error:
        raise DataError([Problem(file, f"a damaged workbook ({type(error).__name__}): save it anew")]) from None
    return archive
