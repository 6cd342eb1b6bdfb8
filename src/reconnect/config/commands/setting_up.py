"""Load the application, and bring its database up to date."""

import os
import sys

from reconnect.errors import ReconnectError


class SetupError(ReconnectError):
    """The web application cannot run as it is set up; the message says what to set."""


def set_up() -> None:
    """Load the settings and the application. Raises SetupError with what is missing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reconnect.config.settings")
    try:
        import django  # noqa: PLC0415 only these commands need it
        from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
    except ImportError:
        raise SetupError('The clinic is not installed: pip install "reconnect[clinic]"') from None
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise SetupError(str(error)) from None


def prepare() -> None:
    """Migrate and check. Raises SetupError with what is not safe; says on standard error what is doubtful."""
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from reconnect.config.readiness import refuse_what_is_not_safe  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    call_command("createcachetable", verbosity=0)
    try:
        for caution in refuse_what_is_not_safe():
            print(caution, file=sys.stderr)
    except ImproperlyConfigured as error:
        raise SetupError(str(error)) from None
