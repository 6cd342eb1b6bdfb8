"""What changes a service's programmes. Groups that were planned before keep the edition they were planned from."""

from datetime import datetime

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.library.overtaking import change_newest
from reconnect.clinic.programmes.queries import PLANS, PROGRAMMES
from reconnect.model.programme import Programme
from reconnect.model.session_plan import SessionPlan


@action
def edit_session_plan(*, plan: SessionPlan, seen: int, by: Member, at: datetime | None = None) -> SessionPlan:
    """Plan this session so from now on, as a change of the edition ``seen``.

    Raises ActionDenied where a colleague was faster, and ContentError with each field that is not right.
    """
    return change_newest(PLANS, plan, seen, by, at)


@action
def edit_programme(*, programme: Programme, seen: int, by: Member, at: datetime | None = None) -> Programme:
    """Run this programme so from now on; otherwise as a session plan is changed."""
    return change_newest(PROGRAMMES, programme, seen, by, at)
