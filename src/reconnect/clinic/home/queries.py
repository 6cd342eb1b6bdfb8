"""What a person finds at home, and what their team asked for."""

from collections.abc import Container, Iterable
from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.asking.queries import blocks, opened
from reconnect.clinic.home.models import Invitation
from reconnect.clinic.library.questionnaires import ASKED, edition
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode, Occasion, Person
from reconnect.clinic.people.windows import window
from reconnect.clinic.plan.places import open_places, places
from reconnect.clinic.plan.queries import active_techniques
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.clinic.questionnaires.parts import Part, pages
from reconnect.clinic.questionnaires.visits import Visit
from reconnect.clinic.questionnaires.voices import ASKED as SPOKEN
from reconnect.clinic.safety.queries import may_ask_at_home
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.occasion import Occasion as Moment
from reconnect.model.questionnaire import Questionnaire, Use


def plan_tools(episode: Episode) -> tuple[Questionnaire, ...]:
    """The worksheets of the plan's techniques that no place holds."""
    newest = shipped_library().questionnaires.newest.values()
    held = {worksheet for place in places() for worksheet in place.worksheets}
    worksheets = {each.technique: each for each in newest if each.use is Use.WORKSHEET and each.id not in held}
    return _askable(episode, (worksheets[each] for each in active_techniques(episode) if each in worksheets))


def asked_blocks(episode: Episode) -> tuple[Questionnaire, ...]:
    """The blocks that the team asks for at home now."""
    asked = {each.questionnaire_id for each in episode.invitations.standing()}
    return _askable(episode, (each for each in blocks_of(episode.person) if each.id in asked))


def _askable(episode: Episode, found: Iterable[Questionnaire]) -> tuple[Questionnaire, ...]:
    return tuple(each for each in found if any(may_ask_at_home(episode.service, item) for item in each.items))


def tools_of(episode: Episode) -> tuple[Questionnaire, ...]:
    """What stands on the first page as a form of its own."""
    return plan_tools(episode) + asked_blocks(episode)


def begun(code: EntryCode) -> set[str]:
    """The ids of what the holder of the code began, and neither sent nor kept."""
    drafts = Response.objects.live().opened_by(code).drafts()
    return set(drafts.values_list("questionnaire_id", flat=True))


def said_earlier(visit: Visit, draft: Response) -> bool:
    """Whether an earlier visit said anything in the draft, which this one does not show."""
    said = draft.answers.exclude(state__in=[AnswerState.BLANK, AnswerState.NOT_SHOWN])
    return said.exclude(visit=visit.number).exists()


def measures_due(episode: Episode, at: datetime | None = None) -> bool:
    """Whether an occasion's window is open, and not every question of it was answered."""
    today = today_of(episode.service, at)
    spans = [(each, window(Moment(each.moment), episode.started_on, episode.ended_on)) for each in _occasions(episode)]
    open_now = [each for each, span in spans if span is not None and span.holds(today)]
    answered = Response.objects.live().submitted().filter(occasion__in=open_now, questionnaire_id__in=ASKED)
    found = set(answered.values_list("occasion_id", "questionnaire_id"))
    return any((each.pk, asked) not in found for each in open_now for asked in ASKED)


def _occasions(episode: Episode) -> list[Occasion]:
    return list(episode.occasions.all())


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


def is_finished(tool: Response) -> bool:
    """Whether it was sent or kept: from then on it does not change."""
    return tool.submitted_at is not None or tool.kept_at is not None


def is_open(visit: Visit, tool: Response) -> bool:
    """Whether it is a draft, of something that the plan still holds or the team still asks for."""
    held = {each.id for each in forms_of(visit.code)}
    return not is_finished(tool) and tool.questionnaire_id in held


def kept_of(code: EntryCode) -> list[Response]:
    """What the holder of the code chose to find again, newest first. How their pages speak has its own page."""
    kept = Response.objects.live().opened_by(code).kept().exclude(questionnaire_id=SPOKEN)
    return list(kept.select_related("service").prefetch_related("answers").order_by("-kept_at", "id"))


def kept_for(visit: Visit, tool_id: UUID) -> Response:
    """One of them, or 404."""
    found = next((each for each in kept_of(visit.code) if each.pk == tool_id), None)
    if found is None:
        raise Http404
    return found


def is_untouched(tool: Response) -> bool:
    """Whether it is a sheet in which nothing was answered; a "prefer not to say" is an answer.

    What the team asks for may be left blank and sent: it ends the asking, and looks the same whatever was said.
    """
    return wording_of(tool).use is Use.WORKSHEET and all(
        each.state in {AnswerState.BLANK, AnswerState.NOT_SHOWN} for each in tool.answers.all()
    )


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


def sent_sheets(episode: Episode) -> list[Response]:
    """The sheets that the person sent, newest first, whatever the plan holds; not how their pages speak."""
    sheets = [each.id for each in shipped_library().questionnaires.newest.values() if each.use is Use.WORKSHEET]
    sent = Response.objects.live().submitted().filter(episode=episode, occasion=None, questionnaire_id__in=sheets)
    found = sent.exclude(questionnaire_id=SPOKEN).select_related("service")
    return list(found.order_by("-answered_on", "-submitted_at", "id"))


def invitation_for(member: Member, invitation_id: UUID) -> Invitation:
    """The standing invitation with its person, or 404."""
    standing = Invitation.objects.visible_to(member).standing().select_related("episode__person")
    return get_object_or_404(standing, pk=invitation_id)


def open_home_code(episode: Episode, at: datetime | None = None) -> EntryCode | None:
    """The code that opens the person's Home now, or None."""
    return episode.codes.filter(used_at=None, withdrawn_at=None, expires_at__gt=at or timezone.now()).first()
