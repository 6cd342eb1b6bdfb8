"""The audit table refuses changes by itself: whoever has the database open must first take the guard away.

That leaves no mark of its own, so the chain of keyed codes stays the proof; the guard stops what is done in haste or
by mistake.
"""

from typing import Any

TABLE = "audit_auditevent"
REFUSAL = "the audit trail only grows"
GUARD = {
    "sqlite": tuple(
        f"CREATE TRIGGER IF NOT EXISTS audit_no_{what} BEFORE {what} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for what in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE '{REFUSAL}'; END $$",
        f"CREATE OR REPLACE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()",
    ),
}
RELEASE = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS audit_no_{what}" for what in ("UPDATE", "DELETE")),
    "postgresql": (f"DROP TRIGGER IF EXISTS audit_no_change ON {TABLE}",),
}


def guard(connection: Any) -> None:
    """Put the guard on the table; twice is as once."""
    _run(connection, GUARD)


def release(connection: Any) -> None:
    """Take it off, as moving to another database needs."""
    _run(connection, RELEASE)


def _run(connection: Any, statements: dict[str, tuple[str, ...]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
