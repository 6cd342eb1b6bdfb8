"""A real clinic in a folder, empty at first, and the real server in front of it: what the other scripts measure.

Not a benchmark itself. Settings are those a service runs with, never the demonstration's; everyone is invented.
"""

import http.client
import os
import platform
import secrets
import signal
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from math import ceil
from pathlib import Path
from urllib.parse import urlencode

HOST = "clinic.invalid"
RECONNECT = Path(sys.executable).parent / "reconnect"
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


def use_clinic(folder: Path, database_url: str | None = None) -> None:
    """Point this process, and servers it starts, to the clinic in ``folder``; bring its database up to date."""
    folder.mkdir(parents=True, exist_ok=True)
    key, secret = folder / "key", folder / "secret"
    for file, text in ((key, b64encode(secrets.token_bytes(32)).decode()), (secret, secrets.token_urlsafe(48))):
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(text, "ascii")
    os.environ.update(
        {
            "RECONNECT_SECRET_KEY": secret.read_text("ascii"),
            "RECONNECT_KEY_FILE": str(key),
            "RECONNECT_HOSTS": HOST,
            "RECONNECT_BEHIND_PROXY": "yes",
            "RECONNECT_DATABASE_URL": database_url or f"sqlite:///{(folder / 'clinic.sqlite3').resolve()}",
        }
    )
    from reconnect.config.commands.setting_up import set_up  # noqa: PLC0415 reads the environment

    set_up()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def found(name: str, email: str) -> tuple[object, object]:
    """A service with wording it may use, so that answers are scored, and a clinician who can sign in."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: PLC0415

    from reconnect.clinic.accounts.actions import add_member, found_service  # noqa: PLC0415
    from reconnect.clinic.accounts.models import Role  # noqa: PLC0415
    from reconnect.clinic.library.actions import install_wording  # noqa: PLC0415
    from reconnect.model.load import CONTENT  # noqa: PLC0415

    service = found_service(name=name, portal_name="Your questions", support_note="Please talk to your team.")
    member = add_member(service=service, name="Clinician Sample", email=email, role=Role.CLINICIAN)
    TOTP.activate(member, generate_totp_secret())
    text = (CONTENT / "questionnaires" / "msq-anxiety" / "1.toml").read_text("utf-8")
    text = text.replace("version = 1", "version = 1001", 1).replace('"stand-in"', '"own"', 1)
    install_wording(service=service, text=text, file="1001.toml")
    return service, member


def signed_in_cookies(member: object) -> dict[str, str]:
    """Cookies of a session as the sign-in library leaves it after both steps."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    client = Client(SERVER_NAME=HOST)
    client.force_login(member, settings.AUTHENTICATION_BACKENDS[0])
    factor = Authenticator.objects.filter(user=member).first()
    steps = [{"method": "password", "at": time.time()}, {"method": "mfa", "id": factor.pk, "at": time.time()}]
    session = client.session
    session.update({"account_authentication_methods": steps, "account_authentication_methods_user": str(member.pk)})
    session.save()
    return {name: morsel.value for name, morsel in client.cookies.items()}


class Server:
    """`reconnect serve` on a free port of this computer."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [RECONNECT, "serve", "--bind", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)

    def wait(self) -> None:
        """Until it answers."""
        for _ in range(300):
            if self.process.poll() is not None:
                raise RuntimeError("the server ended before it answered")
            try:
                Browser(self.port).get("/")
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError("the server did not answer within 30 seconds")

    def cpu_seconds(self) -> float:
        """What its processes have used so far, in user and system time together."""
        return cpu_seconds(self.process.pid)

    def stop(self) -> None:
        """End it and all that it started."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(30)


@contextmanager
def serving() -> Iterator[Server]:
    """The server of the clinic in use, for as long as the block lasts."""
    server = Server()
    try:
        server.wait()
        yield server
    finally:
        server.stop()


class Browser:
    """As much of a browser as the pages need without script: it keeps cookies and sends forms back."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies = dict(cookies or {})

    def get(self, path: str) -> tuple[int, str]:
        """The status, and the page or the address it sends on to."""
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form; status and page as above."""
        return self._ask(
            "POST", path, urlencode({**fields, "csrfmiddlewaretoken": self.cookies.get("__Host-forgery", "")})
        )

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "Origin": f"https://{HOST}"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        page = response.read().decode()
        for line in response.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return response.status, response.headers.get("Location", page)


def cpu_seconds(process: int) -> float:
    """User and system time of a process, of all below it, and of those of them that have ended."""
    children: dict[int, list[int]] = {}
    spent: dict[int, float] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it ended while we looked
            continue
        children.setdefault(int(fields[1]), []).append(int(folder.name))
        spent[int(folder.name)] = sum(int(ticks) for ticks in fields[11:15]) / CLOCK_TICKS
    total, waiting = 0.0, [process]
    while waiting:
        each = waiting.pop()
        total += spent.get(each, 0.0)
        waiting += children.get(each, [])
    return total


def busy_seconds() -> float:
    """The time that all cores of this machine have worked so far, for whomever."""
    user, nice, system, _, _, *interrupts = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:8]
    return sum(int(ticks) for ticks in (user, nice, system, *interrupts)) / CLOCK_TICKS


def percentile(values: list[float], share: float) -> float:
    """The smallest value that ``share`` of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * share) - 1)]


def machine() -> str:
    """One line about where this ran."""
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    model = names[0].partition(":")[2].strip() if names else platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    python = platform.python_version()
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, {platform.system()}, Python {python}"
