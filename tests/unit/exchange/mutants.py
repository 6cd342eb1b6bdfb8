"""Damaged files by the thousand: cells, bytes and parts of archives changed, always the same for the same seed."""

import csv
import io
import random
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from saved_as import SAVED, saved, with_shared_texts

from reconnect.analysis import evaluate
from reconnect.errors import DataError
from reconnect.exchange.outcomes_files import OutcomesRead, read_outcomes
from reconnect.exchange.results_csv import results_csv
from reconnect.exchange.results_json import results_json
from reconnect.model.load import shipped_library

CANARY = "zaqxswcde"
MAP = """
layout = "long"
missing = ["NA"]
[columns]
person_id = "who"
gender = "sex"
occasion = "time"
answered_on = "day"
[occasions]
pre = "1"
post = "2"
[measures.avoid_touch]
column = "touch"
[measures.mood]
column = "mood"
range = [0, 63]
better = "lower"
"""
HEADER = ["who", "sex", "time", "day", "touch", "mood", "note"]
PEOPLE = 6

# What people and programs leave in cells, beside what belongs there.
STRANGE = (
    *("", "NA", " ", "nan", "inf", "-inf", "1e3", "1e999", "99", "-9", "999", "-0", "+4", "04", "4.0", "4,0", "4.50"),
    *("0.1", ".5", "5.", "1_0", "٣", "½", "0x4", "4 ", "TRUE", "#N/A", "=1+1", "'4", '"', "4;5", "2026-01-31"),
    *("31.01.2026", "2026-02-30", "2026-01-31 10:00:00", "all", "pre", CANARY, "9" * 40, "\u200b4", "\ufeff4", "\x01"),
)
TYPED = (
    datetime.fromisoformat("2026-01-31T10:00"),
    None,
    True,
    False,
    4,
    4.0,
    -9,
    99,
    1e300,
    1e-300,
    0.1,
    date(2026, 1, 31),
    time(10),
)
STYLES = ("General", "0%", "[h]:mm", "yyyy-mm-dd", '0"%"')


@dataclass(frozen=True)
class Mutant:
    """A file; ``cells`` is the CSV text of the same cells, where the file still holds them as text."""

    ending: str
    data: bytes
    cells: str | None = None


def mutant(seed: int, folder: Path) -> Mutant:
    """The mutant of ``seed``; a quarter each is CSV, Excel, SPSS and Parquet."""
    chance = random.Random(seed)  # noqa: S311 no secret
    ending = (".csv", ".xlsx", ".sav", ".parquet")[seed % 4]
    rows = _rows(chance)
    kind = chance.choice(("cells", "bytes", "bytes"))
    if kind == "cells":
        for _ in range(chance.choice((1, 1, 1, 2, 5))):
            place = chance.randrange(len(HEADER))
            usual = chance.choice(rows[1:])[place]  # as another person has it
            chance.choice(rows[1:])[place] = chance.choice((usual, "", chance.choice(STRANGE)))
    text = _csv(rows).replace("\x01", "\x01" if ending == ".csv" else "")  # openpyxl writes no such sign
    if ending == ".xlsx" and kind == "bytes":
        return Mutant(ending, _workbook(rows, chance))
    data = SAVED[ending](text, folder / f"made{ending}") if ending in SAVED else text.encode()
    return Mutant(ending, data, text) if kind == "cells" else Mutant(ending, _damaged(data, chance))


def _rows(chance: random.Random) -> list[list[str]]:
    rows = [HEADER]
    for person in range(PEOPLE):
        for when in ("1", "2"):
            touch, mood = str(chance.randrange(11)), str(chance.randrange(0, 126) / 2)
            rows.append([f"{CANARY}{person}", "fm"[person % 2], when, f"2026-0{when}-17", touch, mood, "x"])
    return rows


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """``data`` with one byte changed, or a few places changed, lost, doubled or grown."""
    raw = bytearray(data)
    if chance.random() < 0.5:  # what follows stays where it was
        raw[chance.randrange(len(raw))] = chance.randrange(256)
        return bytes(raw)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        place, length = chance.randrange(len(raw) or 1), chance.choice((1, 1, 2, 8, 40))
        match chance.randrange(6):
            case 0:
                raw[place : place + length] = b""
            case 1:
                raw[place:place] = chance.randbytes(length)
            case 2:
                raw[place:place] = raw[place : place + length]
            case 3:
                raw[place : place + 4] = chance.choice((b"\xff" * 4, b"\0" * 4, b"\xff\xff\xff\x7f"))
            case 4 if chance.random() < 0.2:
                del raw[place:]
            case _:
                raw[place : place + 1] = chance.randbytes(1)
    return bytes(raw)


