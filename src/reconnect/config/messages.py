"""What carries messages, from the environment. What is malformed stops the start, with help that holds no secret."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured

from reconnect.clinic.outbox.addresses import EMAIL as ONE_EMAIL
from reconnect.clinic.outbox.carriers.carrier import Carrier
from reconnect.clinic.outbox.carriers.folder import Folder
from reconnect.clinic.outbox.carriers.mail_server import MailServer, Security
from reconnect.clinic.outbox.carriers.notify import KEY_LENGTH, NOTIFY, Notify
from reconnect.clinic.outbox.channel import Channel

EMAIL, FOLDER = "RECONNECT_EMAIL", "RECONNECT_MESSAGES_FOLDER"
KEY, TEMPLATES, URL = "RECONNECT_NOTIFY_KEY", "RECONNECT_NOTIFY_TEMPLATES", "RECONNECT_NOTIFY_URL"
HELP = {
    EMAIL: "a mail server, such as smtp+starttls://user:password@host:587?from=post@example.org (or smtps://...:465), "
    "with what is special in user or password written as %40 and so on; &ca=/path/file.pem trusts a certificate "
    "of your own",
    KEY: "a key of GOV.UK Notify: its name, the service's id and the secret, joined by hyphens",
    TEMPLATES: "the ids of Notify's templates, such as email=ID,sms=ID,letter=ID; one or more of them",
    URL: "where Notify is, if not in its usual place: an https address",
    FOLDER: "a folder into which messages are written instead of being sent",
}
SECURITY: dict[str, tuple[Security, int]] = {
    "smtps": ("tls", 465),
    "smtp+starttls": ("starttls", 587),
    "smtp": ("none", 25),
}
HERE = {"localhost", "127.0.0.1", "::1"}
NAMES = {"email": Channel.EMAIL, "sms": Channel.SMS, "letter": Channel.LETTER}


def carriers_from(environment: Mapping[str, str]) -> dict[Channel, Carrier]:
    """By channel. Raises ImproperlyConfigured where a value is malformed, or two would carry the same."""
    told = {name: environment.get(name, "").strip() for name in HELP}
    if told[FOLDER]:
        if told[EMAIL] or told[KEY] or told[TEMPLATES]:
            raise ImproperlyConfigured(f"{FOLDER} is for trials, where nothing is sent: leave it out, or all others.")
        return _folder(told[FOLDER])
    found: dict[Channel, Carrier] = {}
    if told[KEY] or told[TEMPLATES] or told[URL]:
        found |= _notify(told[KEY], told[TEMPLATES], told[URL])
    if told[EMAIL]:
        if Channel.EMAIL in found:
            raise ImproperlyConfigured(f"{EMAIL} and the e-mail template of {TEMPLATES}: leave one of them out.")
        found[Channel.EMAIL] = _mail_server(told[EMAIL])
    return found


def _malformed(name: str, what: str = "") -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} must be {HELP[name]}.{f' {what}' if what else ''}")


def _folder(path: str) -> dict[Channel, Carrier]:
    if not Path(path).is_absolute():
        raise _malformed(FOLDER, "Write its whole path.")
    return {Channel.EMAIL: Folder(Path(path)), Channel.SMS: Folder(Path(path))}


def _mail_server(url: str) -> MailServer:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # its own message holds what was written, the password included
        raise _malformed(EMAIL) from None
    options = dict(parse_qsl(parts.query))
    if parts.scheme not in SECURITY or not parts.hostname or parts.path.strip("/") or set(options) - {"from", "ca"}:
        raise _malformed(EMAIL)
    if not ONE_EMAIL.fullmatch(options.get("from", "")):
        raise _malformed(EMAIL, "Its from= is the one address that stands as the sender.")
    security, usual = SECURITY[parts.scheme]
    if security == "none" and parts.hostname not in HERE:
        raise _malformed(EMAIL, "Without TLS only a server on this machine is used: words would travel in the open.")
    _refuse_login(parts, security)
    return MailServer(
        host=parts.hostname,
        port=port or usual,
        security=security,
        address=options["from"],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        trusted=_certificates(options.get("ca")),
    )


def _refuse_login(parts: SplitResult, security: Security) -> None:
    if bool(parts.username) != bool(parts.password):
        raise _malformed(EMAIL, "Give both user and password, or neither.")
    if parts.username and security == "none":
        raise _malformed(EMAIL, "A password is only given over TLS.")


def _certificates(path: str | None) -> str | None:
    if path is not None and not Path(path).is_file():
        raise _malformed(EMAIL, "The file of ca= cannot be found.")
    return path


def _notify(key: str, templates: str, url: str) -> dict[Channel, Carrier]:
    if not key or len(key) < KEY_LENGTH or not all(map(_is_id, (key[-73:-37], key[-36:]))):
        raise _malformed(KEY)
    pairs = [pair.partition("=")[::2] for pair in templates.split(",")]
    named = {name.strip(): template.strip() for name, template in pairs}
    if len(named) != len(pairs) or not set(named) <= set(NAMES) or not all(map(_is_id, named.values())):
        raise _malformed(TEMPLATES)
    if url and urlsplit(url).scheme != "https" and urlsplit(url).hostname not in HERE:
        raise _malformed(URL)
    return {
        NAMES[name]: Notify(channel=NAMES[name], template=template, key=key, base_url=url or NOTIFY)
        for name, template in named.items()
    }


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
