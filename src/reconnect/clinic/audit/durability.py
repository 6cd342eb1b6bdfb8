"""Refuse to start on a database that may lose what it acknowledged."""

from django.core.checks import Error, register
from django.db import connection

SQLITE = {"journal_mode": {"wal"}, "synchronous": {2, 3}, "foreign_keys": {1}}
POSTGRESQL = ("fsync", "full_page_writes", "synchronous_commit")


@register("durability", deploy=False)
def database_is_durable(**_: object) -> list[Error]:
    """The settings as the live connection reports them, not as they were asked for."""
    return [Error(message, id="reconnect.E002") for message in weaknesses()]


def weaknesses() -> list[str]:
    """What could lose an acknowledged write, a sentence each."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in SQLITE}
            return [
                f"SQLite runs with {name}={value}: an answer that was acknowledged could be lost."
                for name, value in found.items()
                if value not in SQLITE[name]
            ]
        weak = []
        for name in POSTGRESQL:
            cursor.execute(f"SHOW {name}")
            if cursor.fetchone()[0] == "off":
                weak.append(f"PostgreSQL runs with {name}=off: an answer that was acknowledged could be lost.")
        return weak