def _workbook(rows: list[list[str]], chance: random.Random) -> bytes:
    """A workbook with typed cells, styles or merging gone wrong, or whose archive or parts are damaged."""
    book = Workbook()
    for row in rows:
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    for _ in range(chance.randrange(4)):
        cell = book.active.cell(chance.randrange(1, len(rows) + 3), chance.randrange(1, len(HEADER) + 2))
        cell.value = chance.choice((*TYPED, "=1+1", "#DIV/0!"))
        cell.number_format = chance.choice(STYLES)
    if chance.random() < 0.1:
        book.active.merge_cells(start_row=chance.randrange(1, 9), start_column=2, end_row=9, end_column=3)
    if chance.random() < 0.05:
        book.create_sheet("Other")
    data = saved(book)
    if chance.random() < 0.5:
        data = with_shared_texts(data)
    way = chance.random()
    return data if way < 0.2 else _damaged(data, chance) if way < 0.5 else _damaged_part(data, chance)


def _damaged_part(data: bytes, chance: random.Random) -> bytes:
    """The archive whole, with right checksums, around one damaged part: what gets past the zip reader."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        names = old.namelist()
        hit = chance.choice([*names, *["xl/worksheets/sheet1.xml"] * len(names)])
        for name in names:
            part = old.read(name)
            new.writestr(name, _damaged(part, chance) if name == hit else part)
    return out.getvalue()


def outcome(made: Mutant, folder: Path) -> OutcomesRead | DataError:
    """What comes of reading it: everything, down to the figures, or a refusal. Anything else is raised."""
    path, map_file = folder / f"data{made.ending}", folder / "map.toml"
    path.write_bytes(made.data)
    map_file.write_text(MAP)
    try:
        read = read_outcomes(path, map_file, shipped_library().measures)
    except DataError as refused:
        return refused
    evaluation = evaluate(read.outcomes, read.family)
    results_csv(evaluation)
    results_json(evaluation)
    return read


def _plain_values(text: str) -> list[float]:
    """The scores of a CSV text as anybody would read them."""
    rows = csv.DictReader(io.StringIO(text))
    cells = [row[name].strip() for row in rows for name in ("touch", "mood")]
    return [float(cell) for cell in cells if cell not in {"", "NA"}]


def wrongs(made: Mutant, found: OutcomesRead | DataError, folder: Path) -> list[str]:
    """What is wrong with ``found``: a refusal without a place, a person's value told, or other figures than as CSV."""
    wrong = []
    if isinstance(found, DataError):
        wrong += [f"no place: {each}" for each in found.problems if each.file not in {f"data{made.ending}", "map.toml"}]
        wrong += ["nothing said"] if not found.problems or not all(each.message for each in found.problems) else []
    if made.cells is not None and CANARY in str(found if isinstance(found, DataError) else ""):
        wrong.append("a person's value is told")
    if made.cells is not None and isinstance(found, OutcomesRead):
        values = [float(each.value) for each in found.outcomes.readings]
        wrong += [] if values == _plain_values(made.cells) else ["other values than stand there"]
    if made.cells is not None and made.ending != ".csv":
        as_csv = outcome(Mutant(".csv", made.cells.encode()), folder)
        if isinstance(as_csv, DataError) is not isinstance(found, DataError):
            wrong.append(f"as CSV it is {'refused' if isinstance(as_csv, DataError) else 'read'}")
        elif isinstance(found, OutcomesRead) and isinstance(as_csv, OutcomesRead):
            wrong += [] if found.outcomes.readings == as_csv.outcomes.readings else ["other values than as CSV"]
            wrong += [] if found.outcomes.participants == as_csv.outcomes.participants else ["other people than as CSV"]
    return wrong
