"""The server is killed a hundred times while people send: nothing acknowledged is missing, nothing is half written.

SIGKILL proves that a submit is whole or not there at all. It proves nothing about durability: what a killed process
handed to the system is still written. For that the power is cut, in test_power_cut.py.
"""

import queue
import threading
import time
from pathlib import Path
from random import Random
from statistics import median

from awaited import Awaited, Promise
from clinic_folder import ClinicFolder
from code_visits import SEND, Browser, NoAnswerError, Visit
from killed_server import Server
from ledger import Ledger

KILLS = 100
AT_MOST = 300  # where too few came at the right moment
WHOLE_SERVER = {33, 66}  # else its workers, all at once: the master stays and starts others
PEOPLE = 500
VISITORS = 3


class Visitors:
    """People who answer, a few at a time; who was cut off comes back, unless it was while sending."""

    def __init__(self, people: list[Awaited], port: int) -> None:
        self.port = port
        self.waiting: queue.SimpleQueue[Awaited] = queue.SimpleQueue()
        for each in people:
            self.waiting.put(each)
        self.asking, self.sending, self.home = threading.Event(), threading.Event(), threading.Event()
        self.promises: list[Promise] = []
        self.cut_off: list[str] = []  # while doing what
        self.took = [0.02]  # seconds that sending took, where it was acknowledged
        self.errors: list[Exception] = []
        self.threads = [threading.Thread(target=self._visit) for _ in range(VISITORS)]

    def __enter__(self) -> "Visitors":
        for each in self.threads:
            each.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.home.set()
        for each in self.threads:
            each.join(60)

    @property
    def told(self) -> int:
        """How many submits were acknowledged."""
        return len(self.took) - 1

    @property
    def cut_while_sending(self) -> int:
        """How many were not, because the server died."""
        return self.cut_off.count("sending")

    @property
    def hit_enough(self) -> bool:
        """Whether the kills came while there was something to lose."""
        return min(self.told, self.cut_while_sending) >= KILLS // 4

    def wait_for(self, event: threading.Event) -> None:
        """Wait until it happens once more."""
        event.clear()
        assert event.wait(60), "nobody comes"
        assert not self.errors, self.errors

    def _visit(self) -> None:
        while not self.home.is_set() and not self.errors:
            try:
                self._one(self.waiting.get_nowait())
            except Exception as error:  # noqa: BLE001 told by the test
                self.errors.append(error)
                self.asking.set()
                self.sending.set()

    def _one(self, awaited: Awaited) -> None:
        visit = Visit(awaited, Browser(self.port, self._about_to_ask).ask)
        try:
            visit.go()
            self.took.append(visit.took)
        except NoAnswerError:
            self.cut_off.append("sending" if visit.sending else "answering")
            if not visit.sending:
                self.waiting.put(awaited)
                self.home.wait(0.05)
        self.promises += visit.promises

    def _about_to_ask(self, path: str) -> None:
        (self.sending if path == SEND else self.asking).set()


def test_a_hundred_kills_lose_nothing_acknowledged_and_leave_nothing_half_written(quick_disk: Path) -> None:
    folder, random = ClinicFolder.prepared(quick_disk, PEOPLE), Random()  # noqa: S311 no secret
    server = Server(folder)
    server.start()
    try:
        with Visitors(folder.awaited, server.port) as visitors:
            number = 0
            while number < KILLS or (number < AT_MOST and not visitors.hit_enough):
                number += 1
                server.wait_for_workers()
                visitors.wait_for(visitors.sending if number % 4 else visitors.asking)
                # About half of what is being sent should get through, however busy this machine is.
                time.sleep(random.uniform(0, 4 * median(visitors.took)))
                if number in WHOLE_SERVER:
                    server.kill()
                    server.start()
                else:
                    server.kill_workers()
    finally:
        server.kill()
    ledger = Ledger(folder.database)
    lost = ledger.lost(visitors.promises)
    told, cut = visitors.told, visitors.cut_while_sending
    kept = len(ledger.submitted) // 2 - told  # a person sends two questionnaires at once
    print(
        f"{number} kills: {told} submits acknowledged, {cut} cut off while sending, {kept} of them kept all the same; "
        f"{len(visitors.promises)} acknowledgements, {len(lost)} of them lost, {len(ledger.problems)} half written."
    )

    assert visitors.errors == []
    assert ledger.problems == []
    assert lost == []
    # The kills came while there was something to lose.
    assert visitors.hit_enough, (told, cut)
