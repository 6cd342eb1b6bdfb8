"""E-mail by a mail server (SMTP): plain text to one address, and headers that say nothing."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import ClassVar, Literal

from reconnect.clinic.outbox.carriers.carrier import EndUnknown, Outgoing, Problem, RefusedForGood

Security = Literal["tls", "starttls", "none"]
PATIENCE = 20.0  # seconds for each answer of the server


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where it is, and the address that stands under the sender's name."""

    looks_up: ClassVar[bool] = False

    host: str
    port: int
    security: Security
    address: str
    user: str = ""
    password: str = field(default="", repr=False)
    trusted: str | None = None  # a file of certificates, where those of the system are not meant
    patience: float = PATIENCE

    def find(self, message: Outgoing) -> str | None:  # noqa: ARG002 nobody can be asked
        """Nothing: a mail server does not tell what it took."""
        return None

    def send(self, message: Outgoing) -> str:
        """Hand it over; its Message-ID, which every try shares."""
        written = written_as(message, self.address)
        try:
            server = self._connected()
            try:
                self._hand_over(server, message.to, written.as_bytes())
            finally:
                server.close()
        except smtplib.SMTPException as error:
            raise Problem(_told(error), down=True) from None
        except ssl.SSLError:
            raise Problem("certificate not trusted", down=True) from None
        except OSError:
            raise Problem("not reached", down=True) from None
        return str(written["Message-ID"])

    def _connected(self) -> smtplib.SMTP:
        """Greeted under the sender's own domain: the machine's name would travel in the headers."""
        context = None if self.security == "none" else ssl.create_default_context(cafile=self.trusted)
        domain = self.address.rpartition("@")[2]
        told = {"host": self.host, "port": self.port, "local_hostname": domain, "timeout": self.patience}
        server = smtplib.SMTP_SSL(**told, context=context) if self.security == "tls" else smtplib.SMTP(**told)
        try:
            if self.security == "starttls":
                server.starttls(context=context)
            if self.user:
                server.login(self.user, self.password)
            server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            raise
        return server

    def _hand_over(self, server: smtplib.SMTP, to: str, written: bytes) -> None:
        _expect(server.mail(self.address), "sender")
        _expect(server.rcpt(to), "address", refusable=True)
        try:
            answer = server.data(written)
        except smtplib.SMTPDataError as error:  # it answered before anything was sent
            answer = (error.smtp_code, b"")
        except (smtplib.SMTPException, OSError):
            raise EndUnknown("cut off while sending") from None
        _expect(answer, "message", refusable=True)
        # It has been taken: how the farewell goes changes nothing.
        _ignoring(server.quit)


def written_as(message: Outgoing, address: str) -> EmailMessage:
    """The message with no header more than it needs. Its id stands under the sender's domain."""
    user, _, domain = address.rpartition("@")
    written = EmailMessage(policy=SMTP)
    written["From"] = Address(message.sender, user, domain)
    to, _, at = message.to.rpartition("@")
    written["To"] = Address("", to, at)
    written["Subject"] = message.subject
    written["Date"] = format_datetime(datetime.now(UTC))
    written["Message-ID"] = f"<{message.id}@{domain}>"
    written["Auto-Submitted"] = "auto-generated"  # so that no absence note answers it
    written.set_content(f"{message.text}\n", subtype="plain", charset="utf-8", cte="quoted-printable")
    return written


def _expect(answer: tuple[int, bytes], what: str, *, refusable: bool = False) -> None:
    code = answer[0]
    if 200 <= code < 300:
        return
    if refusable and code >= 500:
        raise RefusedForGood(f"SMTP {code} {what}")
    raise Problem(f"SMTP {code} {what}", down=code == 421 or not refusable)


def _told(error: smtplib.SMTPException) -> str:
    code = getattr(error, "smtp_code", None)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "no TLS or sign-in there"
    return f"SMTP {code}" if code else "connection lost"


def _ignoring(act: Callable[[], object]) -> None:
    try:
        act()
    except (smtplib.SMTPException, OSError):
        return
