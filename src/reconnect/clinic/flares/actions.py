"""What changes a flare-up plan that was kept."""

from datetime import datetime

from django.utils import timezone

from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.flares.queries import card_of, kept_plan, kept_plans, words_of
from reconnect.clinic.questionnaires.actions import open_tool, put_away
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library


@action
def begin_plan(*, code: EntryCode, at: datetime | None = None) -> Response:
    """Open the plan to be filled in, beginning with what was kept last. What this visit wrote already stays in it.

    What an earlier visit left unfinished is shown to nobody. It gives way to what was kept: an empty line would say
    that the line is gone, and whoever then kept the plan would lose it.
    """
    questionnaire = shipped_library().questionnaires.newest[card_of(code).questionnaire]
    kept = words_of(kept_plan(code))
    draft = open_tool(code=code, questionnaire=questionnaire, at=at)
    said = set(draft.answers.filter(visit=code.visit).values_list("item_id", flat=True))
    given = {
        item.id: Given(AnswerState.VALUE, text=kept[item.id])
        for item in questionnaire.items
        if item.id in kept and item.id not in said
    }
    if given:
        save_answers(response=draft, given=given, code=code)
    _note(code, "begin_plan", at)
    return draft


@action
def put_plan_away(*, code: EntryCode, at: datetime | None = None) -> None:
    """Keep no plan on the person's pages, the earlier ones included: what was replaced must not come back."""
    for plan in kept_plans(code):
        put_away(code=code, response=plan, at=at)
    _note(code, "put_plan_away", at)


def _note(code: EntryCode, action_name: str, at: datetime | None) -> None:
    at = at or timezone.now()
    target = code.person.target
    record(actor=f"code:{code.id}", action=action_name, target=target, service_id=code.service_id, at=at)
