"""One process at a time empties the outbox. The lock goes with the process that held it, however that ended."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

PG_LOCK = 7_230_416  # any number that nothing else locks


@contextmanager
def alone() -> Iterator[bool]:
    """Whether this process may; while it may, no other."""
    if connection.vendor == "postgresql":
        with _database_lock() as mine:
            yield mine
        return
    with Path(f"{connection.settings_dict['NAME']}.outbox").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


@contextmanager
def _database_lock() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [PG_LOCK])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [PG_LOCK])
