"""What `reconnect tick` does, in order. What puts messages into the outbox stands before what sends them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from reconnect.clinic.followup.rounds import ask_those_due, settle_waiting
from reconnect.clinic.outbox.sending import send_waiting
from reconnect.clinic.polls.actions import wipe_questions

STOPPING = "stop what is over"


@dataclass(frozen=True, slots=True)
class Step:
    """Its name as it is printed, and what it runs: with the moment, and answering how many of what, never whom.

    Without the step that it is ``after`` it does not run: where that one failed it is left out.
    """

    name: str
    run: Callable[[datetime], Mapping[str, int]]
    after: str = ""


STEPS = [
    Step("empty old question boxes", lambda at: wipe_questions(at=at)),
    Step("ask those who are due", ask_those_due),
    Step(STOPPING, settle_waiting),
    Step("send what waits", send_waiting, after=STOPPING),
]
