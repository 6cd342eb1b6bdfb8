"""A universe built once, and put into the database again for each test: building it takes fifty times as long."""

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone
from universe import Universe, build_universe

from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.library import questionnaires

FRESH = timedelta(minutes=5)  # what was done just now when it was built, should have been so for the test


@dataclass(frozen=True)
class Kept:
    """What the universe consists of: its things in memory, and its rows, as the words that write them."""

    things: bytes
    writes: list[tuple[str, list[Any] | None]]
    built_at: datetime = field(default_factory=timezone.now)

    @property
    def is_fresh(self) -> bool:
        """Whether it was built a moment ago, and today."""
        now = timezone.localtime()
        return now - self.built_at < FRESH and now.date() == timezone.localtime(self.built_at).date()


def keep(*, furnished: bool) -> Kept:
    """Build a universe, note every row of it, and leave none."""
    with transaction.atomic():
        assert not AuditEvent.objects.exists(), "a test before left something, which would be kept with the universe"
        before = {table for table, _, _ in _tables()}
        universe = build_universe(furnished=furnished)
        writes = [_write(*table) for table in _tables() if table[0] not in before]
        transaction.set_rollback(True)
    return Kept(pickle.dumps(universe), _at_once(writes))


def put_back(kept: Kept) -> Universe:
    """The same rows again, and the same things in memory, which nobody else holds."""
    questionnaires._own.cache_clear()  # the same service as in the test before, which may ask in other words
    with connection.cursor() as cursor:
        for statement, values in kept.writes:
            cursor.execute(statement, values)
    return pickle.loads(kept.things)  # noqa: S301 our own


def _tables() -> Iterator[tuple[str, list[str], list[tuple[Any, ...]]]]:
    """Every table that holds anything, with its columns and rows."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 no name of anybody's
            if rows := cursor.fetchall():
                yield table, [column[0] for column in cursor.description], rows


def _write(table: str, columns: list[str], rows: list[tuple[Any, ...]]) -> tuple[str, list[Any]]:
    """All rows of a table in one statement."""
    names = ", ".join(map(connection.ops.quote_name, columns))
    places = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(rows))
    statement = f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES {places}"  # noqa: S608 nor here
    return statement, list(chain(*rows))


def _at_once(writes: list[tuple[str, list[Any]]]) -> list[tuple[str, list[Any] | None]]:
    """Where the database takes many statements at once, one: with the next numbers, which do not count these rows."""
    if connection.vendor != "postgresql":
        return [*writes]
    with connection.cursor() as cursor:
        texts = [cursor.mogrify(statement, values) for statement, values in writes]
    return [(";".join(texts + connection.ops.sequence_reset_sql(no_style(), apps.get_models())), None)]
