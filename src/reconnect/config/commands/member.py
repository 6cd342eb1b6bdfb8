"""Add staff."""

import argparse

from reconnect.config.commands.parsers import Commands
from reconnect.config.commands.setting_up import SetupError, prepare, set_up


def add_member(commands: Commands) -> None:
    """Add `member add`."""
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


def _add_member(arguments: argparse.Namespace) -> int:
    set_up()
    prepare()
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
