"""A small writer of SPSS system files, so that tests need no statistics program and can write what none would.

After the format's description in the PSPP developers' guide ("System File Format"): header, variables, value labels,
long names, character set, cases; little-endian, not compressed.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from sys import float_info

SYSMIS = -float_info.max
EPOCH = date(1582, 10, 14)
F, A, DATE, DATETIME = 5, 1, 20, 22

Value = float | str | date | None


@dataclass(frozen=True)
class Variable:
    """One column: ``width`` 0 for numbers, else the bytes of a text; ``missing`` are up to three values."""

    name: str
    values: Sequence[Value]
    width: int = 0
    kind: int = F
    decimals: int = 0
    labels: Mapping[float | str, str] = field(default_factory=dict)
    missing: Sequence[float | str] = ()

    @property
    def octets(self) -> int:
        """The eight-byte pieces that a value takes."""
        return max(1, -(-self.width // 8))


def sav_bytes(variables: Sequence[Variable]) -> bytes:
    """The file's bytes."""
    rows = len(variables[0].values)
    out = [
        b"$FL2" + b"@(#) SPSS DATA FILE".ljust(60),
        struct.pack("<iiiii", 2, sum(each.octets for each in variables), 0, 0, rows),
        struct.pack("<d", 100.0) + b"31 Jan 26" + b"12:00:00" + b" " * 64 + b"\0" * 3,
    ]
    place, places = 1, []
    for number, each in enumerate(variables):
        places.append(place)
        place += each.octets
        out.append(_variable(each, f"V{number}".encode()))
    for each, where in zip(variables, places, strict=True):
        if each.labels:
            out.append(struct.pack("<ii", 3, len(each.labels)))
            for value, label in each.labels.items():
                text = label.encode()
                out.append(_piece(value) + (bytes([len(text)]) + text).ljust(-(-(len(text) + 1) // 8) * 8))
            out.append(struct.pack("<iii", 4, 1, where))
    names = "\t".join(f"V{number}={each.name}" for number, each in enumerate(variables)).encode()
    out += [_extension(13, names), _extension(20, b"UTF-8"), struct.pack("<ii", 999, 0)]
    for row in range(rows):
        out += [_cell(each, each.values[row]) for each in variables]
    return b"".join(out)


def _variable(each: Variable, name: bytes) -> bytes:
    shown = (each.kind << 16) | ((each.width or 8) << 8) | each.decimals
    record = struct.pack("<iiiiii", 2, each.width, 0, len(each.missing), shown, shown) + name.ljust(8)
    record += b"".join(map(_piece, each.missing))
    rest = struct.pack("<iiiiii", 2, -1, 0, 0, 0, 0) + b" " * 8
    return record + rest * (each.octets - 1)


def _extension(kind: int, data: bytes) -> bytes:
    return struct.pack("<iiii", 7, kind, 1, len(data)) + data


def _piece(value: float | str) -> bytes:
    return value.encode().ljust(8)[:8] if isinstance(value, str) else struct.pack("<d", value)


def _cell(each: Variable, value: Value) -> bytes:
    if each.width:
        return str(value or "").encode().ljust(each.octets * 8)
    if isinstance(value, date):
        at = value.hour * 3600 + value.minute * 60 if isinstance(value, datetime) else 0
        value = (date(value.year, value.month, value.day) - EPOCH).days * 86_400 + at
    return struct.pack("<d", SYSMIS if value is None else float(value))
