"""What is missing or unsafe stops the start, and the message says what to set."""

import base64
import sqlite3
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from starting import COMPLETE, python_run, reconnect_run, settings_read

from reconnect.clinic.sealing.keys import derived_key

pytestmark = pytest.mark.either
GOOD = base64.b64encode(bytes(range(32))).decode()


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "key"
    file.write_text(GOOD, "ascii")
    return file


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "clinic.sqlite3"


def test_the_settings_are_complete_with_four_values() -> None:
    read = settings_read()
    assert (read["DEMO"], read["DEBUG"], read["ALLOWED_HOSTS"]) == (False, False, ["clinic.example"])
    assert read["SESSION_COOKIE_SECURE"] is read["CSRF_COOKIE_SECURE"] is read["SECURE_SSL_REDIRECT"] is True


@pytest.mark.parametrize("name", sorted(COMPLETE))
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_value_that_is_missing_or_empty_stops_the_start_with_help(name: str, value: str | None) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        settings_read(**{name: value})
    assert f"{name} is not set. It is " in str(refused.value)
    assert len(str(refused.value)) > 60


@pytest.mark.parametrize("hosts", ["*", "clinic.example, *", "*.example", ".example", ",", " , "])
def test_hosts_that_are_not_named_in_full_stop_the_start(hosts: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="RECONNECT_HOSTS"):
        settings_read(RECONNECT_HOSTS=hosts)


def test_several_hosts_may_be_named() -> None:
    assert settings_read(RECONNECT_HOSTS=" a.example,b.example ,")["ALLOWED_HOSTS"] == ["a.example", "b.example"]


def test_links_that_leave_the_service_begin_with_its_first_host_unless_it_says_otherwise() -> None:
    assert settings_read(RECONNECT_HOSTS="a.example,b.example")["ORIGIN"] == "https://a.example"
    assert settings_read(RECONNECT_HOSTS="a.example", RECONNECT_DEMO="yes")["ORIGIN"] == "http://a.example"
    said = settings_read(RECONNECT_HOSTS="a.example,b.example", RECONNECT_ORIGIN=" https://b.example:8443/ ")
    assert said["ORIGIN"] == "https://b.example:8443"


@pytest.mark.parametrize(
    "origin",
    [
        "https://other.example",
        "https://clinic.example.other.example",
        "https://other.example@clinic.example",
        "https://clinic.example@other.example",
        "http://clinic.example",
        "https://clinic.example/somewhere",
        "https://clinic.example?",
        "https://clinic.example:port",
        "clinic.example",
        "https://",
        "javascript:alert(1)",
    ],
)
def test_an_origin_that_is_no_address_of_the_service_stops_the_start(origin: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="RECONNECT_ORIGIN"):
        settings_read(RECONNECT_ORIGIN=origin)


@pytest.mark.parametrize("url", ["mysql://somewhere/clinic", "clinic.sqlite3", "file:///clinic"])
def test_another_kind_of_database_stops_the_start(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="RECONNECT_DATABASE_URL must be sqlite://"):
        settings_read(RECONNECT_DATABASE_URL=url)


def test_a_database_address_is_read_with_its_escapes() -> None:
    url = "postgresql://us%40er:p%2Fw@db.example:5433/clinic"
    read = settings_read(RECONNECT_DATABASE_URL=url)["DATABASES"]["default"]
    assert [read[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "us@er",
        "p/w",
        "db.example",
        "5433",
        "clinic",
    ]
    read = settings_read(RECONNECT_DATABASE_URL="sqlite:////var/lib/re%20connect/clinic.sqlite3")
    assert read["DATABASES"]["default"]["NAME"] == "/var/lib/re connect/clinic.sqlite3"


def test_only_the_word_yes_makes_a_demonstration() -> None:
    assert [settings_read(RECONNECT_DEMO=said)["DEMO"] for said in ("yes", "no", "true", "1", None)] == [
        True,
        *[False] * 4,
    ]


def test_a_complete_clinic_gets_ready(key: Path, database: Path) -> None:
    ran = _ready(key, database)
    assert (ran.returncode, ran.stderr) == (0, "")
    (mode,) = sqlite3.connect(database).execute("PRAGMA journal_mode").fetchone()
    assert mode == "wal"


@pytest.mark.parametrize(
    "text",
    ["", "short", base64.b64encode(bytes(31)).decode(), base64.b64encode(bytes(33)).decode(), "no base64 " * 4, GOOD],
    ids=["empty", "short", "a byte too few", "a byte too many", "not base64", "good"],
)
def test_only_32_bytes_in_base64_are_a_key(
    settings: "pytest_django.Settings",  # noqa: F821
    key: Path,
    text: str,
) -> None:
    key.write_text(text, "ascii")
    settings.KEY_FILE = key
    derived_key.cache_clear()
    found = run_checks(tags=["key"])
    derived_key.cache_clear()
    refused = [] if text == GOOD else [("reconnect.E003", True)]
    assert [(error.id, error.is_serious()) for error in found] == refused
    assert all("openssl rand -base64 32" in error.msg for error in found)
    assert not any(text and text in error.msg for error in found)


def test_a_key_that_is_missing_stops_the_start_with_help(key: Path, database: Path) -> None:
    key.unlink()
    ran = _ready(key, database)
    assert ran.returncode == 2
    assert "openssl rand -base64 32" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_database_that_may_lose_answers_stops_the_start_with_its_weakness(key: Path) -> None:
    ran = reconnect_run(
        "serve", "--build-only", RECONNECT_KEY_FILE=str(key), RECONNECT_DATABASE_URL="sqlite:///:memory:"
    )
    assert ran.returncode == 2
    assert "journal_mode=memory" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_server_started_without_the_command_refuses_what_the_command_refuses(key: Path, database: Path) -> None:
    good = {"RECONNECT_KEY_FILE": str(key), "RECONNECT_DATABASE_URL": f"sqlite:///{database}"}

    def started(**changes: str) -> "subprocess.CompletedProcess[str]":  # noqa: F821
        return python_run("-c", "import reconnect.config.wsgi", **(good | changes))

    assert "The database is behind this release" in started().stderr
    assert _ready(key, database).returncode == 0
    assert started().returncode == 0
    assert "journal_mode=memory" in started(RECONNECT_DATABASE_URL="sqlite:///:memory:").stderr
    assert "openssl rand -base64 32" in started(RECONNECT_KEY_FILE="/nowhere/key").stderr


def test_every_check_is_known_before_any_address_is_loaded(key: Path) -> None:
    program = "import django, sys; django.setup(); from django.core.checks.registry import registry as r\n"
    program += "print(*sorted(r.tags_available(True)), 'reconnect.config.urls' in sys.modules)"
    ran = python_run("-c", program, RECONNECT_KEY_FILE=str(key), DJANGO_SETTINGS_MODULE="reconnect.config.settings")
    assert {"durability", "key", "policies", "wording", "False"} <= set(ran.stdout.split()), ran.stderr


def test_a_setting_that_is_missing_stops_the_command_with_help_and_without_a_traceback(database: Path) -> None:
    ran = reconnect_run("serve", "--build-only", RECONNECT_KEY_FILE=None)
    assert ran.returncode == 2
    assert ran.stderr.startswith("RECONNECT_KEY_FILE is not set. It is ")
    assert len(ran.stderr.splitlines()) == 1


def _ready(key: Path, database: Path) -> "subprocess.CompletedProcess[str]":  # noqa: F821
    return reconnect_run(
        "serve",
        "--build-only",
        RECONNECT_KEY_FILE=str(key),
        RECONNECT_DATABASE_URL=f"sqlite:///{database}",
    )
