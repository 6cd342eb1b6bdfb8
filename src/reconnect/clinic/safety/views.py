"""The pages of safety: the worklist, a flag, what a service goes by, and who is named for the same day."""

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.policy import CARERS, LEADS, policy
from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.pages import page_about, posted
from reconnect.clinic.people.queries import person_for
from reconnect.clinic.safety.actions import (
    change_calendar,
    change_help,
    change_route,
    choose_calendar,
    close_flag,
    end_duty,
    hand_over_flag,
    name_duty,
    own_flag,
    read_worklist,
    reopen_flag,
    report_concern,
)
from reconnect.clinic.safety.forms import (
    CalendarForm,
    ChosenCalendarForm,
    ClosingForm,
    ConcernForm,
    DutyForm,
    HandOverForm,
    HelpForm,
    KeptForm,
    RouteForm,
    known_of,
)
from reconnect.clinic.safety.models import Flag
from reconnect.clinic.safety.presenters import kind_of, response_of, row, rows, step_rows
from reconnect.clinic.safety.queries import (
    calendar_of,
    calendars_by,
    duties_of,
    duty_for,
    flag_for,
    flags_of,
    help_page,
    out_of_date,
    routes_by,
    same_day_owners,
    steps_of,
    worklist,
)
from reconnect.errors import ActionDenied, ContentError
from reconnect.model.calendar import Calendar
from reconnect.model.flag_kind import FlagKind
from reconnect.model.help_page import HelpPage
from reconnect.model.route import Route, routes_of


@policy(CARERS)
@require_safe
def safety(request: HttpRequest) -> HttpResponse:
    """The worklist; that it was read is noted before anything of it leaves."""
    service, now = request.user.service, timezone.now()
    today = today_of(service)
    with writing():
        read_worklist(by=request.user)
        context = {
            "rows": rows(worklist(request.user), request.user, now),
            "named": same_day_owners(service, today),
            "out_of_date": out_of_date(service, today),
        }
        return render(request, "safety/worklist.html.j2", context)


@policy(CARERS)
@require_safe
def flag(request: HttpRequest, flag_id: UUID) -> HttpResponse:
    """One flag, and the routes it may take."""
    return _flag_page(request, flag_for(request.user, flag_id))


@policy(CARERS)
@require_POST
def take_flag(request: HttpRequest, flag_id: UUID) -> HttpResponse:
    """Look after it from now on."""
    found = flag_for(request.user, flag_id)
    try:
        own_flag(flag=found, by=request.user)
    except ActionDenied as denied:
        return _flag_page(request, flag_for(request.user, flag_id), denied=denied)
    return redirect("flag", flag_id)


@policy(CARERS)
@require_POST
def hand_over(request: HttpRequest, flag_id: UUID) -> HttpResponse:
    """Give it to somebody else."""
    found = flag_for(request.user, flag_id)
    form = HandOverForm(request.POST, service=request.user.service)
    if not form.is_valid():
        return _flag_page(request, found, hand_over=form)
    try:
        hand_over_flag(flag=found, to=form.cleaned_data["member"], by=request.user)
    except ActionDenied as denied:
        return _flag_page(request, flag_for(request.user, flag_id), denied=denied, hand_over=form)
    return redirect("flag", flag_id)


@policy(CARERS)
@require_POST
def close(request: HttpRequest, flag_id: UUID) -> HttpResponse:
    """Say how it ended."""
    found = flag_for(request.user, flag_id)
    form = ClosingForm(request.POST, service=request.user.service)
    if not form.is_valid():
        return _flag_page(request, found, closing=form)
    try:
        close_flag(flag=found, by=request.user, **form.cleaned_data)
    except ActionDenied as denied:
        return _flag_page(request, flag_for(request.user, flag_id), denied=denied, closing=form)
    return redirect("flag", flag_id)


