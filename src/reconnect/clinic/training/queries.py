"""What a member said of themselves, and the team's pictures."""

from datetime import datetime
from uuid import UUID

from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.accounts.policy import CLINICAL
from reconnect.clinic.questionnaires.models import Answer
from reconnect.clinic.training.models import Moment, Sitting
from reconnect.clinic.training.picture import Picture, Said, picture
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Item, Questionnaire, Use
from reconnect.model.rehearsal import Rehearsal


def confidence() -> Questionnaire:
    """The questionnaire on how sure staff feel."""
    newest = shipped_library().questionnaires.newest.values()
    return next(each for each in newest if each.use is Use.CONFIDENCE)


def rehearsals_by_skill() -> tuple[tuple[Item, tuple[Rehearsal, ...]], ...]:
    """The skills that there are situations for, in the questionnaire's order, with their situations."""
    known = shipped_library().rehearsals.newest.values()
    found = ((item, tuple(each for each in known if each.skill == item.id)) for item in confidence().items)
    return tuple((item, rehearsals) for item, rehearsals in found if rehearsals)


def own_sittings(member: Member) -> list[Sitting]:
    """The member's own, oldest first, with their answers. Nobody else's are ever read one by one."""
    return list(member.sittings.select_related("response").prefetch_related("response__answers"))


def own_sitting(member: Member, sitting_id: UUID) -> Sitting:
    """The sitting, or 404 where it is not this very member's."""
    return get_object_or_404(Sitting, pk=sitting_id, member=member)


def team_pictures(service: Service, now: datetime) -> dict[tuple[str, str], Picture | None]:
    """By (moment, skill): the service's pictures that stand now."""
    values = Answer.objects.filter(
        response__sitting__service=service, response__retracted_at=None, state=AnswerState.VALUE
    ).exclude(value=None)
    told: dict[tuple[str, str], list[Said]] = {}
    rows = values.values_list(
        "response__sitting__moment", "item_id", "response__member_id", "response__submitted_at", "value"
    )
    for moment, item_id, member_id, at, value in rows:
        told.setdefault((moment, item_id), []).append(Said(member_id, at, value))
    skills = [item.id for item in confidence().items]
    return {
        (moment.value, skill): picture(told.get((moment.value, skill), ()), now)
        for moment in Moment
        for skill in skills
    }


def team_size(service: Service) -> int:
    """How many members have a clinical role now: those who may answer."""
    return Member.objects.filter(service=service, is_active=True, role__in=CLINICAL).count()
