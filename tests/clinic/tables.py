"""The database as it stands, past the models."""

from django.db import connection


def everything() -> dict[str, list[str]]:
    """Every row of every table, as it stands in the database."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 no name of anybody's
            rows = [[bytes(cell) if isinstance(cell, memoryview) else cell for cell in row] for row in cursor]
            found[table] = sorted(map(repr, rows))
    return found
