"""Add staff, help them back in, and shut them out."""

import argparse
from getpass import getpass
from typing import TYPE_CHECKING

from reconnect.config.commands.parsers import Commands
from reconnect.config.commands.setting_up import SetupError, prepare, set_up

if TYPE_CHECKING:
    from reconnect.clinic.accounts.models import Member


def add_member(commands: Commands) -> None:
    """Add `member add`, `password`, `second-factor` and `end`."""
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
    adding.set_defaults(run=_add)
    for name, run, help_text in (
        ("password", _set_password, "give a member another password; signs them out everywhere"),
        ("second-factor", _remove_second_factor, "take a lost authenticator away, so that another can be set up"),
        ("end", _end, "shut a member out, at once"),
    ):
        changing = member.add_parser(name, help=help_text)
        changing.add_argument("--email", required=True, help="the address they sign in with")
        changing.set_defaults(run=run)


def _add(arguments: argparse.Namespace) -> int:
    set_up()
    prepare()
    from reconnect.clinic.accounts.actions import add_member, found_service  # noqa: PLC0415
    from reconnect.clinic.accounts.models import Role, Service  # noqa: PLC0415
    from reconnect.clinic.audit.transaction import writing  # noqa: PLC0415

    if arguments.role not in Role.values:
        raise SetupError(f"The roles are: {', '.join(Role.values)}.")
    service = Service.objects.filter(name=arguments.service).first()
    if service is None and not (arguments.portal_name and arguments.support_note):
        raise SetupError("This service is new: give --portal-name and --support-note too.")
    password = _typed_password()
    with writing():  # a new service without the member it was founded for would be nobody's
        service = service or found_service(
            name=arguments.service, portal_name=arguments.portal_name, support_note=arguments.support_note
        )
        add_member(
            service=service,
            name=arguments.name,
            email=arguments.email,
            role=Role(arguments.role),
            discipline=arguments.discipline,
            password=password,
        )
    print("Added. The second factor is set up at the first sign-in.")
    return 0


def _set_password(arguments: argparse.Namespace) -> int:
    member = _named(arguments.email)
    from reconnect.clinic.accounts.actions import set_password  # noqa: PLC0415

    set_password(member=member, password=_typed_password())
    print("The password is set. Whoever was signed in with the old one is signed out.")
    return 0


def _remove_second_factor(arguments: argparse.Namespace) -> int:
    member = _named(arguments.email)
    from reconnect.clinic.accounts.actions import remove_second_factor  # noqa: PLC0415

    remove_second_factor(member=member)
    print("Removed. Be sure that it is the member who asked: the next sign-in with their password sets up another.")
    return 0


def _end(arguments: argparse.Namespace) -> int:
    member = _named(arguments.email)
    from reconnect.clinic.accounts.actions import end_membership  # noqa: PLC0415

    end_membership(member=member)
    print("They can no longer sign in, and are signed out everywhere. What they did stays in the audit trail.")
    return 0


def _named(email: str) -> "Member":
    set_up()
    prepare()
    from reconnect.clinic.accounts.models import Member  # noqa: PLC0415

    member = Member.objects.filter(email__iexact=email).first()
    if member is None:
        raise SetupError("No member signs in with this address.")
    return member


def _typed_password() -> str:
    try:
        password = getpass("Password: ")
        again = getpass("The same password again: ")
    except EOFError as error:
        raise SetupError("No password was typed: nothing was changed. Run it where you can type one.") from error
    if again != password:
        raise SetupError("The two passwords differ: nothing was changed.")
    return password