@policy(CARERS)
@require_POST
def reopen(request: HttpRequest, flag_id: UUID) -> HttpResponse:
    """There is more to do."""
    reopen_flag(flag=flag_for(request.user, flag_id), by=request.user)
    return redirect("flag", flag_id)


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def person_flags(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Everything that was raised about a person, and a way to raise what a member heard."""
    person = person_for(request.user, person_id)
    form = ConcernForm(posted(request), service=request.user.service)
    if form.is_valid():
        raised = report_concern(person=person, by=request.user, **form.told)
        return redirect("flag", raised.pk)
    found = [(row(each, request.user.service.zone, timezone.now()), kind_of(each)) for each in flags_of(person)]
    context = {"rows": found, "form": form}
    return page_about(request, person, "safety/person_flags.html.j2", context, status=form.status)


@policy(CARERS)
@require_safe
def routes(request: HttpRequest) -> HttpResponse:
    """What the service does, kind by kind."""
    service = request.user.service
    context = {"routes": routes_by(service).values(), "today": today_of(service)}
    return render(request, "safety/routes.html.j2", context)


@policy(LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def route(request: HttpRequest, route_id: str) -> HttpResponse:
    """Change a route."""
    kept = routes_by(request.user.service).get(route_id)
    if kept is None:
        raise Http404
    form = _kept_form(RouteForm, request, kept)
    if form.is_valid() and _is_changed(form, lambda: change_route(route=form.edited(kept), **_by(request, form))):
        return redirect("routes")
    return _kept_page(request, form, kept, "routes")


@policy(LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def calendars(request: HttpRequest) -> HttpResponse:
    """Whose bank holidays the service keeps."""
    service = request.user.service
    known = {"calendar": calendar_of(service).id}
    form = ChosenCalendarForm(posted(request), service=service, initial=known)
    if form.is_valid():
        choose_calendar(calendar_id=form.cleaned_data["calendar"], by=request.user)
        return redirect("calendars")
    context = {"form": form, "calendars": calendars_by(service).values(), "today": today_of(service)}
    return render(request, "safety/calendars.html.j2", context, status=form.status)


@policy(LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest, calendar_id: str) -> HttpResponse:
    """Change a calendar."""
    kept = calendars_by(request.user.service).get(calendar_id)
    if kept is None:
        raise Http404
    form = _kept_form(CalendarForm, request, kept)
    if form.is_valid() and _is_changed(form, lambda: change_calendar(calendar=form.edited(kept), **_by(request, form))):
        return redirect("calendars")
    return _kept_page(request, form, kept, "calendars")


@policy(LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def help_words(request: HttpRequest) -> HttpResponse:
    """Change what everyone with a code reads of what does not wait."""
    page = help_page(request.user.service)
    form = HelpForm(posted(request), service=request.user.service, page=page, initial=known_of(page))
    if form.is_valid() and _is_changed(form, lambda: change_help(page=form.edited(page), **_by(request, form))):
        return redirect("routes")
    return _kept_page(request, form, page, "routes")


@policy(LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def duty(request: HttpRequest) -> HttpResponse:
    """Who is named for what cannot wait."""
    service = request.user.service
    known = {"from_on": today_of(service)}
    form = DutyForm(posted(request), service=service, initial=known)
    if form.is_valid():
        try:
            name_duty(by=request.user, **form.told)
        except IntegrityError:  # the second click of two
            duty_for(request.user, form.told["id"])
        return redirect("duty")
    context = {"form": form, "duties": duties_of(service), "today": today_of(service)}
    return render(request, "safety/duty.html.j2", context, status=form.status)


@policy(LEADS)
@require_POST
def stop_duty(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """The member is no longer named."""
    end_duty(duty=duty_for(request.user, duty_id), by=request.user)
    return redirect("duty")


def _flag_page(
    request: HttpRequest,
    found: Flag,
    *,
    denied: ActionDenied | None = None,
    hand_over: Form | None = None,
    closing: Form | None = None,
) -> HttpResponse:
    service = request.user.service
    context = {
        "row": row(found, service.zone, timezone.now()),
        "kind": kind_of(found),
        "response_id": response_of(found),
        "steps": step_rows(steps_of(found), service.zone),
        "routes": routes_of(FlagKind(found.kind), routes_by(service).values()),
        "today": today_of(service),
        "denied": denied,
        "hand_over": hand_over or HandOverForm(service=service),
        "closing": closing or ClosingForm(service=service),
    }
    status = 409 if denied else 422 if hand_over or closing else 200
    return page_about(request, found.person, "safety/flag.html.j2", context, status=status)


def _kept_form(form: type[KeptForm], request: HttpRequest, kept: Route | Calendar) -> KeptForm:
    return form(posted(request), service=request.user.service, initial=known_of(kept))


def _by(request: HttpRequest, form: KeptForm) -> dict[str, object]:
    return {"seen": form.cleaned_data["seen"], "by": request.user}


def _is_changed(form: KeptForm, change: Callable[[], object]) -> bool:
    """Whether it went; else the form says why not."""
    try:
        change()
    except ContentError as wrong:
        for problem in wrong.problems:
            form.add_error(None, f"{problem.field}: {problem.message}")
    except ActionDenied as denied:
        form.overtaken = True
        form.add_error(None, str(denied))
    return form.is_valid()


def _kept_page(request: HttpRequest, form: KeptForm, kept: Route | Calendar | HelpPage, back: str) -> HttpResponse:
    """Where somebody else was faster the form goes on from what they wrote, so that saving again replaces it."""
    if form.overtaken:
        form.go_on_from(kept.version)
    context = {"form": form, "kept": kept, "back": back}
    return render(request, "safety/kept.html.j2", context, status=form.status)
