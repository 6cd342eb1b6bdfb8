"""Finding from who asks: what a person said, which blocks they may be asked, and who may be asked again."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.asking.models import Look, Opening, Permission, Said
from reconnect.clinic.library.questionnaires import edition
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.people.queries import newest_episode
from reconnect.clinic.questionnaires.models import Answer, Response
from reconnect.clinic.safety.queries import open_flags_of
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Questionnaire, Use

AnswerRow = tuple[UUID, str, str, str, date]  # response, questionnaire, item, state, day
NEWEST = ("-said_on", "-recorded_at", "-id")


def permission_for(member: Member, permission_id: UUID) -> Permission:
    """The permission with its person, or 404 where it is another service's."""
    return get_object_or_404(Permission.objects.visible_to(member).select_related("person"), pk=permission_id)


def permission_of(person: Person, permission_id: UUID) -> Permission:
    """The permission, or 404 where it is not this person's."""
    return get_object_or_404(Permission, pk=permission_id, person=person)


def newest_permission(person: Person) -> Permission | None:
    """What the person said last to being asked, or None where they were not."""
    return person.permissions.standing().order_by(*NEWEST).first()


def permissions_of(person: Person) -> list[Permission]:
    """Everything they said, newest first, mistakes included."""
    return list(person.permissions.select_related("by").order_by(*NEWEST))


def may_be_asked(member: Member, today: date) -> list[Permission]:
    """The newest words of the service's people that are "not now", whose day has come, by that day."""
    return list(_not_now(member).filter(ask_again_on__lte=today).order_by("ask_again_on", "id"))


def waiting(member: Member, today: date) -> list[Permission]:
    """The other "not now"s: the day is still to come, or, last, nobody named one."""
    found = list(_not_now(member).filter(Q(ask_again_on__gt=today) | Q(ask_again_on=None)).order_by("said_on", "id"))
    return sorted(found, key=lambda each: (each.ask_again_on is None, each.ask_again_on or each.said_on))


def _not_now(member: Member) -> QuerySet[Permission]:
    of_person = Permission.objects.standing().filter(person=OuterRef("person")).order_by(*NEWEST)
    found = Permission.objects.visible_to(member).filter(answer=Said.NOT_NOW, pk=Subquery(of_person.values("pk")[:1]))
    return found.select_related("person", "episode")


def episode_now(person: Person) -> Episode:
    """The newest episode, to which what is told belongs, or 404 where there is none."""
    episode = newest_episode(person)
    if episode is None:
        raise Http404
    return episode


def blocks() -> tuple[Questionnaire, ...]:
    """The blocks of the assessment, in their order: the first is number 1 in addresses."""
    found = (each for each in shipped_library().questionnaires.newest.values() if each.use is Use.ASSESSMENT)
    return tuple(sorted(found, key=lambda each: (each.order, each.id)))


def block_of(person: Person, number: int) -> Questionnaire:
    """The block of that number as it may be asked of this person now, or 404: locked ones are not there."""
    block = _block(number)
    if block.locked and block.id not in opened(person):
        raise Http404
    return block


def locked_block(number: int) -> Questionnaire:
    """The block of that number, or 404 where it is none that is locked for everybody at first."""
    block = _block(number)
    if not block.locked:
        raise Http404
    return block


def _block(number: int) -> Questionnaire:
    found = blocks()
    if not 1 <= number <= len(found):
        raise Http404
    return found[number - 1]


def opened(person: Person) -> set[str]:
    """The ids of the locked blocks that stand open for this person."""
    return set(person.openings.filter(closed_at=None).values_list("questionnaire_id", flat=True))


def ever_opened(person: Person) -> set[str]:
    """The ids of the locked blocks that a clinician opened for this person, closed again or not."""
    return set(person.openings.values_list("questionnaire_id", flat=True))


def openings_of(person: Person) -> list[Opening]:
    """Every opening, oldest first, with who opened it."""
    return list(person.openings.select_related("by"))


def block_answers(person: Person, found: Iterable[Questionnaire]) -> list[AnswerRow]:
    """(response, questionnaire, item, state, day) of all that was told to these blocks, oldest first. Nothing sealed
    is opened."""
    sent = Answer.objects.filter(response__person=person, response__retracted_at=None)
    sent = sent.exclude(response__submitted_at=None).filter(response__questionnaire_id__in=[each.id for each in found])
    told = ("response_id", "response__questionnaire_id", "item_id", "state", "response__answered_on")
    return list(sent.order_by("response__answered_on", "response__submitted_at", "response_id").values_list(*told))


def response_for(member: Member, response_id: UUID) -> tuple[Response, Questionnaire]:
    """What a person told at once, with its questionnaire, or 404: another service's, a draft, a colleague's own, or
    told to a block that was never opened for this person."""
    sent = Response.objects.visible_to(member).submitted().exclude(person=None)
    related = ("person", "service", "entered_by", "occasion")
    response = get_object_or_404(sent.select_related(*related).prefetch_related("answers"), pk=response_id)
    questionnaire = edition(response.service, response.questionnaire_id, response.version)
    if questionnaire.locked and questionnaire.id not in ever_opened(response.person):
        raise Http404
    return response, questionnaire


def response_of(person: Person, response_id: UUID) -> Response:
    """The response, or 404 where it is not this person's."""
    return get_object_or_404(Response, pk=response_id, person=person)


def looks_at(response: Response) -> list[Look]:
    """Who looked at its sealed answers, oldest first."""
    return list(response.looks.select_related("by"))


def has_open_flag(response: Response) -> bool:
    """Whether something in the response must not wait, and nobody has closed that yet."""
    return any(flag.source == f"response:{response.pk}" for flag in open_flags_of(response.person))
