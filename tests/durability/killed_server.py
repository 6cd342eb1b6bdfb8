"""The real server, started as staff start it, on a free port of this machine, and killed without warning."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection

from clinic_folder import HERE, ClinicFolder

START = "import sys; from reconnect.cli import main; sys.exit(main())"  # as the command `reconnect` does
PATIENCE = 30  # seconds until it must answer


class Server:
    """`reconnect serve` and all that it starts, in a process group of its own."""

    def __init__(self, folder: ClinicFolder) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.folder = folder
        self.workers = folder.path / "workers"
        self.workers.mkdir()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        hooks = f"--config {HERE / 'gunicorn_hooks.py'} --log-level info"
        with (self.folder.path / "log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", START, "serve", "--bind", f"127.0.0.1:{self.port}"],
                env=self.folder.environment(GUNICORN_CMD_ARGS=hooks, WORKERS=str(self.workers)),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.process.poll() is None, (self.folder.path / "log").read_text()[-3000:]
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.05)

    def wait_for_workers(self) -> None:
        """Wait until the master has started a worker again."""
        until = time.monotonic() + PATIENCE
        while not any(self.workers.iterdir()):
            assert time.monotonic() < until, "the master starts no workers"
            time.sleep(0.002)

    def kill_workers(self) -> None:
        """SIGKILL to every worker at once; the master stays, and starts others."""
        for file in list(self.workers.iterdir()):
            with suppress(ProcessLookupError):
                os.kill(int(file.name), signal.SIGKILL)
            file.unlink()

    def kill(self) -> None:
        """SIGKILL to the master and all its workers at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for file in self.workers.iterdir():
            file.unlink()

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()
