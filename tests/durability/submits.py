"""Answer for everyone awaited through the real actions, and acknowledge each as soon as its action has returned.

python submits.py AWAITED.json SUBMITS [SYNCHRONOUS]
"""

import json
import os
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

import application  # noqa: F401 before any model
from awaited import Awaited, Promise, edition, read_awaited
from django.db import connection
from django.db.backends.signals import connection_created

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.models import Occasion
from reconnect.clinic.questionnaires.answering import enter_from_paper, save_answers, submit_responses
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.model.answer import AnswerState
from reconnect.model.answer_basis import AnswerBasis

LAST, ON_PAPER = "msq-anxiety", "interference-and-avoidance"


def acknowledge(*promises: Promise) -> None:
    """One write to the pipe: from here on the person relies on it."""
    os.write(1, (json.dumps([asdict(each) for each in promises]) + "\n").encode())


def by_code(awaited: Awaited) -> None:
    """Save the rest of a begun visit, then send all of it."""
    code = EntryCode.objects.select_related("occasion").get(pk=awaited.code_id)
    response = Response.objects.select_related("service").get(pk=awaited.drafts[LAST])
    save_answers(response=response, given=given(awaited.answers(edition(LAST))), code=code)
    acknowledge(*awaited.promise(LAST, sent=False))
    submit_responses(code=code)
    acknowledge(*awaited.promise(*awaited.drafts, sent=True))


def on_paper(awaited: Awaited) -> None:
    """Take a paper questionnaire over."""
    values = awaited.answers(edition(ON_PAPER))
    response = enter_from_paper(
        occasion=Occasion.objects.select_related("episode__person").get(pk=awaited.occasion),
        questionnaire=edition(ON_PAPER),
        given=given(values),
        basis=AnswerBasis.CURRENT,
        answered_on=date(2024, 1, 9),
        by=Member.objects.select_related("service").get(),
    )
    acknowledge(Promise(response.id.hex, values, sent=True))


def given(values: dict[str, int]) -> dict[str, Given]:
    """The answers as a form gives them."""
    return {item: Given(AnswerState.VALUE, value) for item, value in values.items()}


if __name__ == "__main__":
    for level in sys.argv[3:]:
        connection_created.connect(
            lambda connection, level=level, **_: connection.cursor().execute(f"PRAGMA synchronous={level}"), weak=False
        )
    for place, each in enumerate(read_awaited(Path(sys.argv[1]))[: int(sys.argv[2])], 1):
        (by_code if each.code else on_paper)(each)
        if place % 10 == 0:
            connection.close()  # as at the end of a request: what the journal holds moves into the database
