"""Hooks of the server under test, so that a hundred kills take seconds: workers start warm, and leave their ids."""

import os
from pathlib import Path

preload_app = True


def when_ready(server):
    """In the master, before the first worker: load what first requests would load. It touches no database."""
    from django.template import engines  # noqa: PLC0415 not before the application is there
    from django.test import Client  # noqa: PLC0415

    from reconnect.model.load import shipped_library  # noqa: PLC0415

    shipped_library()
    pages = engines["jinja2"].env
    for name in pages.list_templates():
        pages.get_template(name)
    assert Client(HTTP_HOST="127.0.0.1").get("/").status_code == 200


def post_fork(server, worker):
    """In a new worker."""
    (Path(os.environ["WORKERS"]) / str(os.getpid())).touch()
