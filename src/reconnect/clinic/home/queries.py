"""What a person finds at home, and what their team asked for."""

from collections.abc import Container
from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.asking.queries import blocks, opened
from reconnect.clinic.home.models import Invitation
from reconnect.clinic.library.questionnaires import edition
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.plan.places import open_places, places
from reconnect.clinic.plan.queries import active_techniques
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.clinic.questionnaires.parts import Part, pages
from reconnect.clinic.questionnaires.visits import Visit
from reconnect.clinic.safety.queries import may_ask_at_home
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Questionnaire, Use


def tools_of(episode: Episode) -> tuple[Questionnaire, ...]:
    """What stands on the first page as a form: worksheets of the plan that no place holds, and blocks asked for."""
    newest = shipped_library().questionnaires.newest.values()
    held = {worksheet for place in places() for worksheet in place.worksheets}
    worksheets = {each.technique: each for each in newest if each.use is Use.WORKSHEET and each.id not in held}
    of_plan = tuple(worksheets[each] for each in active_techniques(episode) if each in worksheets)
    asked = {each.questionnaire_id for each in episode.invitations.standing()}
    found = of_plan + tuple(each for each in blocks_of(episode.person) if each.id in asked)
    return tuple(each for each in found if any(may_ask_at_home(episode.service, item) for item in each.items))


def forms_of(code: EntryCode) -> tuple[Questionnaire, ...]:
    """All that the holder of the code may fill in now, the worksheets of the places that are open among them."""
    newest = shipped_library().questionnaires.newest
    own = tools_of(code.episode) if code.episode else ()
    return own + tuple(newest[worksheet] for place in open_places(code) for worksheet in place.worksheets)


def blocks_of(person: Person) -> tuple[Questionnaire, ...]:
    """The blocks that may be asked for: a locked one only while it stands open for this person."""
    free = opened(person)
    return tuple(each for each in blocks() if not each.locked or each.id in free)


def tool_for(visit: Visit, tool_id: UUID) -> Response:
    """The draft, or what became of it, of the visit's own code; 404 for anything else."""
    found = Response.objects.live().opened_by(visit.code).select_related("service")
    return get_object_or_404(found.prefetch_related("answers"), pk=tool_id)


def is_open(visit: Visit, tool: Response) -> bool:
    """Whether it is a draft, of something that the plan still holds or the team still asks for."""
    held = {each.id for each in forms_of(visit.code)}
    return tool.submitted_at is None and tool.questionnaire_id in held


def pages_of(visit: Visit, tool: Response, sent: Container[str] = ()) -> tuple[Part, ...]:
    """Its pages, without what may not be asked at home now; a field that was ``sent`` was asked, and is heard."""
    return pages(
        tool,
        wording_of(tool),
        visit,
        asks=lambda item: f"item-{item.id}" in sent or may_ask_at_home(visit.code.service, item),
    )


def page_of(visit: Visit, tool: Response, number: int, sent: Container[str] = ()) -> Part:
    """One of its pages, or 404."""
    found = pages_of(visit, tool, sent)
    if not 1 <= number <= len(found):
        raise Http404
    return found[number - 1]


def wording_of(tool: Response) -> Questionnaire:
    """The very wording that it was begun in."""
    return edition(tool.service, tool.questionnaire_id, tool.version)


def episodes_of(person: Person) -> list[Episode]:
    """The person's courses of care, newest first."""
    return list(person.episodes.all())


def invitations_of(episode: Episode) -> list[Invitation]:
    """What the team asks for now, oldest first."""
    return list(episode.invitations.standing().order_by("invited_on", "id"))


def invitation_for(member: Member, invitation_id: UUID) -> Invitation:
    """The standing invitation with its person, or 404."""
    standing = Invitation.objects.visible_to(member).standing().select_related("episode__person")
    return get_object_or_404(standing, pk=invitation_id)


def open_home_code(episode: Episode, at: datetime | None = None) -> EntryCode | None:
    """The code that opens the person's Home now, or None."""
    return episode.codes.filter(used_at=None, withdrawn_at=None, expires_at__gt=at or timezone.now()).first()
