"""One session: its plan, the page that is open while it is held, and what was recorded of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.groups.actions.plans import add_part, change_session_plan
from reconnect.clinic.groups.actions.sessions import correct_session, record_make_up, record_session
from reconnect.clinic.groups.forms.make_up import MakeUpForm
from reconnect.clinic.groups.forms.plan import PartForm, PlanForm
from reconnect.clinic.groups.forms.session import SessionForm
from reconnect.clinic.groups.links import links_of
from reconnect.clinic.groups.queries import attendance_for
from reconnect.clinic.groups.run_desk import RunDesk, run_desk_of
from reconnect.clinic.groups.sending import page_of_group
from reconnect.clinic.partners.sending import kept
from reconnect.clinic.people.pages import page_about, posted

BOTH = ["GET", "HEAD", "POST"]


@policy(CARERS)
@require_http_methods(BOTH)
def session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The session's page: its plan, and a form for what happened; once it is recorded, what was."""
    desk = run_desk_of(request.user, session_id)
    if request.method == "POST" or desk.meeting is None:
        return _recording(request, desk)
    return _page(request, desk, {"form": None, "came": tuple(desk.came())})


@policy(CARERS)
@require_http_methods(BOTH)
def session_again(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Put a recorded session right."""
    desk = run_desk_of(request.user, session_id)
    if desk.meeting is None and request.method != "POST":
        return redirect("session", session_id)
    return _recording(request, desk)


@policy(CARERS)
@require_http_methods(BOTH)
def session_plan_of_group(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Change the plan of this session: its day, its length, its lines."""
    desk = run_desk_of(request.user, session_id)
    if desk.meeting is not None and request.method != "POST":
        return redirect("session", session_id)
    form = PlanForm(posted(request), service=request.user.service, session=desk.session, parts=desk.parts)
    if kept(form, lambda: change_session_plan(session=desk.session, by=request.user, **form.told)):
        return redirect("session", session_id)
    if form.overtaken:
        form.look_again(desk.session)
    return _page(request, desk, {"form": form}, "groups/plan.html.j2")


@policy(CARERS)
@require_http_methods(BOTH)
def new_part(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Add a part of the facilitators' own."""
    desk = run_desk_of(request.user, session_id)
    form = PartForm(posted(request), service=request.user.service)
    if kept(form, lambda: add_part(session=desk.session, by=request.user, **form.told), desk.session.parts):
        return redirect("session_again" if desk.meeting else "session_plan_of_group", session_id)
    return _page(request, desk, {"form": form}, "groups/part.html.j2")


@policy(CARERS)
@require_http_methods(BOTH)
def make_up(request: HttpRequest, attendance_id: UUID) -> HttpResponse:
    """Record what somebody had later of a session that they missed."""
    attendance = attendance_for(request.user, attendance_id)
    episode = attendance.membership.episode
    desk = run_desk_of(request.user, attendance.session_id)
    about = {"person": episode.person, "service": request.user.service, "by": request.user}
    form = MakeUpForm(posted(request), **about, parts=desk.parts, practice=desk.practice)
    act = lambda: record_make_up(attendance=attendance, by=request.user, **form.told)  # noqa: E731
    if kept(form, act, episode.contacts):
        return redirect("group", desk.session.group_id)
    context = {"form": form, "desk": desk, "attendance": attendance}
    return page_about(request, episode.person, "groups/make_up.html.j2", context, status=form.status)


def _recording(request: HttpRequest, desk: RunDesk) -> HttpResponse:
    form = SessionForm(
        posted(request),
        service=request.user.service,
        session=desk.session,
        parts=desk.parts,
        memberships=desk.memberships,
        leading=desk.leading,
        practice=desk.practice,
        before=desk.meeting,
    )
    if kept(form, lambda: _record(request, desk, form)):
        return redirect("session", desk.session.pk)
    if form.overtaken:
        form.look_again(desk.session)
    return _page(request, desk, {"form": form, "came": ()})


def _record(request: HttpRequest, desk: RunDesk, form: SessionForm) -> None:
    told = {"session": desk.session, "told": form.meeting, "by": request.user, "id": form.cleaned_data["token"]}
    seen = form.cleaned_data["seen"]
    if seen is None:
        record_session(**told)
    else:
        correct_session(**told, seen=seen)


def _page(
    request: HttpRequest, desk: RunDesk, context: dict[str, object], template: str = "groups/session.html.j2"
) -> HttpResponse:
    form = context["form"]
    context = {"desk": desk, "links": links_of(desk.session)} | context
    return page_of_group(request, desk.session.group, template, context, status=form.status if form else 200)
