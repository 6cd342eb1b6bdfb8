"""The programmes and session plans that a service goes by."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.library.addresses import found_at
from reconnect.clinic.library.content import edition, newest
from reconnect.clinic.library.models import OwnContent
from reconnect.clinic.people.days import today_of
from reconnect.errors import ContentError
from reconnect.model.load import shipped_library
from reconnect.model.programme import Programme
from reconnect.model.session_plan import SessionPlan
from reconnect.model.technique import Technique

PROGRAMMES, PLANS = "programmes", "sessions"


@dataclass(frozen=True, slots=True)
class Made:
    """An edition: who made it when; nobody for one that came with ReConnect."""

    version: int
    by: str
    on: date | None


def programmes_of(service: Service) -> list[Programme]:
    """Every programme as the service runs it now, in order."""
    found: list[Programme] = list(newest(service, PROGRAMMES).values())
    return sorted(found, key=lambda each: (each.order, each.id))


def programme_at(service: Service, address: str) -> Programme:
    """The programme of that address, or 404."""
    return found_at(address, programmes_of(service))


def session_plans_of(service: Service) -> dict[str, SessionPlan]:
    """Every session plan as the service runs it now, by id."""
    return newest(service, PLANS)


def session_plan_at(service: Service, address: str) -> SessionPlan:
    """The session plan of that address, or 404."""
    return found_at(address, session_plans_of(service).values())


def session_edition_at(service: Service, address: str, version: int) -> SessionPlan:
    """The very edition of it, as a group was planned from; or 404."""
    plan = session_plan_at(service, address)
    try:
        found: SessionPlan = edition(service, PLANS, plan.id, version)
    except ContentError:
        raise Http404 from None
    return found


def editions_of(service: Service, kind: str, content_id: str) -> list[Made]:
    """Every edition of it that the service has, newest first."""
    own = OwnContent.objects.filter(service=service, kind=kind, content_id=content_id).select_related("edited_by")
    found = [Made(each.version, each.edited_by.name, today_of(service, each.edited_at)) for each in own]
    shelf = getattr(shipped_library(), kind)
    found += [Made(each.version, "", None) for each in shelf if each.id == content_id]
    return sorted(found, key=lambda each: -each.version)


def techniques() -> tuple[Technique, ...]:
    """What a part's minutes may count for, in order."""
    return shipped_library().techniques.in_order
