"""Serve the clinic, or a demonstration of it."""

import argparse
import os
import secrets
import subprocess
import sys
from base64 import b64encode
from datetime import date
from pathlib import Path

from reconnect.config.commands.beside import ticking
from reconnect.config.commands.parsers import Commands
from reconnect.config.commands.setting_up import prepare, set_up

PERSONAS = {
    "clinician": "a psychologist",
    "physiotherapist": "a physiotherapist",
    "lead": "the service's lead",
    "administrator": "the administrator",
}
PRIVATE = 0o077  # what is written here is for its own user


def add_serve(commands: Commands) -> None:
    """Add `serve`."""
    serving = commands.add_parser(
        "serve",
        help="run the clinic",
        description="Bring the database up to date, check everything, and serve. With --demo: a clinic of invented "
        "people in a folder of its own, with a sign-in link for each persona.",
    )
    serving.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT", help="where to listen (%(default)s)")
    serving.add_argument("--demo", action="store_true", help="serve invented people")
    serving.add_argument(
        "--folder", type=Path, default=Path("reconnect-demo"), metavar="DIR", help="of the demonstration"
    )
    serving.add_argument(
        "--as-of", type=date.fromisoformat, metavar="DATE", help="build the demonstration as of this day"
    )
    serving.add_argument(
        "--no-tick", action="store_true", help="do not send what waits: something else runs `reconnect tick`"
    )
    serving.add_argument("--build-only", action="store_true", help="get everything ready, and do not serve")
    serving.set_defaults(run=_serve)


def _serve(arguments: argparse.Namespace) -> int:
    os.umask(PRIVATE)
    if arguments.demo:
        folder = arguments.folder.resolve()
        folder.mkdir(parents=True, exist_ok=True)
        os.environ.update(_demo_environment(folder, arguments.bind))
    set_up()
    prepare()
    if arguments.demo:
        _build_demo(arguments.as_of)
        _say_how_to_sign_in(arguments.bind.replace("127.0.0.1", "localhost"))
    if arguments.build_only:
        return 0
    if arguments.no_tick:
        return _listen(arguments.bind)
    with ticking() as held:
        return _listen(arguments.bind, held)


def _listen(bind: str, *held: int) -> int:
    """Until it is stopped. What is ``held`` open lasts as long as any process of the server."""
    command = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    command += ["--bind", bind, "--access-logfile", "/dev/null", "--no-control-socket", "reconnect.config.wsgi"]
    try:
        return subprocess.run(command, check=False, pass_fds=held).returncode  # noqa: S603 our own command line
    except KeyboardInterrupt:
        return 0


def _say_how_to_sign_in(host: str) -> None:
    print("A clinic of invented people. Sign in as one of its staff, on this computer only:")
    for persona, who in PERSONAS.items():
        print(f"  http://{host}/demo/{persona}/   {who}")
    print(f"  http://{host}/demo/person/   a person with questions to answer")
    print(f"  http://{host}/demo/home/   a person between contacts, with a plan to try")
    print(f"  http://{host}/demo/partner/   a partner with pages of their own")
    print(f"  http://{host}/   where a person types in the code that the psychologist makes")
    print("Stop with Ctrl+C.", flush=True)


def _demo_environment(folder: Path, bind: str) -> dict[str, str]:
    key = folder / "key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(b64encode(secrets.token_bytes(32)).decode(), "ascii")
    return {
        "RECONNECT_DEMO": "yes",
        "RECONNECT_SECRET_KEY": secrets.token_urlsafe(48),
        "RECONNECT_KEY_FILE": str(key),
        "RECONNECT_ORIGIN": os.environ.get("RECONNECT_ORIGIN") or f"http://{bind.replace('127.0.0.1', 'localhost')}",
        "RECONNECT_HOSTS": ",".join({"localhost", "127.0.0.1", bind.partition(":")[0]}),
        "RECONNECT_DATABASE_URL": f"sqlite:///{folder / 'clinic.sqlite3'}",
        **dict.fromkeys(("RECONNECT_EMAIL", "RECONNECT_NOTIFY_KEY", "RECONNECT_NOTIFY_TEMPLATES"), ""),
        "RECONNECT_MESSAGES_FOLDER": str(folder / "messages"),
    }


def _build_demo(as_of: date | None) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from reconnect.clinic.accounts.models import Service  # noqa: PLC0415
    from reconnect.clinic.demo.clinic import build_clinic  # noqa: PLC0415

    if not Service.objects.filter(demo=True).exists():
        build_clinic(today=as_of or timezone.now().date())
