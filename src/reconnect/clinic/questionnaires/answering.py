"""Actions on responses: open, save answer by answer, submit once, correct."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.library.questionnaires import asked_at, edition
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.people.models import Occasion
from reconnect.clinic.people.trail import record_about, refuse_elsewhere
from reconnect.clinic.questionnaires.keeping import Given, keep_answers, submit
from reconnect.clinic.questionnaires.models import EntryCode, Mode, Response, ResponseQuerySet
from reconnect.errors import ActionDenied
from reconnect.model.answer import AnswerState
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.occasion import Occasion as Moment
from reconnect.model.questionnaire import Questionnaire


@action
def open_responses(*, code: EntryCode) -> list[Response]:
    """The responses of the code's occasion, begun where there is none yet: drafts, and those submitted already."""
    if code.occasion is None:
        raise ActionDenied("This code opens no occasion.")
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

    Raises ActionDenied once it was submitted or kept, and for an item or value that the questionnaire does not have.
    """
    draft = _drafts(code).filter(pk=response.pk).first()
    if draft is None:
        raise ActionDenied("These answers were sent or kept already.")
    keep_answers(
        draft,
        edition(draft.service, draft.questionnaire_id, draft.version),
        given,
        code.visit if visit is None else visit,
    )
    _note(code, "save_answers")


@action
def submit_responses(*, code: EntryCode, mode: Mode = Mode.CODE, at: datetime | None = None) -> None:
    """Submit everything that the code opened, and close the code. Doing it twice does it once.

    ``mode`` says whether this was on somebody's own phone or on the room's tablet.
    """
    at = at or timezone.now()
    codes = EntryCode.objects.select_for_update(of=("self",)).select_related("service", "occasion__episode__person")
    code = codes.get(pk=code.pk)
    if code.occasion_id is None:
        raise ActionDenied("This code opens no occasion.")
    if code.used_at is not None:
        return
    drafts = list(_drafts(code).prefetch_related("answers"))
    submit(drafts, on=at.astimezone(code.service.zone).date(), at=at, actor=f"code:{code.id}", mode=mode)
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
    mode: Mode = Mode.PAPER,
    at: datetime | None = None,
) -> Response:
    """Take over a paper questionnaire, or one answered by telephone. Where a submitted one stands, this corrects it.

    Where the person had begun to answer on screen, this counts, and the codes that led there stop working. A day
    outside the occasion's window is taken as it is.
    """
    at = at or timezone.now()
    refuse_elsewhere(by, occasion.episode.person)
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
    keep_answers(response, questionnaire, given, visit=0)
    submit([response], on=answered_on, at=at, actor=by.actor, mode=mode)
    entering = "enter_by_telephone" if mode is Mode.TELEPHONE else "enter_from_paper"
    name = "correct_response" if live is not None and live.submitted_at else entering
    record_about(by, name, occasion.episode.person, at)
    return response


def _note(code: EntryCode, action_name: str, at: datetime | None = None) -> None:
    target = code.person.target
    record(actor=f"code:{code.id}", action=action_name, target=target, service_id=code.service_id, at=at)


def _open(occasion: Occasion) -> list[Response]:
    occasion.hold()
    found = {each.questionnaire_id: each for each in Response.objects.live().filter(occasion=occasion)}
    for questionnaire in asked_at(occasion.service, Moment(occasion.moment)).values():
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
    drafts = Response.objects.live().opened_by(code).drafts().select_related("service")
    return drafts.select_for_update(of=("self",)).order_by("questionnaire_id")
