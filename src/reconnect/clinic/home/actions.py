"""What changes what a person finds at home."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.asking.queries import opened
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.home.endings import Ending
from reconnect.clinic.home.models import Invitation
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode
from reconnect.clinic.questionnaires.actions import keep_tool, open_tool, send_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.clinic.questionnaires.voices import ASKED, LONGEST, asked_to_speak
from reconnect.errors import ActionDenied
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Questionnaire, Use


@action
def invite(*, episode: Episode, questionnaire: Questionnaire, by: Member, at: datetime | None = None) -> Invitation:
    """Ask for a block of the assessment at home. Where it is asked for already, nothing changes.

    Raises ActionDenied for what is no block, and for a locked one that nobody opened for this person.
    """
    at = at or timezone.now()
    if episode.service_id != by.service_id:
        raise ActionDenied("This person belongs to another service.")
    if questionnaire.use is not Use.ASSESSMENT:
        raise ActionDenied("Only blocks of the assessment are asked for at home.")
    if questionnaire.locked and questionnaire.id not in opened(episode.person):
        raise ActionDenied("Open this block for the person first.")
    episode.hold()
    asked = episode.invitations.filter(questionnaire_id=questionnaire.id, ended_at=None)
    standing = episode.invitations.standing().filter(pk__in=asked).first()
    if standing is None:
        asked.update(ended_at=at)  # made for an opening that was closed since
    invitation = standing or Invitation.objects.create(
        service_id=episode.service_id,
        episode=episode,
        questionnaire_id=questionnaire.id,
        opening=episode.person.openings.filter(questionnaire_id=questionnaire.id, closed_at=None).first(),
        invited_on=today_of(by.service, at),
        by=by,
    )
    record(actor=by.actor, action="invite", target=episode.person.target, service_id=by.service_id, at=at)
    return invitation


@action
def end_invitation(*, invitation: Invitation, by: Member, at: datetime | None = None) -> None:
    """Take it back: the person's pages no longer lead there, and what they began is kept and not shown."""
    at = at or timezone.now()
    if invitation.service_id != by.service_id:
        raise ActionDenied("This person belongs to another service.")
    Invitation.objects.standing().filter(pk=invitation.pk).update(ended_at=at)
    target = invitation.episode.person.target
    record(actor=by.actor, action="end_invitation", target=target, service_id=by.service_id, at=at)


@action
def finish_tool(*, code: EntryCode, response: Response, ending: Ending, at: datetime | None = None) -> None:
    """Send a tool to the team, keep it on the pages it was filled in on, or both. What was sent is sent once.

    The invitation that it answers ends with sending it.
    """
    at = at or timezone.now()
    if ending is Ending.KEEP:
        keep_tool(code=code, response=response, at=at)
        return
    send_tool(code=code, response=response, keep=ending is Ending.BOTH, at=at)
    if Response.objects.filter(pk=response.pk, submitted_at=at).exists():  # or a second click would end a later one
        standing = Invitation.objects.standing().filter(episode_id=response.episode_id)
        standing.filter(questionnaire_id=response.questionnaire_id).update(ended_at=at)


@action
def ask_to_speak(*, code: EntryCode, given: Mapping[str, Given], at: datetime | None = None) -> None:
    """Have the pages speak like this from now on. What is so already is not said twice.

    ``given`` is the whole of it: what it leaves out is as if nobody had said it. The team sees a person's, to use
    their words; a partner's own pages are theirs alone.
    """
    at = at or timezone.now()
    if any(len(each.text or "") > LONGEST for each in given.values()):
        raise ActionDenied(f"A word of their own has {LONGEST} letters at most.")
    questionnaire = shipped_library().questionnaires.newest[ASKED]
    draft = open_tool(code=code, questionnaire=questionnaire, at=at)  # holds the episode: two who save take turns
    before = asked_to_speak(code)
    wanted = {item: (each.state.value, each.value, each.text) for item, each in given.items()}
    if before is not None and _said(before) == wanted:
        return
    save_answers(response=draft, given=given, code=code)
    if code.partner_id is not None:
        keep_tool(code=code, response=draft, at=at)
    else:
        send_tool(code=code, response=draft, keep=True, at=at)


def _said(response: Response) -> dict[str, tuple[str, int | None, str | None]]:
    unsaid = {AnswerState.NOT_SHOWN, AnswerState.BLANK}
    answers = (each for each in response.answers.all() if each.state not in unsaid)
    return {each.item_id: (each.state, each.value, each.text) for each in answers}
