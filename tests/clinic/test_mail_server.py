"""E-mail against a real mail server: what leaves says nothing, and every way to fail is told apart."""

import email
import email.policy
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from mail_servers import Inbox, free_port, own_certificate, serving
from telling_words import telling

from reconnect.clinic.outbox.carriers.carrier import EndUnknown, Outgoing, Problem, RefusedForGood
from reconnect.clinic.outbox.carriers.mail_server import MailServer

SECRET = "p@ss word"  # noqa: S105 nobody's
OUR_SERVICE = "North Valley Team"
TEXT = "Hello.\n\nSomething waits: https://own.example/\nYour code is 7KQ4.\nIt holds until 3 March – that is all.\n."


def outgoing(**told: str) -> Outgoing:
    fields = {"id": str(uuid4()), "sender": "My pages", "to": "umber@example.org", "subject": "For you", "text": TEXT}
    return Outgoing(**(fields | told))


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def carrier(inbox: Inbox) -> Iterator[MailServer]:
    with serving(inbox) as port:
        yield MailServer(host="127.0.0.1", port=port, security="none", address="post@trust.example", patience=2)


def headers_of(raw: bytes) -> dict[str, str]:
    return dict(email.message_from_bytes(raw, policy=email.policy.default).items())


def test_one_message_arrives_for_one_address_as_it_was_written(carrier: MailServer, inbox: Inbox) -> None:
    message = outgoing(subject="Für you – soon", sender="Nur für dich")
    assert carrier.send(message) == f"<{message.id}@trust.example>"
    (envelope,) = inbox.came
    assert (envelope.mail_from, envelope.rcpt_tos) == ("post@trust.example", ["umber@example.org"])
    read = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert read.get_content_type() == "text/plain"
    assert read.get_content().replace("\r\n", "\n") == f"{TEXT}\n"
    assert (read["Subject"], read["To"]) == ("Für you – soon", "umber@example.org")
    assert read["From"] == "Nur für dich <post@trust.example>"
    assert not read.is_multipart()


def test_no_header_says_what_it_is_for_or_what_sent_it(carrier: MailServer, inbox: Inbox) -> None:
    message = outgoing()
    carrier.send(message)
    raw = inbox.came[0].content
    headers = headers_of(raw)
    assert set(headers) == {
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    }
    for name, value in headers.items():
        assert telling(f"{name}: {value}", [OUR_SERVICE]) == []
    assert telling(raw.decode("ascii"), [OUR_SERVICE]) == []
    assert headers["Message-ID"] == f"<{message.id}@trust.example>"
    assert headers["Date"].endswith("+0000")  # not even where
    # Whoever passes it on notes how we greeted: that is no name of this machine.
    assert inbox.greeted_as == ["trust.example"]


def test_a_header_that_tells_would_be_noticed() -> None:
    raw = b"X-Mailer: ReConnect\r\nList-Unsubscribe: <https://a.example/pelvic-pain>\r\n"
    raw += b"From: North Valley Team <a@b.c>\r\n\r\n"
    found = [telling(f"{name}: {value}", [OUR_SERVICE]) for name, value in headers_of(raw).items()]
    assert found == [["ReConnect"], ["pelvic", "pain"], [OUR_SERVICE]]


@pytest.mark.parametrize("field", ["subject", "sender"])
@pytest.mark.parametrize("sign", ["\n", "\r\n", "\r"])
def test_no_header_can_be_put_in_by_a_text(carrier: MailServer, inbox: Inbox, field: str, sign: str) -> None:
    with pytest.raises(ValueError, match=r"(?i)header|linefeed|line|CR"):
        carrier.send(outgoing(**{field: f"For you{sign}Bcc: ada@example.org"}))
    assert inbox.came == []


def test_every_try_has_the_same_message_id(carrier: MailServer, inbox: Inbox) -> None:
    message = outgoing()
    assert carrier.send(message) == carrier.send(message)
    assert len({headers_of(each.content)["Message-ID"] for each in inbox.came}) == 1
    assert carrier.find(message) is None
    assert not carrier.looks_up


