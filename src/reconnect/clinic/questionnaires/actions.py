"""Actions on answers that belong to no occasion: blocks of the assessment, worksheets, staff's own confidence."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.library.questionnaires import edition
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.people.models import Episode, Partner
from reconnect.clinic.people.trail import record_about, refuse_elsewhere
from reconnect.clinic.questionnaires.keeping import Given, keep_answers, submit
from reconnect.clinic.questionnaires.models import Answer, EntryCode, Mode, Response
from reconnect.errors import ActionDenied
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.questionnaire import Questionnaire, Use


@action
def record_response(
    *,
    episode: Episode,
    questionnaire: Questionnaire,
    given: Mapping[str, Given],
    answered_on: date,
    by: Member,
    basis: AnswerBasis | None = None,
    id: UUID | None = None,  # noqa: A002 it is the response's
    at: datetime | None = None,
) -> Response:
    """Record what the person told staff: a block of the assessment or a worksheet. What was recorded before stays.

    With an ``id`` the same is recorded once: raises IntegrityError the second time.
    """
    at = at or timezone.now()
    refuse_elsewhere(by, episode.person)
    refuse_days(by.service, answered_on, at=at)
    _refuse_measures(questionnaire)
    response = Response.objects.create(
        id=id or uuid4(),
        service_id=episode.service_id,
        person_id=episode.person_id,
        episode=episode,
        questionnaire_id=questionnaire.id,
        version=questionnaire.version,
        basis=basis.value if basis else "",
        entered_by=by,
    )
    keep_answers(response, questionnaire, given, visit=0)
    submit([response], on=answered_on, at=at, actor=by.actor)
    record_about(by, "record_response", episode.person, at)
    return response


@action
def withdraw_response(*, response: Response, by: Member, at: datetime | None = None) -> None:
    """Take back what was noted about the wrong person. It stays, marked, and counts nowhere; its flags stay open.

    Raises ActionDenied for a measure, which is corrected instead, and where it was taken back before.
    """
    at = at or timezone.now()
    if response.service_id != by.service_id or response.person is None:
        raise ActionDenied("This person belongs to another service.")
    if response.occasion_id is not None:
        raise ActionDenied("A measure is corrected, not taken back.")
    if not Response.objects.live().submitted().filter(pk=response.pk).update(retracted_at=at):
        raise ActionDenied("This was taken back already.")
    record_about(by, "withdraw_response", response.person, at)


@action
def record_own_response(
    *, member: Member, questionnaire: Questionnaire, given: Mapping[str, Given], at: datetime | None = None
) -> Response:
    """Record how sure a member of staff says they are. The trail says that they answered, never what."""
    at = at or timezone.now()
    if questionnaire.use is not Use.CONFIDENCE:
        raise ActionDenied("Staff answer questionnaires for staff only.")
    response = Response.objects.create(
        service_id=member.service_id,
        member=member,
        questionnaire_id=questionnaire.id,
        version=questionnaire.version,
        entered_by=member,
    )
    keep_answers(response, questionnaire, given, visit=0)
    submit([response], on=at.astimezone(member.service.zone).date(), at=at, actor=member.actor)
    record(actor=member.actor, action="record_own_response", target=member.actor, service_id=member.service_id, at=at)
    return response


@action
def open_tool(
    *,
    code: EntryCode,
    questionnaire: Questionnaire,
    about: str = "",
    opened: Collection[str] = (),
    at: datetime | None = None,
) -> Response:
    """The draft of a worksheet or block that a person or partner fills in at home, begun where there is none.

    ``about`` is the id of what a worksheet is filled in for: each has a draft of its own. ``opened`` are the ids of
    the locked ones that a clinician opened for this person. Raises ActionDenied for others.
    """
    if code.occasion_id is not None:
        raise ActionDenied("This code opens no tools.")
    _refuse_measures(questionnaire)
    if questionnaire.locked and (code.episode is None or questionnaire.id not in opened):
        raise ActionDenied("Nobody opened this block for this person.")
    about = about if questionnaire.use is Use.WORKSHEET else ""  # a block tells of the person, of no card
    _hold(code)
    drafts = Response.objects.live().opened_by(code).filter(questionnaire_id=questionnaire.id, about=about)
    draft = drafts.drafts().first() or Response.objects.create(
        service_id=code.service_id,
        person_id=code.episode.person_id if code.episode else None,
        partner_id=code.partner_id,
        episode=code.episode,
        questionnaire_id=questionnaire.id,
        version=questionnaire.version,
        about=about,
    )
    record(actor=f"code:{code.id}", action="open_tool", target=code.person.target, service_id=code.service_id, at=at)
    return draft


@action
def send_tool(*, code: EntryCode, response: Response, keep: bool = False, at: datetime | None = None) -> None:
    """Send one of the code's drafts to the team; the code stays open. Sending what was sent does nothing.

    Without ``keep`` it leaves no trace on the pages of whoever filled it in; with it, see ``keep_tool``.
    """
    at = at or timezone.now()
    if keep:
        _forget_earlier(code, response)
    drafts = Response.objects.live().opened_by(code).select_for_update(of=("self",)).select_related("service")
    draft = drafts.filter(pk=response.pk, submitted_at=None).prefetch_related("answers").first()
    if draft is None:
        return
    day = at.astimezone(code.service.zone).date()
    submit([draft], on=day, at=at, actor=f"code:{code.id}", mode=Mode.CODE)
    if keep:
        _keep(draft, at)
    record(actor=f"code:{code.id}", action="send_tool", target=code.person.target, service_id=code.service_id, at=at)


@action
def keep_tool(*, code: EntryCode, response: Response, at: datetime | None = None) -> None:
    """Keep one of the code's own responses on their pages: a finished draft, which goes nowhere, or what was sent.

    Of a draft only what this visit said stays. What was begun on another is shown to nobody: whoever has the code now
    may be somebody else, and could keep it to read it.
    """
    found = Response.objects.live().opened_by(code).select_for_update(of=("self",)).select_related("service")
    own = found.filter(pk=response.pk).first()
    if own is None:
        raise ActionDenied("This was put away already.")
    _forget_earlier(code, own)
    _keep(own, at or timezone.now())
    record(actor=f"code:{code.id}", action="keep_tool", target=code.person.target, service_id=code.service_id, at=at)


@action
def forget_earlier(*, code: EntryCode, response: Response, at: datetime | None = None) -> None:
    """Throw away what earlier visits said in a draft. What was sent or kept stays as it is."""
    _forget_earlier(code, response)
    record(
        actor=f"code:{code.id}", action="forget_earlier", target=code.person.target, service_id=code.service_id, at=at
    )


@action
def put_away(*, code: EntryCode, response: Response, at: datetime | None = None) -> None:
    """Keep it on their pages no longer. What was sent stays with the team; what was not sent reaches nobody."""
    at = at or timezone.now()
    kept = Response.objects.live().opened_by(code).filter(pk=response.pk).kept()
    kept.filter(submitted_at=None).update(retracted_at=at)  # or the next one begun would go on with it, and send it
    kept.update(kept_at=None)
    record(actor=f"code:{code.id}", action="put_away", target=code.person.target, service_id=code.service_id, at=at)


def _hold(code: EntryCode) -> None:
    if code.episode is not None:
        code.episode.hold()
    else:
        Partner.objects.select_for_update().only("pk").get(pk=code.partner_id)


def _forget_earlier(code: EntryCode, response: Response) -> None:
    _hold(code)
    drafts = Response.objects.live().opened_by(code).drafts().filter(pk=response.pk)
    Answer.objects.filter(response__in=drafts).exclude(visit=code.visit).delete()


def _keep(response: Response, at: datetime) -> None:
    # Whoever holds the phone would find it there.
    if edition(response.service, response.questionnaire_id, response.version).locked:
        raise ActionDenied("This is not kept on any page.")
    Response.objects.filter(pk=response.pk, kept_at=None).update(kept_at=at)


def _refuse_measures(questionnaire: Questionnaire) -> None:
    if questionnaire.use not in {Use.ASSESSMENT, Use.WORKSHEET}:
        raise ActionDenied("This questionnaire is asked at its occasions only.")
