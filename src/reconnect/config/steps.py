"""What `reconnect tick` does, in order. What puts messages into the outbox stands before what sends them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from reconnect.clinic.outbox.sending import send_waiting


@dataclass(frozen=True, slots=True)
class Step:
    """Its name as it is printed, and what it runs: with the moment, and answering how many of what, never whom."""

    name: str
    run: Callable[[datetime], Mapping[str, int]]


STEPS = [
    Step("send what waits", send_waiting),
]
