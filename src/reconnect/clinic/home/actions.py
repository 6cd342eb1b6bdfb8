"""What changes what a person finds at home."""

from datetime import datetime

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.asking.queries import opened
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.home.models import Invitation
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode
from reconnect.clinic.questionnaires.actions import send_tool
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.errors import ActionDenied
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
def send_from_home(*, code: EntryCode, response: Response, at: datetime | None = None) -> None:
    """Send a tool to the team; the invitation that it answers ends with it. Sending what was sent does nothing."""
    at = at or timezone.now()
    send_tool(code=code, response=response, at=at)
    if Response.objects.filter(pk=response.pk, submitted_at=at).exists():  # or a second click would end a later one
        standing = Invitation.objects.standing().filter(episode_id=response.episode_id)
        standing.filter(questionnaire_id=response.questionnaire_id).update(ended_at=at)
