"""GOV.UK Notify by its own client, whose requests a server on this machine takes and answers as documented."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jwt
import pytest
from mail_servers import free_port

from reconnect.clinic.outbox.carriers.carrier import EndUnknown, Outgoing, Problem, RefusedForGood
from reconnect.clinic.outbox.carriers.notify import Notify
from reconnect.clinic.outbox.channel import Channel

SERVICE, SECRET, TEMPLATE = str(uuid4()), str(uuid4()), str(uuid4())
KEY = f"for_tests-{SERVICE}-{SECRET}"
TO = {
    Channel.EMAIL: "umber@example.org",
    Channel.SMS: "+447700900123",
    Channel.LETTER: "Umber Sample\n1 Sample Street\nZZ99 9ZZ",
}
WORDS = {"subject": "For you", "body": "Something waits."}


@dataclass
class Api:
    """What was asked, and what is answered: the documented answers, unless ``refuses`` says another."""

    asked: list[dict[str, Any]] = field(default_factory=list)
    taken: list[dict[str, str]] = field(default_factory=list)
    refuses: tuple[int, object] | None = None
    drops: bool = False
    port: int = 0

    def answer(self, method: str, query: dict[str, list[str]], body: Any) -> tuple[int, object]:
        """As Notify does."""
        if self.refuses:
            return self.refuses
        if method == "GET":
            found = [each for each in self.taken if [each["reference"]] == query.get("reference")]
            return 200, {"notifications": found, "links": {"current": "https://api.example/v2/notifications"}}
        made = {"id": str(uuid4()), "reference": body["reference"]}
        self.taken.append(made)
        return 201, made | {"content": {"body": "..."}, "uri": "...", "template": {"id": TEMPLATE, "version": 1}}


@pytest.fixture
def api() -> Iterator[Api]:
    found = Api()

    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            parts = urlsplit(self.path)
            told = {"method": self.command, "path": parts.path, "query": parse_qs(parts.query), "body": body}
            found.asked.append(told | {"headers": dict(self.headers)})
            status, answer = found.answer(self.command, told["query"], body)
            if found.drops:
                self.connection.close()
                return
            sent = answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = _do  # noqa: N815 the library's names

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.port = server.server_port
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


def notify(api: Api, channel: Channel = Channel.EMAIL) -> Notify:
    return Notify(channel, TEMPLATE, KEY, base_url=f"http://127.0.0.1:{api.port}", patience=2)


def outgoing(channel: Channel = Channel.EMAIL) -> Outgoing:
    return Outgoing(str(uuid4()), "My pages", TO[channel], WORDS["subject"], WORDS["body"])


@pytest.mark.parametrize(
    ("channel", "path", "told"),
    [
        (Channel.EMAIL, "/v2/notifications/email", {"email_address": TO[Channel.EMAIL], "personalisation": WORDS}),
        (
            Channel.SMS,
            "/v2/notifications/sms",
            {"phone_number": TO[Channel.SMS], "personalisation": {"body": WORDS["body"]}},
        ),
        (
            Channel.LETTER,
            "/v2/notifications/letter",
            {
                "personalisation": WORDS
                | {"address_line_1": "Umber Sample", "address_line_2": "1 Sample Street", "address_line_3": "ZZ99 9ZZ"}
            },
        ),
    ],
)
def test_what_is_asked_is_what_the_api_documents(api: Api, channel: Channel, path: str, told: dict[str, Any]) -> None:
    message = outgoing(channel)
    reference = notify(api, channel).send(message)
    (asked,) = api.asked
    assert (asked["method"], asked["path"], asked["query"]) == ("POST", path, {})
    assert asked["body"] == told | {"template_id": TEMPLATE, "reference": message.id}
    assert reference == api.taken[0]["id"]
    scheme, _, token = asked["headers"]["Authorization"].partition(" ")
    assert scheme == "Bearer"
    claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})
    assert claims["iss"] == SERVICE
    assert isinstance(claims["iat"], int)


def test_what_went_is_found_by_its_reference(api: Api) -> None:
    message, carrier = outgoing(), notify(api)
    assert carrier.looks_up
    assert carrier.find(message) is None
    reference = carrier.send(message)
    assert carrier.find(message) == reference
    assert carrier.find(outgoing()) is None
    first = next(each for each in api.asked if each["method"] == "GET")
    assert (first["path"], first["query"]) == ("/v2/notifications", {"reference": [message.id]})


@pytest.mark.parametrize(
    ("status", "name", "kind", "down"),
    [
        (400, "BadRequestError", RefusedForGood, False),
        (400, "ValidationError", RefusedForGood, False),
        (403, "AuthError", Problem, True),
        (429, "RateLimitError", Problem, True),
        (429, "TooManyRequestsError", Problem, True),
        (503, "Exception", Problem, True),
        (500, "Exception", EndUnknown, False),
        (502, "Exception", EndUnknown, False),
    ],
)
def test_each_documented_error_means_what_it_says(
    api: Api, status: int, name: str, kind: type[Problem], *, down: bool
) -> None:
    said = [{"error": name, "message": f"email_address {TO[Channel.EMAIL]} {SECRET}"}]
    api.refuses = (status, {"status_code": status, "errors": said})
    with pytest.raises(Problem) as told:
        notify(api).send(outgoing())
    assert (type(told.value), told.value.code, told.value.down) == (kind, f"Notify {status}", down)
    api.refuses = (status, "no JSON at all")
    with pytest.raises(kind):
        notify(api).send(outgoing())


@pytest.mark.parametrize("answer", ["not JSON", [], {}, {"id": None}])
def test_an_answer_that_is_none_leaves_the_end_unknown(api: Api, answer: object) -> None:
    api.refuses = (201, answer)
    with pytest.raises(EndUnknown):
        notify(api).send(outgoing())


def test_a_connection_that_breaks_leaves_the_end_unknown_and_it_can_be_looked_up(api: Api) -> None:
    message, carrier = outgoing(), notify(api)
    api.drops = True
    with pytest.raises(EndUnknown):
        carrier.send(message)
    with pytest.raises(Problem):
        carrier.find(message)
    api.drops = False
    assert carrier.find(message) == api.taken[0]["id"]


def test_where_nobody_listens_it_can_go_later(api: Api) -> None:
    with pytest.raises(Problem) as told:
        replace(notify(api), base_url=f"http://127.0.0.1:{free_port()}").send(outgoing())
    assert (type(told.value), told.value.code, told.value.down) == (Problem, "not reached", True)


def test_looking_up_that_does_not_work_is_tried_later_and_nothing_is_sent(api: Api) -> None:
    for refused in ((500, "oops"), (403, {"errors": []}), (200, "no JSON"), (200, {"other": 1})):
        api.refuses = refused
        with pytest.raises(Problem) as told:
            notify(api).find(outgoing())
        assert (type(told.value), told.value.down) == (Problem, True)


def test_neither_the_log_nor_what_is_printed_holds_an_address_or_the_key(
    api: Api, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    said = [{"error": "ValidationError", "message": f"email_address {TO[Channel.EMAIL]}"}]
    api.refuses = (400, {"status_code": 400, "errors": said})
    carrier, message = notify(api), outgoing()
    with caplog.at_level(logging.INFO), pytest.raises(RefusedForGood) as told:
        carrier.send(message)
    printed = "".join(capfd.readouterr())
    for secret in (*TO.values(), SECRET, KEY, *WORDS.values()):
        assert secret not in f"{caplog.text}{printed}{told.value!r}{carrier!r}{carrier}{message!r}"
    assert told.value.__cause__ is None
