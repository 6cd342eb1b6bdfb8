"""Do what falls due: once, or every minute beside a server."""

import argparse
import select
import signal
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from reconnect.config.commands.parsers import Commands
from reconnect.config.commands.setting_up import set_up

if TYPE_CHECKING:
    from reconnect.config.steps import Step

MINUTE = 60.0


def add_tick(commands: Commands) -> None:
    """Add `tick`."""
    ticking = commands.add_parser(
        "tick",
        help="send what waits, and do whatever else falls due",
        description="Do each step that falls due, and print how many of what. A step that fails does not keep the "
        "others from running, but nothing is sent while what is over cannot be stopped. It is named on standard error, "
        "and the command ends with 1. `reconnect serve` does this every minute by itself. Two at once do no harm.",
    )
    ticking.add_argument("--beside-server", action="store_true", help=argparse.SUPPRESS)
    ticking.set_defaults(run=_tick)


def _tick(arguments: argparse.Namespace) -> int:
    set_up()
    from reconnect.config.steps import STEPS  # noqa: PLC0415

    return _beside_server(STEPS) if arguments.beside_server else run_steps(STEPS)


def run_steps(steps: Sequence["Step"], at: datetime | None = None) -> int:
    """Each step, whatever became of the others, but not without the one that it is after: 0, or 1 where any failed."""
    from django.db import connections  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    failed: set[str] = set()
    for step in steps:
        if step.after in failed:
            print(f"{step.name}: left out, as the step before it failed: {step.after}", file=sys.stderr, flush=True)
            failed.add(step.name)
            continue
        try:
            told = step.run(at or timezone.now())
        except Exception as error:  # noqa: BLE001 its text may hold somebody's address: its kind is enough to begin with
            print(f"{step.name}: failed ({type(error).__name__})", file=sys.stderr, flush=True)
            failed.add(step.name)
            if not connections["default"].in_atomic_block:
                connections.close_all()  # so that the next step does not begin on what this one broke
        else:
            counts = ", ".join(f"{number} {what}" for what, number in told.items() if number)
            if counts:
                print(f"{step.name}: {counts}", flush=True)
    return int(bool(failed))


def _beside_server(steps: Sequence["Step"]) -> int:
    """Every minute until standard input ends, as it does when the last process of the server is gone."""
    from django.db import connections  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C ends the server, and so this; not in the middle of a message
    while True:
        run_steps(steps)
        connections.close_all()
        if select.select([sys.stdin.fileno()], [], [], MINUTE)[0]:
            return 0
