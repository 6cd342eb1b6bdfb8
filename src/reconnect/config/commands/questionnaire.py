"""Install a service's own wording."""

import argparse
from pathlib import Path

from reconnect.config.commands.parsers import Commands
from reconnect.config.commands.service import named_service
from reconnect.config.commands.setting_up import SetupError, set_up


def add_questionnaire(commands: Commands) -> None:
    """Add `questionnaire install`."""
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


def _install(arguments: argparse.Namespace) -> int:
    set_up()
    from reconnect.clinic.library.actions import install_wording  # noqa: PLC0415

    service = named_service(arguments.service)
    try:
        text = arguments.file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise SetupError(f"{arguments.file.name} cannot be read as UTF-8 text.") from None
    questionnaire = install_wording(service=service, text=text, file=arguments.file.name)
    print(f"{questionnaire.name}, version {questionnaire.version}, is asked from now on.")
    return 0
