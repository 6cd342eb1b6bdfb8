"""Does the mapping fit the table? Everything that must be settled before a value is read."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from difflib import get_close_matches

from reconnect.errors import Problem
from reconnect.exchange.code import Code, code_number
from reconnect.exchange.layouts.paired import occasion_columns
from reconnect.exchange.mapping import Columns, Layout, Mapping
from reconnect.exchange.table import Table

PERSON = frozenset({"person_id", "gender", "service_id", "cohort_id"})
ANSWER = frozenset({"answered_on", "answer_basis"})
OCCASIONS = frozenset({"pre", "post", "follow_up"})
READ = {
    Layout.TIDY: PERSON | ANSWER | {"occasion", "measure", "value"},
    Layout.LONG: PERSON | ANSWER | {"occasion"},
    Layout.PAIRED: PERSON,
}
MEASURE_READ = {
    Layout.TIDY: frozenset[str](),
    Layout.LONG: frozenset({"column"}),
    Layout.PAIRED: OCCASIONS,
}
NEEDED = {
    Layout.TIDY: ("person_id", "occasion", "measure", "value"),
    Layout.LONG: ("person_id", "occasion"),
    Layout.PAIRED: (),
}


def named_columns(mapping: Mapping) -> Iterator[tuple[str, str]]:
    """``(field, column)`` for every column of the data table that the mapping names."""
    columns = mapping.columns or Columns()
    for each in fields(columns):
        if (column := getattr(columns, each.name)) is not None:
            yield f"columns.{each.name}", column
    for name, measure in mapping.measures.items():
        for part in ("column", "pre", "post", "follow_up"):
            if (column := getattr(measure, part)) is not None:
                yield f"measures.{name}.{part}", column


def same_name(name: str, names: Iterable[str]) -> str | None:
    """The one of ``names`` that is ``name`` but for capitals, spaces and hyphens, or None."""
    return next((each for each in names if _folded(each) == _folded(name)), None)


def fit_problems(mapping: Mapping, table: Table, file: str) -> Iterator[Problem]:
    """Every way in which ``mapping`` (a file named ``file``) does not fit ``table``."""
    yield from _column_problems(mapping, table, file)
    yield from _people_problems(mapping, file)
    yield from _layout_problems(mapping, file)
    yield from _occasion_problems(mapping, file)
    for code in _twice(name if told.code is None else told.code for name, told in mapping.measures.items()):
        yield Problem(file, f"the code {code} stands for two measures", field="measures")


def _column_problems(mapping: Mapping, table: Table, file: str) -> Iterator[Problem]:
    named = list(named_columns(mapping))
    for field, column in named:
        if column not in table.header:
            hint = _hint(column, {name for _, name in named}, table.header)
            yield Problem(file, f"{table.file} has no column {column}; {hint}", field=field)
    for column, times in Counter(column for _, column in named).items():
        if times > 1:
            uses = ", ".join(field for field, each in named if each == column)
            yield Problem(file, f"column {column} is named {times} times: {uses}", field="columns")


def _hint(column: str, mapped: set[str], header: tuple[str, ...]) -> str:
    """What may help to find ``column``. A table without a header has a person's cells for one: they are not told."""
    if alike := same_name(column, header):
        return f"did you mean {alike}?"
    if len(mapped.intersection(header)) * 2 <= len(mapped):
        return "its first row holds few of the mapped names: is this the right table, and does it start with names?"
    close = get_close_matches(column, header, n=1)
    return f"did you mean {close[0]}?" if close else f"there are: {', '.join(header)}"


def _folded(name: str) -> str:
    return name.casefold().replace(" ", "_").replace("-", "_")


def _people_problems(mapping: Mapping, file: str) -> Iterator[Problem]:
    if mapping.people is None or mapping.columns is None:
        return
    if bool(mapping.people.columns.service_id) != bool(mapping.columns.service_id):
        message = "map service_id in both tables or in neither: ids are told apart by it"
        yield Problem(file, message, field="people.columns.service_id")


def _layout_problems(mapping: Mapping, file: str) -> Iterator[Problem]:
    columns = mapping.columns or Columns()
    if mapping.layout is None:
        yield Problem(file, 'say what a row is: "tidy", "long" or "paired"', field="layout")
        return
    rows_of_measures = mapping.layout is Layout.PAIRED and columns.measure is not None
    yield from _unread(mapping, file, rows_of_measures)
    for name in ("person_id",) if rows_of_measures else NEEDED[mapping.layout]:
        if getattr(columns, name) is None:
            article = "an" if name == "occasion" else "a"
            yield Problem(file, f"a table of this layout needs {article} {name} column", field=f"columns.{name}")
    if rows_of_measures and len(occasion_columns(columns)) < 2:
        yield Problem(file, "name the columns of at least two of pre, post and follow_up", field="columns")
    if mapping.layout is not Layout.TIDY and not rows_of_measures and not mapping.measures:
        yield Problem(file, "name at least one measure", field="measures")
    for name, measure in mapping.measures.items():
        if mapping.layout is Layout.LONG and measure.column is None:
            yield Problem(file, "in a long table a measure has a column: name it", field=f"measures.{name}.column")
        if mapping.layout is Layout.PAIRED and not rows_of_measures and len(occasion_columns(measure)) < 2:
            message = "in a paired table a measure has a column for at least two of pre, post and follow_up"
            yield Problem(file, message, field=f"measures.{name}")


def _unread(mapping: Mapping, file: str, rows_of_measures: bool) -> Iterator[Problem]:  # noqa: FBT001
    """Columns that are named, but that a table of this layout has no use for: passing them over would mislead."""
    if mapping.layout is None:
        return
    read, of_measure = READ[mapping.layout], MEASURE_READ[mapping.layout]
    if rows_of_measures:
        read, of_measure = read | OCCASIONS | {"measure"}, frozenset()
    for field, _ in named_columns(mapping):
        group, *_, name = field.split(".")
        if name not in (read if group == "columns" else of_measure):
            yield Problem(file, "a table of this layout does not read this: leave it out", field=field)


def _occasion_problems(mapping: Mapping, file: str) -> Iterator[Problem]:
    codes = mapping.occasions
    if codes is None:
        return
    if mapping.layout is Layout.PAIRED:
        message = "in a paired table the columns are the occasions: leave this out"
        yield Problem(file, message, field="occasions")
    used = (codes.pre, codes.post, codes.follow_up, *codes.ignore)
    for code in _twice(code for code in used if code is not None):
        yield Problem(file, f"the code {code} stands for two occasions", field="occasions")
    if sum(code is not None for code in (codes.pre, codes.post, codes.follow_up)) < 2:
        yield Problem(file, "give the codes of at least two of pre, post and follow_up", field="occasions")


def _twice(codes: Iterable[Code]) -> Iterator[Code]:
    """Codes that are the same as an earlier one, in the words of the first."""
    first: dict[Code, Code] = {}
    for code in codes:
        number = code_number(code)
        key = str(code) if number is None else number
        if key in first:
            yield first[key]
        first.setdefault(key, code)
