"""Answer by code in the application itself, while its database may grow by 0 pages, then 1, and so on until it works.

python full_disk.py AWAITED.json: prints as JSON what the person was told each time there was no room, and what was
acknowledged once there was.
"""

import json
import sys
from dataclasses import asdict
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import application  # noqa: F401 before any model
from awaited import Awaited, Promise, read_awaited
from code_visits import Page, Visit
from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import Client
from ledger import Ledger


class FullDisk:
    """A browser whose server has too little room at first, at every step."""

    def __init__(self, awaited: Awaited) -> None:
        self.awaited = awaited
        self.client = Client(HTTP_HOST="127.0.0.1", raise_request_exception=False)
        self.room = 0
        self.refusals: list[dict[str, object]] = []

    def ask(self, method: str, path: str, form: dict[str, str]) -> Page:
        """A page, as soon as there is room for it."""
        for self.room in count():
            connection.close()  # the next one is limited anew
            page = self.client.generic(method, path, urlencode(form), content_type="application/x-www-form-urlencoded")
            if page.status_code < 500:
                return Page(page.status_code, page.headers.get("Location", ""), page.content.decode())
            self.refuse(method, path, page.status_code, page.content.decode())
        raise AssertionError

    def refuse(self, method: str, path: str, status: int, text: str) -> None:
        """Note what was said, and what the database holds at that moment."""
        ledger = Ledger(Path(settings.DATABASES["default"]["NAME"]))
        sent = any(response in ledger.submitted for response in (self.awaited.drafts or {}).values())
        self.refusals.append(
            {"asked": f"{method} {path}", "status": status, "text": text, "sent": sent, "problems": ledger.problems}
        )

    def limit(self, connection: object, **_: object) -> None:
        """A disk that is full but for so many pages."""
        with connection.cursor() as cursor:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count={pages + self.room}")


if __name__ == "__main__":
    refusals: list[dict[str, object]] = []
    promises: list[Promise] = []
    for awaited in read_awaited(Path(sys.argv[1])):
        disk = FullDisk(awaited)
        connection_created.connect(disk.limit)
        visit = Visit(awaited, disk.ask)
        visit.go()
        connection_created.disconnect(disk.limit)
        refusals += disk.refusals
        promises += visit.promises
    print(json.dumps({"refusals": refusals, "promises": [asdict(each) for each in promises]}))
