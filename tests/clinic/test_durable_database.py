"""The start is refused on a database that may lose what it acknowledged: each weakness is shown, and named."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from reconnect.clinic.audit.durability import weaknesses

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own settings")
postgresql_only = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own settings")
DURABLE = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON")


@pytest.fixture
def connected(
    tmp_path: Path,
    django_db_blocker: "pytest_django.DjangoDbBlocker",  # noqa: F821
) -> Iterator[BaseDatabaseWrapper]:
    """Another connection in place of the site's, to a file of its own."""
    kept = connections["default"]
    with django_db_blocker.unblock():
        other = kept.copy()
        other.settings_dict = kept.settings_dict | {"NAME": str(tmp_path / "other.sqlite3")}
        connections["default"] = other
        yield other
        other.close()
        connections["default"] = kept


def test_the_sites_own_database_is_durable(db: None) -> None:
    assert weaknesses() == []
    assert run_checks(tags=["durability"]) == []


@sqlite_only
@pytest.mark.parametrize(
    ("pragma", "named"),
    [
        ("PRAGMA journal_mode=DELETE", "journal_mode=delete"),
        ("PRAGMA journal_mode=TRUNCATE", "journal_mode=truncate"),
        ("PRAGMA journal_mode=MEMORY", "journal_mode=memory"),
        ("PRAGMA journal_mode=OFF", "journal_mode=off"),
        ("PRAGMA synchronous=NORMAL", "synchronous=1"),
        ("PRAGMA synchronous=OFF", "synchronous=0"),
        ("PRAGMA foreign_keys=OFF", "foreign_keys=0"),
    ],
)
def test_a_setting_that_could_lose_answers_is_named(connected: BaseDatabaseWrapper, pragma: str, named: str) -> None:
    connected.settings_dict["OPTIONS"] = {"init_command": "; ".join((*DURABLE, pragma))}
    (error,) = run_checks(tags=["durability"])
    assert (error.id, error.is_serious()) == ("reconnect.E002", True)
    assert named in error.msg


@sqlite_only
def test_everything_that_is_wrong_is_named_at_once(connected: BaseDatabaseWrapper) -> None:
    connected.settings_dict["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=OFF"
    }
    assert len(run_checks(tags=["durability"])) == 3


@sqlite_only
@pytest.mark.parametrize("more", ["PRAGMA synchronous=EXTRA", "PRAGMA cache_size=100"])
def test_what_is_as_durable_or_more_so_passes(connected: BaseDatabaseWrapper, more: str) -> None:
    connected.settings_dict["OPTIONS"] = {"init_command": "; ".join((*DURABLE, more))}
    assert run_checks(tags=["durability"]) == []


@sqlite_only
def test_the_framework_alone_is_not_durable_enough(connected: BaseDatabaseWrapper) -> None:
    connected.settings_dict["OPTIONS"] = {}
    assert [error.msg.split()[3] for error in run_checks(tags=["durability"])] == ["journal_mode=delete:"]


@sqlite_only
def test_in_memory_nothing_lasts(connected: BaseDatabaseWrapper) -> None:
    connected.settings_dict["NAME"] = ":memory:"
    assert any("journal_mode=memory" in error.msg for error in run_checks(tags=["durability"]))


@postgresql_only
@pytest.mark.parametrize("name", ["fsync", "full_page_writes"])
@pytest.mark.django_db(transaction=True)
def test_a_server_that_could_lose_answers_is_named(name: str) -> None:
    try:
        _server_says(name, "off")
        assert [error.msg.split()[3] for error in run_checks(tags=["durability"])] == [f"{name}=off:"]
    finally:
        _server_says(name, "on")
    assert weaknesses() == []


@postgresql_only
def test_a_session_that_does_not_wait_for_the_disk_is_named(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert [error.msg.split()[3] for error in run_checks(tags=["durability"])] == ["synchronous_commit=off:"]


def _server_says(name: str, value: str) -> None:
    """Set it for the whole server, and wait until this session sees it."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER SYSTEM SET {name} = {value}")
        cursor.execute("SELECT pg_reload_conf()")
        for _ in range(200):
            cursor.execute(f"SHOW {name}")
            if cursor.fetchone()[0] == value:
                return
            cursor.execute("SELECT pg_sleep(0.02)")
    raise AssertionError(f"{name} did not become {value}")
