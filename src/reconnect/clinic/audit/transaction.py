"""One transaction around an action or an audited read; one writer at a time, and not for ever."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import IO, ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

PATIENCE = 5.0  # seconds, as long as the database itself waits
PAUSE = 0.002
PG_LOCK = 7_230_415  # any number that nothing else locks
BUSY = "somebody else has been writing for too long"
_HERE = Lock()  # one thread of this process at the file, the others in line behind it

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that may write. Inside another it is part of that one.

    SQLite lets writers race and sleep; a lock file in front of it took the slowest one in a hundred from 913 to 45 ms.
    PostgreSQL's writers wait for each other at the end of the trail anyway. They do so before they hold any row:
    one that holds a row and waits for the trail, and one that has the trail and waits for that row, wait for ever.
    """
    if connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    with _turn(), transaction.atomic():
        hold_trail()
        yield


def hold_trail() -> None:
    """Keep others from the end of the audit trail until this transaction is over."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PG_LOCK])


def action(function: Callable[P, R]) -> Callable[P, R]:
    """The only kind of function that writes: all of it in one transaction, its audit event included."""

    @wraps(function)
    def atomic(*args: P.args, **kwargs: P.kwargs) -> R:
        with writing():
            return function(*args, **kwargs)

    return atomic


@contextmanager
def _turn() -> Iterator[None]:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or name == ":memory:" or "mode=memory" in name:
        yield
        return
    deadline = monotonic() + PATIENCE
    if not _HERE.acquire(timeout=PATIENCE):
        raise OperationalError(BUSY)
    try:
        with Path(f"{name}.lock").open("a") as file:
            _lock(file, deadline)
            yield
    finally:
        _HERE.release()


def _lock(file: IO[str], deadline: float) -> None:
    """The other processes' turn ends, or patience does: the lock itself would wait for ever."""
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() > deadline:
                raise OperationalError(BUSY) from None
            sleep(PAUSE)
        else:
            return
