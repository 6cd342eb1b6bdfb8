"""The server's entry point."""

import os

from django.core.wsgi import get_wsgi_application

from reconnect.config.commands.serve import PRIVATE

os.umask(PRIVATE)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reconnect.config.settings")
application = get_wsgi_application()

from reconnect.config.readiness import refuse_what_is_not_safe  # noqa: E402 the settings come first

refuse_what_is_not_safe()
