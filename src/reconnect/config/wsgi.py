"""The server's entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.umask(0o077)  # the database, its journals and its lock are for this user only
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reconnect.config.settings")
application = get_wsgi_application()

from reconnect.config.readiness import refuse_what_is_not_safe  # noqa: E402 the settings come first

refuse_what_is_not_safe()
