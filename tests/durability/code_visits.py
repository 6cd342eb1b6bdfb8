"""A visit by entry code, step by step as a browser without script makes it."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from awaited import Awaited, Promise, edition

TOKEN = "a" * 32  # what guards forms compares the cookie with what is sent: to begin with any value will do
FIELD = re.compile(r'name="item-([a-z0-9-]+)"')
SEND = "/done/"


@dataclass(frozen=True, slots=True)
class Page:
    """What came back; ``goes_to`` is empty where it is no redirect."""

    status: int
    goes_to: str
    text: str


Ask = Callable[[str, str, dict[str, str]], Page]  # method, path, form


class NoAnswerError(Exception):
    """The connection ended without a page."""


class Visit:
    """One person's visit; ``promises`` grows by what each page acknowledged, ``took`` is how long sending did."""

    def __init__(self, awaited: Awaited, ask: Ask) -> None:
        self.awaited, self.ask = awaited, ask
        self.promises: list[Promise] = []
        self.sending, self.took = False, 0.0

    def go(self) -> None:
        """Enter the code, answer what is still open, send. Raises NoAnswerError."""
        place = self._post("/", code=self.awaited.code)
        while not place.endswith("/check/"):
            page = self.ask("GET", place, {})
            place = page.goes_to or self._answer(place, page)
        self.sending, began = True, time.monotonic()
        place = self._post(SEND)
        assert place == SEND, place
        self.took = time.monotonic() - began
        self.promises += self.awaited.promise(*self.awaited.drafts, sent=True)

    def _answer(self, place: str, page: Page) -> str:
        items = set(FIELD.findall(page.text))
        assert items, f"{place} asks nothing"
        said = [(response, self.awaited.answers(edition(name))) for name, response in self.awaited.drafts.items()]
        given = [(response, {item: answers[item] for item in items & answers.keys()}) for response, answers in said]
        goes_to = self._post(place, **{f"item-{item}": str(each[item]) for _, each in given for item in each})
        self.promises += [Promise(response, answers, sent=False) for response, answers in given]
        return goes_to

    def _post(self, place: str, **form: str) -> str:
        page = self.ask("POST", place, form)
        assert page.goes_to, f"{place} answered {page.status}"
        return page.goes_to


class Browser:
    """Keeps the cookies of one visit, and asks the server at ``port`` on this machine."""

    def __init__(self, port: int, about_to_ask: Callable[[str], None]) -> None:
        self.port, self.about_to_ask = port, about_to_ask
        self.cookies = {"forgery": TOKEN}

    def ask(self, method: str, path: str, form: dict[str, str]) -> Page:
        """A page. Raises NoAnswerError."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": self.cookies["forgery"],
        }
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.connect()
            self.about_to_ask(path)
            connection.request(method, path, urlencode(form), headers)
            response = connection.getresponse()
            text = response.read().decode()
        except (OSError, HTTPException) as error:
            raise NoAnswerError from error
        finally:
            connection.close()
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Page(response.status, response.headers.get("Location", ""), text)
