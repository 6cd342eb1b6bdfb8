"""Where a person stands, what stands open to them, and what they sent."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import OuterRef, Subquery

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.library.addresses import found_at
from reconnect.clinic.library.content import newest
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.plan.queries import active_techniques
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.clinic.questionnaires.told import Told, newest_of
from reconnect.clinic.sensations.models import StoneMove
from reconnect.model.load import shipped_library
from reconnect.model.practice import Practice, Setting
from reconnect.model.stage import GroundRules, Stage
from reconnect.model.stepping_stones import Kind, Stones, replayed

STONES, ATTENTION = "stepping-stones", "attention"  # the places
INTIMATE = {"attention-and-mindfulness", "sensate-focus"}  # techniques that open intimate practices
NOTE, BOUNDARY, NOTICED = "worksheet-sensate-focus", "boundary", "attention-note"
PAUSES = StoneMove.objects.filter(kind__in=(Kind.NOT_NOW, Kind.READY)).order_by("-number")
NEWEST_PAUSE = Subquery(PAUSES.filter(episode=OuterRef("episode")).values("kind")[:1])  # for rows of an episode
LAST = datetime.max.replace(tzinfo=UTC)


def practices_for(code: EntryCode) -> tuple[Practice, ...]:
    """Everyday ones always; intimate ones while the plan holds what they belong to."""
    intimate = not INTIMATE.isdisjoint(active_techniques(code.episode))
    found = shipped_library().practices.in_order
    open_now = {Setting.EVERYDAY, Setting.INTIMATE} if intimate else {Setting.EVERYDAY}
    return tuple(each for each in found if each.setting in open_now)


def practice_at(code: EntryCode, address: str) -> Practice:
    """The practice of that address, or 404 where it is not open."""
    return found_at(address, practices_for(code))


def stages_of(service: Service) -> tuple[Stage, ...]:
    """The stages as the service has them, the earliest first."""
    return tuple(sorted(newest(service, "stages").values(), key=lambda each: (each.order, each.id)))


def stage_at(service: Service, address: str) -> Stage:
    """The stage of that address, or 404."""
    return found_at(address, stages_of(service))


def order_of(service: Service) -> tuple[str, ...]:
    """Their ids, the earliest first."""
    return tuple(each.id for each in stages_of(service))


def rules_of(service: Service) -> GroundRules:
    """What holds on every stone, in the service's words."""
    rules: GroundRules = newest(service, "ground-rules")["stepping-stones"]
    return rules


def moves_of(episode: Episode) -> list[StoneMove]:
    """Every act, oldest first."""
    return list(episode.stone_moves.all())


def stones_of(episode: Episode) -> Stones:
    """Where the person stands now."""
    return replayed((each.move for each in moves_of(episode)), flared=_flared(episode))


def rests(episode: Episode) -> bool:
    """Whether the person's own "not now" holds: one query."""
    return replayed((each.move for each in moves_of(episode)), flared=None).resting


def _flared(episode: Episode) -> bool | None:
    """Whether the newest word to it tells of a flare-up. A note that is not finished is newer than any that is."""
    found = Response.objects.live().filter(episode=episode, questionnaire_id=NOTE)
    notes = sorted(found.select_related("service").prefetch_related("answers"), key=_finished)
    drafts = [each for each in notes if _finished(each) == LAST]
    if any(_tells_of_flare(newest_of([each])) for each in drafts):
        return True
    return _tells_of_flare(newest_of(each for each in notes if each not in drafts))


def _finished(response: Response) -> datetime:
    return response.submitted_at or response.kept_at or LAST


def _tells_of_flare(told: dict[tuple[str, str], Told]) -> bool | None:
    said = told.get((NOTE, "flare"))
    return None if said is None or said.value is None else said.value > 0


def kept_boundary(code: EntryCode) -> tuple[Told, ...]:
    """What the person's newest boundary says, where they chose to keep it on their pages.

    Where they sent another since and did not keep it, nothing: an older one might allow what no longer holds.
    """
    done = Response.objects.live().opened_by(code).filter(questionnaire_id=BOUNDARY)
    done = done.exclude(kept_at=None, submitted_at=None).select_related("service").prefetch_related("answers")
    last = max(done, key=lambda each: max(filter(None, (each.kept_at, each.submitted_at))), default=None)
    if last is None or last.kept_at is None:
        return ()
    return tuple(each for each in newest_of([last]).values() if each.said)


def episodes_of(person: Person) -> list[Episode]:
    """The person's courses of care, newest first."""
    return list(person.episodes.all())


def sent_from(episode: Episode) -> list[Response]:
    """The notes and boundaries that the person sent, or told staff, newest first."""
    sent: Iterable[Response] = (
        Response.objects.live()
        .submitted()
        .filter(episode=episode, questionnaire_id__in=(NOTE, BOUNDARY, NOTICED))
        .order_by("-answered_on", "-submitted_at", "id")
    )
    return list(sent)