@pytest.mark.parametrize(
    ("recipient", "data", "told"),
    [
        ("550 no such box: umber@example.org", "250 OK", (RefusedForGood, "SMTP 550 address", False)),
        ("451 greylisted", "250 OK", (Problem, "SMTP 451 address", False)),
        ("421 too busy", "250 OK", (Problem, "SMTP 421 address", True)),
        ("250 OK", "554 not wanted by umber@example.org", (RefusedForGood, "SMTP 554 message", False)),
        ("250 OK", "452 no room", (Problem, "SMTP 452 message", False)),
    ],
)
def test_for_now_and_for_good_are_told_apart(
    carrier: MailServer, inbox: Inbox, recipient: str, data: str, told: tuple[type[Problem], str, bool]
) -> None:
    inbox.to_recipient, inbox.to_data = recipient, data
    with pytest.raises(Problem) as raised:
        carrier.send(outgoing())
    assert (type(raised.value), raised.value.code, raised.value.down) == told
    assert inbox.came == []


def test_a_connection_that_breaks_while_sending_leaves_the_end_unknown(carrier: MailServer, inbox: Inbox) -> None:
    inbox.drops = True
    with pytest.raises(EndUnknown):
        carrier.send(outgoing())


def test_a_server_that_does_not_answer_in_time_leaves_the_end_unknown(carrier: MailServer, inbox: Inbox) -> None:
    inbox.dawdles = 1.5
    with pytest.raises(EndUnknown):
        replace(carrier, patience=0.3).send(outgoing())
    assert replace(carrier, patience=5).send(outgoing())  # slow is not broken


def test_where_nobody_listens_it_can_go_later() -> None:
    carrier = MailServer(host="127.0.0.1", port=free_port(), security="none", address="post@trust.example", patience=1)
    with pytest.raises(Problem) as told:
        carrier.send(outgoing())
    assert (type(told.value), told.value.code, told.value.down) == (Problem, "not reached", True)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_refused_unless_it_is_trusted(
    inbox: Inbox, tmp_path: Path, security: str
) -> None:
    certificate, context = own_certificate(tmp_path)
    options: dict[str, object] = {"authenticator": inbox.authenticate}
    if security == "starttls":
        options |= {"tls_context": context, "require_starttls": True, "auth_required": True}
    else:
        options |= {"ssl_context": context, "auth_require_tls": False}
    with serving(inbox, **options) as port:
        carrier = MailServer(
            host="127.0.0.1",
            port=port,
            security=security,  # type: ignore[arg-type]
            address="post@trust.example",
            user="us@er",
            password=SECRET,
            patience=5,
        )
        with pytest.raises(Problem) as told:
            carrier.send(outgoing())
        assert (told.value.code, told.value.down) == ("certificate not trusted", True)
        assert (inbox.came, inbox.signed_in_as) == ([], [])
        trusting = replace(carrier, trusted=str(certificate))
        assert trusting.send(outgoing())
        assert inbox.signed_in_as == [("us@er", SECRET)]
        with pytest.raises(Problem) as told:
            replace(trusting, password="another").send(outgoing())  # noqa: S106 nobody's
        # Somebody will put that right: the message is not to blame.
        assert (type(told.value), told.value.code, told.value.down) == (Problem, "SMTP 535", True)
    assert len(inbox.came) == 1


def test_without_the_tls_that_was_asked_for_nothing_leaves(carrier: MailServer, inbox: Inbox) -> None:
    with pytest.raises(Problem) as told:
        replace(carrier, security="starttls", user="user", password=SECRET).send(outgoing())
    assert (told.value.code, told.value.down) == ("no TLS or sign-in there", True)
    assert (inbox.came, inbox.signed_in_as) == ([], [])


def test_nothing_that_is_printed_by_mistake_holds_a_secret_an_address_or_a_word() -> None:
    carrier = MailServer(
        host="mail.example", port=587, security="starttls", address="post@trust.example", user="u", password=SECRET
    )
    message = outgoing()
    for told in (SECRET, message.to, message.subject, message.text, message.sender):
        assert told not in f"{carrier!r} {carrier} {message!r} {message}"


def test_the_systems_certificates_are_what_is_trusted_where_nothing_else_is_said() -> None:
    context = ssl.create_default_context(cafile=None)
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
