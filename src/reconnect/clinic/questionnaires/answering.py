"""Actions on responses: open, save answer by answer, submit once, correct."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.library.questionnaires import current, edition
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.people.models import Occasion
from reconnect.clinic.questionnaires.models import Answer, EntryCode, Response, ResponseQuerySet, Score
from reconnect.errors import ActionDenied
from reconnect.model import answer as said
from reconnect.model.answer import AnswerState
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.questionnaire import Item, Questionnaire, Wording
from reconnect.model.scoring import Score as ComputedScore
from reconnect.model.scoring import score


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it came in: its state, and its value where it has one."""

    state: AnswerState
    value: int | None = None


@action
def open_responses(*, code: EntryCode) -> list[Response]:
    """The responses of the code's occasion, begun where there is none yet: drafts, and those submitted already."""
    responses = _open(code.occasion)
    _note(code, "open_responses")
    return responses


@action
def save_basis(*, code: EntryCode, basis: AnswerBasis | None) -> None:
    """Save which relationship the person has in mind, or that they left it blank, wherever it is asked."""
    for response in _drafts(code):
        response.basis = basis.value if basis else AnswerState.BLANK.value
        response.save(update_fields=["basis"])
    _note(code, "save_basis")


@action
def save_answers(*, response: Response, given: Mapping[str, Given], code: EntryCode, visit: int | None = None) -> None:
    """Save answers of a draft, each as given; the newest word to an item counts until it is submitted.

    They were given in ``visit``, by default the code's newest one.

    Raises ActionDenied once it was submitted, and for an item or value that the questionnaire does not have.
    """
    drafts = Response.objects.select_for_update(of=("self",)).select_related("service").live()
    draft = drafts.filter(pk=response.pk, occasion=code.occasion_id, submitted_at=None).first()
    if draft is None:
        raise ActionDenied("These answers were sent already.")
    _save(
        draft,
        edition(draft.service, draft.questionnaire_id, draft.version),
        given,
        code.visit if visit is None else visit,
    )
    _note(code, "save_answers")


@action
def submit_responses(*, code: EntryCode, at: datetime | None = None) -> None:
    """Submit everything that the code opened, and close the code. Doing it twice does it once."""
    at = at or timezone.now()
    codes = EntryCode.objects.select_for_update(of=("self",)).select_related("service", "occasion__episode__person")
    code = codes.get(pk=code.pk)
    if code.used_at is not None:
        return
    _submit(list(_drafts(code).prefetch_related("answers")), on=at.astimezone(code.service.zone).date(), at=at)
    code.used_at = at
    code.save(update_fields=["used_at"])
    _note(code, "submit_responses", at)


@action
def enter_from_paper(
    *,
    occasion: Occasion,
    questionnaire: Questionnaire,
    given: Mapping[str, Given],
    basis: AnswerBasis | None,
    answered_on: date,
    by: Member,
    at: datetime | None = None,
) -> Response:
    """Take over a paper questionnaire. Where a submitted one stands already, this is a correction of it.

    Where the person had begun to answer on screen, the paper counts, and the codes that led there stop working.
    """
    at = at or timezone.now()
    if occasion.service_id != by.service_id:
        raise ActionDenied("This person belongs to another service.")
    refuse_days(by.service, answered_on, at=at)
    occasion.hold()
    live = Response.objects.live().filter(occasion=occasion, questionnaire_id=questionnaire.id).first()
    if live is not None:
        if live.submitted_at is None:  # codes before responses, as in sending: or two could wait for each other
            occasion.codes.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=at)
        live.retracted_at = at
        live.save(update_fields=["retracted_at"])
    response = Response.objects.create(
        service_id=occasion.service_id,
        person_id=occasion.episode.person_id,
        occasion=occasion,
        questionnaire_id=questionnaire.id,
        version=questionnaire.version,
        basis=basis.value if basis else "",
        entered_by=by,
        supersedes=live,
    )
    _save(response, questionnaire, given, visit=0)
    _submit([response], on=answered_on, at=at)
    name = "correct_response" if live is not None and live.submitted_at else "enter_from_paper"
    record(actor=by.actor, action=name, target=occasion.episode.person.target, service_id=by.service_id, at=at)
    return response


def _note(code: EntryCode, action_name: str, at: datetime | None = None) -> None:
    target = code.occasion.episode.person.target
    record(actor=f"code:{code.id}", action=action_name, target=target, service_id=code.service_id, at=at)


def _open(occasion: Occasion) -> list[Response]:
    occasion.hold()
    found = {each.questionnaire_id: each for each in Response.objects.live().filter(occasion=occasion)}
    for questionnaire in current(occasion.service).values():
        if questionnaire.id not in found:
            found[questionnaire.id] = Response.objects.create(
                service_id=occasion.service_id,
                person_id=occasion.episode.person_id,
                occasion=occasion,
                questionnaire_id=questionnaire.id,
                version=questionnaire.version,
            )
    return list(found.values())


def _drafts(code: EntryCode) -> ResponseQuerySet:
    """Held until the action is over, and always in one order: an answer on its way is in before they are sent."""
    drafts = Response.objects.live().filter(occasion=code.occasion, submitted_at=None).select_related("service")
    return drafts.select_for_update(of=("self",)).order_by("questionnaire_id")


def _save(response: Response, questionnaire: Questionnaire, given: Mapping[str, Given], visit: int) -> None:
    answers = []
    for item_id, each in given.items():
        item: Item | None = questionnaire.item(item_id)
        if item is None or (each.value is not None and not item.allows(each.value)):
            raise ActionDenied("This answer does not belong to the question.")
        answers.append(
            Answer(
                service_id=response.service_id,
                response=response,
                item_id=item_id,
                state=each.state.value,
                value=each.value,
                visit=visit,
            )
        )
    Answer.objects.bulk_create(
        answers, update_conflicts=True, unique_fields=["response", "item_id"], update_fields=["state", "value", "visit"]
    )


def _submit(responses: Sequence[Response], *, on: date, at: datetime) -> None:
    unseen, scores = [], []
    for response in responses:
        questionnaire = edition(response.service, response.questionnaire_id, response.version)
        answers = {each.item_id: each for each in response.answers.all()}
        unseen += [_not_shown(response, item) for item in questionnaire.items if item.id not in answers]
        # Stand-in wording is no measure's wording: its answers are kept, and outside a demo never scored.
        if questionnaire.wording is not Wording.STAND_IN or (settings.DEMO and response.service.demo):
            told = [_said(response, answer) for answer in answers.values()]
            scores += [_score(response, each) for each in score(questionnaire, told)]
    Answer.objects.bulk_create(unseen)
    Score.objects.bulk_create(scores)
    Response.objects.filter(pk__in=[each.pk for each in responses]).update(answered_on=on, submitted_at=at)


def _not_shown(response: Response, item: Item) -> Answer:
    state = AnswerState.NOT_SHOWN.value
    return Answer(service_id=response.service_id, response=response, item_id=item.id, state=state)


def _score(response: Response, computed: ComputedScore) -> Score:
    return Score(
        service_id=response.service_id,
        response=response,
        measure_id=computed.measure_id,
        value=computed.value,
        missing=computed.missing,
        of=computed.of,
    )


def _said(response: Response, answer: Answer) -> said.Answer:
    return said.Answer(
        response.questionnaire_id, response.version, answer.item_id, AnswerState(answer.state), answer.value
    )
