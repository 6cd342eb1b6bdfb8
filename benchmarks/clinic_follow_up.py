"""Do the pages of groups and of follow-up stay fast? Time them after ten years of twenty groups; count queries.

    python benchmarks/clinic_follow_up.py --folder /tmp/groups

Beside them runs the caseload, which everybody opens many times a day, in the same run. The first groups are
made through the same actions as real ones and then copied, which takes minutes at the first run; the folder keeps them.
"""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from http.cookies import SimpleCookie
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from group_years import fill_groups
from served_clinic import Browser, Server, found, machine, percentile, serving, signed_in_cookies, use_clinic

GROUPS_A_YEAR, YEARS = 20, 10
CLINICIAN, LEAD = "clinician", "lead"


@dataclass(frozen=True, slots=True)
class Asked:
    """A page: where it stands, who asks for it, and what is posted; None is only read."""

    path: str
    who: str = CLINICIAN
    fields: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """A clinic that stands: how to open it, its size, its pages, and what each asked of the database."""

    cookies: dict[str, dict[str, str]]
    size: str
    pages: dict[str, Asked]
    queries: dict[str, int]


def main() -> int:
    """Build what is missing, then ask for each page in turn."""
    parser = argparse.ArgumentParser(description="Time the pages of groups and follow-up after years of groups.")
    parser.add_argument("--folder", type=Path, required=True, help="keeps the database for the next run")
    parser.add_argument("--rounds", type=int, default=100, help="requests a page (%(default)s)")
    parser.add_argument("--groups", type=int, default=GROUPS_A_YEAR * YEARS, help="over ten years (%(default)s)")
    arguments = parser.parse_args()
    # A process of its own: it reads settings, and the server reads them again.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        built = pool.submit(build, arguments.folder, arguments.groups).result()
    use_clinic(arguments.folder)
    with serving() as server:
        seconds, cpu = _measure(built, server, arguments.rounds)
    print(f"{machine()}; {built.size}; {arguments.rounds} requests a page, in turn; milliseconds\n")
    print("| page | queries | server cpu | p50 | p95 | max |\n|---|---|---|---|---|---|")
    for page, told in seconds.items():
        figures = " | ".join(f"{1000 * each:.0f}" for each in (median(told), percentile(told, 0.95), max(told)))
        print(f"| {page} | {built.queries[page]} | {1000 * cpu[page] / arguments.rounds:.0f} | {figures} |")
    return 0


def _measure(built: Built, server: Server, rounds: int) -> tuple[dict[str, list[float]], dict[str, float]]:
    """Seconds of each request to a page, and all the cpu seconds that the server gave to them."""
    seconds: dict[str, list[float]] = {page: [] for page in built.pages}
    cpu = dict.fromkeys(built.pages, 0.0)
    for turn in range(rounds + 1):
        for page, asked in built.pages.items():
            browser = Browser(server.port, built.cookies[asked.who])
            browser.get("/")  # connected, as whoever goes from page to page is
            spent, started = server.cpu_seconds(), time.perf_counter()
            status, text = browser.get(asked.path) if asked.fields is None else browser.post(asked.path, **asked.fields)
            took = time.perf_counter() - started
            if status != 200 or "Sign out" not in text:
                raise RuntimeError(f"{page}: {status} {text[:200]}")
            if turn:  # the first round warms up
                seconds[page].append(took)
                cpu[page] += server.cpu_seconds() - spent
    return seconds, cpu


def build(folder: Path, groups: int) -> Built:
    """A service with so many groups; continues where an earlier run stopped."""
    use_clinic(folder)
    from django.utils import timezone  # noqa: PLC0415

    from reconnect.clinic.accounts.models import Member, Service  # noqa: PLC0415
    from reconnect.clinic.followup.actions.reaching import set_reaching_out  # noqa: PLC0415
    from reconnect.clinic.followup.rounds import invite_all_due  # noqa: PLC0415

    if not Service.objects.exists():
        service, _ = found("Groups", "clinician@example.invalid")
        lead = _lead(service)
        set_reaching_out(service=service, line="020 7946 0000", by_itself=False, by=lead)
    members = {who: Member.objects.get(email=f"{who}@example.invalid") for who in (CLINICIAN, LEAD)}
    fill_groups(members[CLINICIAN], groups, YEARS)
    invite_all_due(service=members[LEAD].service, by=members[CLINICIAN], at=timezone.now())
    pages = _pages(members[CLINICIAN])
    cookies = {who: signed_in_cookies(member) for who, member in members.items()}
    return Built(cookies, _size(members[LEAD].service), pages, _queries(pages, cookies))


def _lead(service: object) -> object:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: PLC0415

    from reconnect.clinic.accounts.actions import add_member  # noqa: PLC0415
    from reconnect.clinic.accounts.models import Role  # noqa: PLC0415

    lead = add_member(service=service, name="Lead Sample", email="lead@example.invalid", role=Role.LEAD)
    TOTP.activate(lead, generate_totp_secret())
    return lead


def _size(service: object) -> str:
    from reconnect.clinic.groups.models import Group, SessionAttendance  # noqa: PLC0415
    from reconnect.clinic.people.models import Person  # noqa: PLC0415
    from reconnect.clinic.questionnaires.models import Response  # noqa: PLC0415

    counts = {
        "groups": Group.objects.filter(service=service).count(),
        "people": Person.objects.filter(service=service).count(),
        "places at sessions": SessionAttendance.objects.filter(service=service).count(),
        "questionnaires": Response.objects.filter(service=service).count(),
    }
    return ", ".join(f"{number:,} {name}" for name, number in counts.items())


def _pages(by: object) -> dict[str, Asked]:
    """The run-sheet of a session that is yet to come, of one that was held, and every list."""
    from reconnect.clinic.groups.models import Session  # noqa: PLC0415

    running = Session.objects.filter(service=by.service, group__ended_on=None, group__memberships__isnull=False)
    to_come = running.filter(recorded_at=None).order_by("planned_on").first()
    was_held = running.exclude(recorded_at=None).order_by("planned_on").last()
    return {
        "caseload": Asked("/staff/people/", fields={}),
        "run desk, to be recorded": Asked(f"/staff/groups/s/{to_come.pk}/"),
        "run desk, recorded": Asked(f"/staff/groups/s/{was_held.pk}/"),
        "a group": Asked(f"/staff/groups/g/{to_come.group_id}/"),
        "groups": Asked("/staff/groups/"),
        "follow-up": Asked("/staff/follow-up/"),
        "follow-up, page 2": Asked("/staff/follow-up/", fields={"page": "2"}),
        "who was heard from": Asked("/staff/outcomes/completion/", who=LEAD),
    }


def _queries(pages: dict[str, Asked], cookies: dict[str, dict[str, str]]) -> dict[str, int]:
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from served_clinic import HOST  # noqa: PLC0415

    queries = {}
    for page, asked in pages.items():
        client = Client(SERVER_NAME=HOST)
        client.cookies = SimpleCookie(cookies[asked.who])
        with CaptureQueriesContext(connection) as captured:
            if asked.fields is None:
                client.get(asked.path, secure=True)
            else:
                client.post(asked.path, asked.fields, secure=True)
        queries[page] = len(captured)
    return queries


if __name__ == "__main__":
    sys.exit(main())
