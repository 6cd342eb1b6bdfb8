"""Whatever starts the server, it starts only where the checks find nothing wrong."""

from django.conf import settings
from django.core.checks import ERROR, CheckMessage, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def refuse_what_is_not_safe() -> list[CheckMessage]:
    """The warnings that remain. Raises ImproperlyConfigured with every error, or where the database is behind."""
    found = run_checks(include_deployment_checks=not settings.DEMO, databases=["default"])
    errors = [str(message) for message in found if message.level >= ERROR and not message.is_silenced()]
    if errors:
        raise ImproperlyConfigured("\n".join(errors))
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise ImproperlyConfigured("The database is behind this release: `reconnect serve` brings it up to date.")
    return [message for message in found if not message.is_silenced()]
