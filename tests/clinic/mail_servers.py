"""A real mail server on this machine, which keeps what it was given, and can be told to misbehave."""

import asyncio
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Inbox:
    """What came, and what to answer instead of "250"."""

    came: list[Envelope] = field(default_factory=list)
    greeted_as: list[str] = field(default_factory=list)
    signed_in_as: list[tuple[str, str]] = field(default_factory=list)
    to_recipient: str = "250 OK"
    to_data: str = "250 OK"
    drops: bool = False  # the connection, once everything has come
    keeps_dropped: bool = False
    dawdles: float = 0.0  # seconds before the last answer

    async def handle_RCPT(self, _: SMTP, session: Session, envelope: Envelope, address: str, *__: object) -> str:  # noqa: N802
        """To whom it is."""
        self.greeted_as.append(session.host_name)
        envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802
        """What it is."""
        if self.drops:
            if self.keeps_dropped:
                self.came.append(envelope)
            server.transport.abort()
            return "421 gone"
        if self.dawdles:
            await asyncio.sleep(self.dawdles)
        if self.to_data.startswith("2"):
            self.came.append(envelope)
        return self.to_data

    def authenticate(self, *told: Any) -> AuthResult:
        """Whoever has the password."""
        data = told[-1]
        assert isinstance(data, LoginPassword)
        self.signed_in_as.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == b"p@ss word", handled=False)


@contextmanager
def serving(inbox: Inbox, port: int = 0, **options: object) -> Iterator[int]:
    """The port on which it listens."""
    controller = Controller(inbox, hostname="127.0.0.1", port=port or free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def own_certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 that nobody vouches for, and a server's way to show it."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return certificate, context


def until(come: int, inbox: Inbox) -> None:
    """Wait for so many, a few seconds at most."""
    end = time.monotonic() + 5
    while len(inbox.came) < come and time.monotonic() < end:
        time.sleep(0.01)
