"""Keep `reconnect tick` running beside a server, and let it end with it, also when that is killed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

AGAIN_AFTER = 10.0  # seconds
TICK = "import sys; from reconnect.cli import main; sys.exit(main(['tick', '--beside-server']))"


@contextmanager
def ticking() -> Iterator[int]:
    """The end of a pipe, to be handed to the server: once all who hold it are gone, ticking ends."""
    ours, held = os.pipe()
    over = Event()
    thread = Thread(target=_keep_ticking, args=(ours, over), daemon=True)
    thread.start()
    try:
        yield held
    finally:
        over.set()
        os.close(held)
        thread.join(AGAIN_AFTER)
        os.close(ours)


def _keep_ticking(ours: int, over: Event) -> None:
    while not over.is_set():
        with subprocess.Popen([sys.executable, "-c", TICK], stdin=ours) as process:  # noqa: S603 our own command line
            process.wait()
        over.wait(AGAIN_AFTER)
