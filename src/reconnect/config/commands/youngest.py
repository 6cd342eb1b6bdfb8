"""Say from which age on a service sees people."""

import argparse

from reconnect.config.commands.parsers import Commands
from reconnect.config.commands.service import named_service
from reconnect.config.commands.setting_up import set_up


def add_service(commands: Commands) -> None:
    """Add `service youngest`."""
    service = commands.add_parser("service", help="a service of the clinic").add_subparsers(
        dest="what", required=True, metavar="WHAT"
    )
    setting = service.add_parser("youngest", help="from which age on it sees people: 18 unless you say 16 or 17")
    setting.add_argument("years", type=int, metavar="YEARS")
    setting.add_argument("--service", required=True, metavar="NAME", help="the service's name")
    setting.set_defaults(run=_set)


def _set(arguments: argparse.Namespace) -> int:
    set_up()
    from reconnect.clinic.accounts.actions import set_youngest  # noqa: PLC0415

    set_youngest(service=named_service(arguments.service), years=arguments.years)
    print(f"{arguments.service} sees people from {arguments.years} years on.")
    return 0
