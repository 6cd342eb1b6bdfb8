"""The sessions of a person's own group, and of nobody else's. Who came is not even read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404

from reconnect.clinic.groups.models import Membership, Session, SessionPart
from reconnect.clinic.library.content import editions
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode
from reconnect.model.session_plan import SessionPlan

PLACE = "own-group"


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session as the person finds it. ``plan`` is None until it is the next one, or its day has come.

    ``held`` once it is recorded that something was done there; ``agreed`` is then what was agreed to try, else None.
    """

    id: UUID
    on: date
    held: bool
    agreed: str | None
    plan: SessionPlan | None


def own_sessions_of(episode: Episode) -> tuple[tuple[OwnSession, ...], ...]:
    """The sessions of each group that the person is or was in, the newest group first. Three queries."""
    service, today = episode.service, today_of(episode.service)
    found = [tuple(_sessions_of(each)) for each in _memberships(episode)]
    opened = {each.pk for sessions in found for each in _open(sessions, today)}
    wanted = [(each.plan_id, each.plan_version) for sessions in found for each in sessions if each.pk in opened]
    plans = editions(service, "sessions", wanted)
    return tuple(
        tuple(
            _own(each, plans.get((each.plan_id, each.plan_version)) if each.pk in opened else None) for each in sessions
        )
        for sessions in found
    )


def own_session_of(episode: Episode, session_id: UUID) -> OwnSession:
    """One that is open, or 404."""
    for each in (each for group in own_sessions_of(episode) for each in group):
        if each.id == session_id and each.plan is not None:
            return each
    raise Http404


def _memberships(episode: Episode) -> list[Membership]:
    done = SessionPart.objects.filter(session=OuterRef("pk"), delivered_minutes__isnull=False)
    sessions = Prefetch("group__sessions", Session.objects.annotate(took_place=Exists(done)))
    found = Membership.objects.filter(episode=episode).select_related("group")
    return list(found.prefetch_related(sessions).order_by("-added_at", "id"))


def _sessions_of(membership: Membership) -> Iterator[Session]:
    """All of the group's, but none after the person left, and none that fell out because the group had ended."""
    for session in membership.group.sessions.all():
        left = membership.left_on is not None and _day(session) > membership.left_on
        fell_out = membership.group.ended_on is not None and session.recorded_at is None
        if not left and not fell_out:
            yield session


def _open(sessions: tuple[Session, ...], today: date) -> Iterator[Session]:
    """Those that were held or whose day has come, and the first of the others."""
    ahead = [each for each in sessions if each.recorded_at is None and each.planned_on > today]
    yield from (each for each in sessions if each not in ahead)
    yield from ahead[:1]


def _day(session: Session) -> date:
    return session.held_on or session.planned_on


def _own(session: Session, plan: SessionPlan | None) -> OwnSession:
    agreed = session.practice or "" if session.took_place else None
    return OwnSession(session.pk, _day(session), session.took_place, agreed, plan)
