"""What the form of a transcript cannot tell: ids that resolve, ends in order, numbers that can be such a thing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from reconnect.model.occasion import Occasion
from reconnect.model.transcript.table import Earlier, Later, Row, Table
from reconnect.model.transcript.transcript import Transcript

Complaint = tuple[str, str]  # a field's path, and what to do about it

NOT_BELOW_0 = "it cannot be below 0"


def decimal(text: str) -> Decimal:
    """The number that ``text``, a figure as printed, is written as; its stars say nothing here."""
    return Decimal(text.rstrip("*").replace("−", "-"))


def transcript_complaints(transcript: Transcript) -> Iterator[Complaint]:
    """Every (field, message) of what does not hang together within ``transcript``."""
    for field in ("participants", "scales", "tables", "categories", "twice", "shares", "significance", "labels"):
        yield from _twins(field, [each.id for each in getattr(transcript, field)])
    for index, group in enumerate(transcript.participants, 1):
        yield from _count(f"participants[{index}].n", group.n)
    yield from _scales(transcript)
    for index, table in enumerate(transcript.tables, 1):
        yield from _table(transcript, table, f"tables[{index}]")
    yield from _categories(transcript)
    yield from _statements(transcript)


def _twins(path: str, ids: Iterable[str]) -> Iterator[Complaint]:
    for each, times in Counter(ids).items():
        if times > 1:
            yield path, f"{times} of them have the id {each}"


def _count(path: str, text: str | None) -> Iterator[Complaint]:
    if text is not None and int(text) == 0:
        yield path, "it must be above 0; leave the field out where nothing is printed"


def _scales(transcript: Transcript) -> Iterator[Complaint]:
    for index, scale in enumerate(transcript.scales, 1):
        if scale.low is not None and scale.high is not None and decimal(scale.low) >= decimal(scale.high):
            yield f"scales[{index}].high", "it must be above low"
        if scale.step is not None and decimal(scale.step) <= 0:
            yield f"scales[{index}].step", "it must be above 0"


def _table(transcript: Transcript, table: Table, path: str) -> Iterator[Complaint]:
    yield from _twins(f"{path}.rows", [row.id for row in table.rows])
    for index, star in enumerate(table.stars, 1):
        if not star.sign or star.sign.strip("*"):
            yield f"{path}.stars[{index}].sign", "write the stars in quotes, such as '**'"
        yield from _probability(f"{path}.stars[{index}].level", star.level)
    for index, row in enumerate(table.rows, 1):
        yield from _row(transcript, row, f"{path}.rows[{index}]")


def _row(transcript: Transcript, row: Row, path: str) -> Iterator[Complaint]:
    yield from _group(transcript, f"{path}.group", row.group)
    if row.scale is not None and transcript.scale(row.scale) is None:
        yield f"{path}.scale", "no scale has this id"
    yield from _count(f"{path}.n", row.n)
    yield from _twins(f"{path}.later", [each.occasion for each in row.later])
    if not row.later:
        yield f"{path}.later", "give at least one later occasion"
    cells: list[tuple[str, Earlier | Later]] = [(f"{path}.pre", row.pre)]
    cells += [(f"{path}.later[{at}]", later) for at, later in enumerate(row.later, 1)]
    for place, cell in cells:
        yield from _count(f"{place}.n", cell.n)
        if cell.sd is not None and decimal(cell.sd) < 0:
            yield f"{place}.sd", NOT_BELOW_0
    for at, later in enumerate(row.later, 1):
        if later.occasion is Occasion.PRE:
            yield f"{path}.later[{at}].occasion", "a later occasion is post or follow_up"
        yield from _count(f"{path}.later[{at}].df", later.df)
        if (later.low is None) != (later.high is None):
            yield f"{path}.later[{at}].high", "give both ends of the interval"


def _categories(transcript: Transcript) -> Iterator[Complaint]:
    for index, each in enumerate(transcript.categories, 1):
        path = f"categories[{index}]"
        yield from _count(f"{path}.total", each.total)
        if not each.parts:
            yield f"{path}.parts", "give at least one category"
        for at, part in enumerate(each.parts, 1):
            if part.n is None and part.percent is None:
                yield f"{path}.parts[{at}]", "give n, percent or both"
            yield from _percent(f"{path}.parts[{at}].percent", part.percent)


def _statements(transcript: Transcript) -> Iterator[Complaint]:
    yield from _shares(transcript)
    yield from _references(transcript)
    if transcript.alpha is not None:
        yield from _probability("alpha.printed", transcript.alpha.printed)
        yield from _probability("alpha.of", transcript.alpha.of)
    for index, twice in enumerate(transcript.twice, 1):
        for side, told in (("first", twice.first), ("second", twice.second)):
            if told.sd is not None and decimal(told.sd) < 0:
                yield f"twice[{index}].{side}.sd", NOT_BELOW_0


def _shares(transcript: Transcript) -> Iterator[Complaint]:
    for index, share in enumerate(transcript.shares, 1):
        for at, part in enumerate(share.parts, 1):
            place = f"shares[{index}].parts[{at}]"
            yield from _group(transcript, f"{place}.group", part.group)
            yield from _percent(f"{place}.percent", part.percent)
        if (share.reached is None) != (share.reached_means is None):
            yield f"shares[{index}].reached_means", "give reached and reached_means together"


def _references(transcript: Transcript) -> Iterator[Complaint]:
    for index, claim in enumerate(transcript.significance, 1):
        table = transcript.table(claim.table)
        if table is None:
            yield f"significance[{index}].table", "no table has this id"
        elif not claim.rows or len(transcript.rows(claim)) < len(claim.rows):
            yield f"significance[{index}].rows", f"name rows of {claim.table}, each once"
    for index, label in enumerate(transcript.labels, 1):
        if transcript.table(label.table) is None:
            yield f"labels[{index}].table", "no table has this id"


def _group(transcript: Transcript, path: str, name: str | None) -> Iterator[Complaint]:
    if name is not None and transcript.group(name) is None:
        yield path, "no group of the participants has this id"


def _percent(path: str, text: str | None) -> Iterator[Complaint]:
    if text is not None and not 0 <= decimal(text) <= 100:
        yield path, "a percentage is from 0 to 100"


def _probability(path: str, text: str) -> Iterator[Complaint]:
    if not 0 < decimal(text) < 1:
        yield path, "it must be between 0 and 1"
