"""Prepare a clinic through its own actions: people who began by code, and some who come on paper.

python preparation.py AWAITED.json PEOPLE [paper]
"""

import sys
from datetime import date
from pathlib import Path

import application  # noqa: F401 before any model
from awaited import Awaited, edition, keep_awaited
from django.core.management import call_command

from reconnect.clinic.accounts.actions import add_member, found_service
from reconnect.clinic.accounts.models import Member, Role
from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.people.models import Occasion
from reconnect.clinic.questionnaires.answering import open_responses, save_answers, save_basis
from reconnect.clinic.questionnaires.entry import issue_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.model.answer import AnswerState
from reconnect.model.answer_basis import AnswerBasis

BEGUN = "interference-and-avoidance"  # saved already when the person comes back; the other one is still blank


def prepare(people: int, *, paper: bool) -> list[Awaited]:
    """A service, a member, and occasions that await answers; with ``paper`` every other one on paper."""
    service = found_service(name="Invented", portal_name="Sample", support_note="Sample.", demo=True)
    member = add_member(service=service, name="Sample", email="sample@example.invalid", role=Role.CLINICIAN)
    found: list[Awaited] = []
    while len(found) < people:
        person = add_person(by=member, name="Azure Example")
        episode = open_episode(person=person, by=member, referred_on=date(2024, 1, 8))
        number, occasion = len(found), episode.occasions.get(moment="pre")  # which asks the measures alone
        on_paper = paper and number % 2
        found.append(Awaited(number, str(occasion.id)) if on_paper else begin(number, occasion, member))
    return found


def begin(number: int, occasion: Occasion, by: Member) -> Awaited:
    """Issue a code, open it, and answer the first questionnaire."""
    issued = issue_code(occasion=occasion, by=by)
    drafts = {each.questionnaire_id: each for each in open_responses(code=issued.code)}
    save_basis(code=issued.code, basis=AnswerBasis.CURRENT)
    ids = {name: response.id.hex for name, response in drafts.items()}
    awaited = Awaited(number, str(occasion.id), issued.text, str(issued.code.id), ids)
    values = awaited.answers(edition(BEGUN))
    given = {item: Given(AnswerState.VALUE, value) for item, value in values.items()}
    save_answers(response=drafts[BEGUN], given=given, code=issued.code)
    return awaited


if __name__ == "__main__":
    call_command("migrate", verbosity=0, interactive=False)
    with writing():
        awaited = prepare(int(sys.argv[2]), paper="paper" in sys.argv)
    keep_awaited(Path(sys.argv[1]), awaited)
