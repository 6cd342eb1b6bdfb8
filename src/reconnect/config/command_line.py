"""The commands that need the web application; nothing of it is imported until one of them runs."""

import argparse
import os
import secrets
import subprocess
import sys
from base64 import b64encode
from datetime import date
from pathlib import Path
from typing import TypeAlias

from reconnect.analysis.outcomes import Outcomes
from reconnect.errors import ReconnectError

PERSONAS = {"clinician": "a psychologist", "lead": "the service's lead", "administrator": "the administrator"}


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


class SetupError(ReconnectError):
    """The web application cannot run as it is set up; the message says what to set."""


def add_commands(commands: Commands) -> None:
    """Add serve, questionnaire and member to the command line."""
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
    serving.add_argument("--build-only", action="store_true", help="get everything ready, and do not serve")
    serving.set_defaults(run=_serve)

    questionnaire = commands.add_parser("questionnaire", help="a service's own wording").add_subparsers(
        dest="what", required=True, metavar="WHAT"
    )
    installing = questionnaire.add_parser(
        "install",
        help="use a service's own wording",
        description="Check FILE against the shipped questionnaire of its id, and ask in its words from now on.",
    )
    installing.add_argument("file", type=Path, metavar="FILE.toml")
    installing.add_argument("--service", required=True, metavar="NAME", help="the service's name")
    installing.set_defaults(run=_install)

    member = commands.add_parser("member", help="a service's staff").add_subparsers(
        dest="what", required=True, metavar="WHAT"
    )
    adding = member.add_parser("add", help="add a member, and the service if it is new")
    adding.add_argument("--service", required=True, metavar="NAME")
    adding.add_argument("--name", required=True)
    adding.add_argument("--email", required=True)
    adding.add_argument("--role", required=True, help="clinician, facilitator, lead, administrator or privacy officer")
    adding.add_argument("--discipline", default="")
    adding.add_argument("--portal-name", help="for a new service: the name people see instead of the clinic's")
    adding.add_argument("--support-note", help="for a new service: where people turn in need, in your own words")
    adding.set_defaults(run=_add_member)


def set_up() -> None:
    """Load the settings and the application. Raises SetupError with what is missing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reconnect.config.settings")
    try:
        import django  # noqa: PLC0415 only these commands need it
        from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
    except ImportError:
        raise SetupError('The clinic is not installed: pip install "reconnect[clinic]"') from None
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise SetupError(str(error)) from None


def _prepare() -> None:
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from reconnect.config.readiness import refuse_what_is_not_safe  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    try:
        for caution in refuse_what_is_not_safe():
            print(caution, file=sys.stderr)
    except ImproperlyConfigured as error:
        raise SetupError(str(error)) from None


def _serve(arguments: argparse.Namespace) -> int:
    if arguments.demo:
        folder = arguments.folder.resolve()
        folder.mkdir(parents=True, exist_ok=True)
        os.environ.update(_demo_environment(folder, arguments.bind))
    set_up()
    _prepare()
    if arguments.demo:
        _build_demo(arguments.as_of)
        _say_how_to_sign_in(arguments.bind.replace("127.0.0.1", "localhost"))
    return 0 if arguments.build_only else _listen(arguments.bind)


def _listen(bind: str) -> int:
    command = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    command += ["--bind", bind, "--access-logfile", "/dev/null", "--no-control-socket", "reconnect.config.wsgi"]
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603 our own command line
    except KeyboardInterrupt:
        return 0


def _say_how_to_sign_in(host: str) -> None:
    print("A clinic of invented people. Sign in as one of its staff, on this computer only:")
    for persona, who in PERSONAS.items():
        print(f"  http://{host}/demo/{persona}/   {who}")
    print(f"  http://{host}/demo/person/   a person with questions to answer")
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
        "RECONNECT_HOSTS": ",".join({"localhost", "127.0.0.1", bind.partition(":")[0]}),
        "RECONNECT_DATABASE_URL": f"sqlite:///{folder / 'clinic.sqlite3'}",
    }


def _build_demo(as_of: date | None) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from reconnect.clinic.accounts.models import Service  # noqa: PLC0415
    from reconnect.clinic.demo.clinic import build_clinic  # noqa: PLC0415

    if not Service.objects.filter(demo=True).exists():
        build_clinic(today=as_of or timezone.now().date())


def clinic_outcomes(service_name: str) -> Outcomes:
    """The outcomes of a service in the clinic's database, as its lead sees them. Raises SetupError."""
    set_up()
    from reconnect.clinic.accounts.models import Service  # noqa: PLC0415
    from reconnect.clinic.reports.outcomes import service_outcomes  # noqa: PLC0415

    service = Service.objects.filter(name=service_name).first()
    if service is None:
        raise SetupError("There is no service of this name.")
    return service_outcomes(service)


def _install(arguments: argparse.Namespace) -> int:
    set_up()
    from reconnect.clinic.accounts.models import Service  # noqa: PLC0415
    from reconnect.clinic.library.actions import install_wording  # noqa: PLC0415

    service = Service.objects.filter(name=arguments.service).first()
    if service is None:
        raise SetupError("There is no service of this name.")
    try:
        text = arguments.file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise SetupError(f"{arguments.file.name} cannot be read as UTF-8 text.") from None
    questionnaire = install_wording(service=service, text=text, file=arguments.file.name)
    print(f"{questionnaire.name}, version {questionnaire.version}, is asked from now on.")
    return 0


def _add_member(arguments: argparse.Namespace) -> int:
    set_up()
    _prepare()
    from getpass import getpass  # noqa: PLC0415

    from reconnect.clinic.accounts.actions import add_member, found_service  # noqa: PLC0415
    from reconnect.clinic.accounts.models import Role, Service  # noqa: PLC0415

    if arguments.role not in Role.values:
        raise SetupError(f"The roles are: {', '.join(Role.values)}.")
    service = Service.objects.filter(name=arguments.service).first()
    if service is None and not (arguments.portal_name and arguments.support_note):
        raise SetupError("This service is new: give --portal-name and --support-note too.")
    service = service or found_service(
        name=arguments.service, portal_name=arguments.portal_name, support_note=arguments.support_note
    )
    add_member(
        service=service,
        name=arguments.name,
        email=arguments.email,
        role=Role(arguments.role),
        discipline=arguments.discipline,
        password=getpass("Password for the new member: "),
    )
    print("Added. The second factor is set up at the first sign-in.")
    return 0
