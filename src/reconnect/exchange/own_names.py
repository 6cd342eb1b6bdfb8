"""A table whose columns bear ReConnect's own names: it needs no mapping of columns or measures."""

from collections.abc import Collection, Iterator
from dataclasses import fields, replace

from reconnect.errors import Problem
from reconnect.exchange.fit import named_columns, same_name
from reconnect.exchange.mapping import Columns, Layout, Mapping, MeasureMap
from reconnect.exchange.table import Table
from reconnect.model.occasion import Occasion

COLUMN_FIELDS = tuple(each.name for each in fields(Columns))


def with_own_names(mapping: Mapping, header: tuple[str, ...], measure_ids: Collection[str]) -> Mapping:
    """``mapping`` completed for a table whose columns bear ReConnect's own names.

    The layout follows from the names: measure, occasion and value are tidy; measure with pre, post or follow_up is
    paired; occasion with columns named as measures is long; columns such as avoid_touch_pre are paired.
    """
    columns = Columns(**{name: name for name in COLUMN_FIELDS if name in header})
    by_column = {name: MeasureMap(column=name) for name in measure_ids if name in header}
    by_occasion = {}
    for name in measure_ids:
        pre, post, follow_up = (column if (column := f"{name}_{each}") in header else None for each in Occasion)
        if pre or post or follow_up:
            by_occasion[name] = MeasureMap(pre=pre, post=post, follow_up=follow_up)
    if columns.measure and columns.value:
        return replace(mapping, layout=mapping.layout or Layout.TIDY, columns=columns)
    if columns.measure:
        return replace(mapping, layout=mapping.layout or Layout.PAIRED, columns=columns)
    if by_occasion:
        return replace(mapping, layout=mapping.layout or Layout.PAIRED, columns=columns, measures=by_occasion)
    return replace(mapping, layout=mapping.layout or Layout.LONG, columns=columns, measures=by_column)


def strange_columns(
    mapping: Mapping, table: Table, unused: tuple[str, ...], measure_ids: Collection[str]
) -> Iterator[Problem]:
    """Columns that are not ReConnect's own, and one problem of the whole table where hardly any is."""
    known = (*COLUMN_FIELDS, *measure_ids, *(f"{name}_{each}" for name in measure_ids for each in Occasion))
    meant = {column: same_name(column, known) for column in unused}
    ours = _is_ours(mapping)
    if not ours:
        message = (
            "these are not ReConnect's own column names: write a mapping file and pass it with --map. "
            f"ReConnect's measures are {', '.join(measure_ids)}"
        )
        yield Problem(table.file, message, table.header_row)
    for column in unused:
        if meant[column] is not None:
            message = f"did you mean {meant[column]}? Name it so, take it out, or write a mapping file (--map)"
            yield Problem(table.file, message, table.header_row, f"column {column}")
        elif ours:
            message = "unknown column: take it out, or write a mapping file (--map)"
            yield Problem(table.file, message, table.header_row, f"column {column}")


def _is_ours(mapping: Mapping) -> bool:
    """Whether the first row holds names and measures of ReConnect's, and cannot be a person's.

    A person's row may well hold an occasion or a measure; it then must not be quoted.
    """
    columns = {name.partition(".")[2] for name, _ in named_columns(mapping) if name.startswith("columns.")}
    paired = any(each.column is None for each in mapping.measures.values())
    return bool(mapping.measures or "measure" in columns) and (
        paired or bool(columns - {each.value for each in Occasion})
    )


def in_table(problem: Problem, mapping: Mapping, table: Table) -> Problem:
    """``problem`` as one of ``table``, where it is of a column that no mapping file names."""
    field = problem.field or ""
    if field.split(".")[0] not in {"columns", "measures"}:
        return problem
    named = dict(named_columns(mapping))
    columns = [named[field]] if field in named else [named[each] for each in named if each.startswith(f"{field}.")]
    column = f"column {columns[0]}" if "." in field and columns else None
    return Problem(table.file, problem.message, table.header_row, column)
