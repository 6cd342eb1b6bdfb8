"""Prove that the audit trail is whole."""

import argparse

from reconnect.config.commands.parsers import Commands
from reconnect.config.commands.setting_up import SetupError, set_up


def add_audit(commands: Commands) -> None:
    """Add `audit`."""
    trail = commands.add_parser(
        "audit",
        help="prove that the audit trail is whole",
        description="Check every event of the audit trail, and print its head. Keep the head away from the database: "
        "a trail whose end was cut off looks whole to everyone who has no earlier head.",
    )
    trail.add_argument("--since", metavar="HEAD", help="a head printed earlier, which the trail must still hold")
    trail.set_defaults(run=_audit)


def _audit(arguments: argparse.Namespace) -> int:
    set_up()
    from reconnect.clinic.audit.models import AuditEvent  # noqa: PLC0415
    from reconnect.clinic.audit.trail import first_broken, head, holds  # noqa: PLC0415

    broken = first_broken(AuditEvent.objects.iterator(2000))
    if broken is not None:
        raise SetupError(f"The audit trail was changed: event {broken} is not as it was written, or not in its place.")
    if arguments.since is not None and not holds(arguments.since):
        raise SetupError("The audit trail was cut: it does not hold the head given with --since.")
    print("The audit trail is whole. Its head, to be kept away from the database:")
    print(head())
    return 0
