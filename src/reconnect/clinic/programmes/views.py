"""Pages of programmes: everybody who cares for people reads and prints them, and a lead changes them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from reconnect.clinic.accounts.policy import CARERS, LEADS, policy
from reconnect.clinic.people.pages import posted
from reconnect.clinic.programmes import actions
from reconnect.clinic.programmes.forms.kept import EditionForm
from reconnect.clinic.programmes.forms.programme import ProgrammeForm
from reconnect.clinic.programmes.forms.session import SessionForm
from reconnect.clinic.programmes.forms.words import WordsForm
from reconnect.clinic.programmes.presenters import READERS, plan_page, programme_card, readers, sheet_of
from reconnect.clinic.programmes.queries import (
    PLANS,
    PROGRAMMES,
    editions_of,
    programme_at,
    programmes_of,
    session_edition_at,
    session_plan_at,
    session_plans_of,
)
from reconnect.errors import ActionDenied, ContentError
from reconnect.model.session_plan import SessionPlan


@policy(CARERS)
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """Every programme with its sessions, and a warning where too little of it is about sex."""
    service = request.user.service
    plans = session_plans_of(service)
    cards = [programme_card(each, plans) for each in programmes_of(service)]
    return render(request, "programmes/programmes.html.j2", {"cards": cards})


@policy(LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_programme(request: HttpRequest, programme_address: str) -> HttpResponse:
    """Choose its sessions, their order and the days between them."""
    service = request.user.service
    programme, plans = programme_at(service, programme_address), session_plans_of(service)
    form = ProgrammeForm(posted(request), service=service, programme=programme, plans=plans)
    if _is_changed(form, lambda: actions.edit_programme(programme=form.edited, **_by(request, form))):
        return redirect("programmes")
    context = {"form": form, "card": programme_card(programme, plans)}
    return _form_page(request, form, "programmes/change_programme.html.j2", context, PROGRAMMES, programme.id)


@policy(CARERS)
@require_safe
def session_plan(request: HttpRequest, plan_address: str) -> HttpResponse:
    """A session as the service runs it now: run-sheet, exercise, handout, distress plan."""
    plan = session_plan_at(request.user.service, plan_address)
    context = {"page": plan_page(plan), "readers": readers()}
    return render(request, "programmes/session_plan.html.j2", context)


@policy(LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_session_plan(request: HttpRequest, plan_address: str) -> HttpResponse:
    """Change what it is called, what is said first, and its run-sheet."""
    return _change_plan(request, plan_address, SessionForm, "programmes/change_session_plan.html.j2")


@policy(LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_words(request: HttpRequest, plan_address: str) -> HttpResponse:
    """Change its exercise, its handout and its distress plan."""
    return _change_plan(request, plan_address, WordsForm, "programmes/change_words.html.j2")


@policy(CARERS)
@require_safe
def handout(request: HttpRequest, plan_address: str, plan_version: int) -> HttpResponse:
    """One sheet to give out, of the edition that a group goes by."""
    plan = session_edition_at(request.user.service, plan_address, plan_version)
    reader = request.GET.get("for", "")
    reader = reader if reader in READERS else ""
    context = {"sheet": sheet_of(plan, reader), "reader": reader, "readers": readers(), "page": plan_page(plan)}
    return render(request, "programmes/handout.html.j2", context)


@policy(CARERS)
@require_safe
def run_sheet(request: HttpRequest, plan_address: str, plan_version: int) -> HttpResponse:
    """For whoever leads: the run-sheet, the notice and the distress plan."""
    plan = session_edition_at(request.user.service, plan_address, plan_version)
    return render(request, "programmes/run_sheet.html.j2", {"page": plan_page(plan)})


def _change_plan(
    request: HttpRequest, plan_address: str, kind: type[SessionForm | WordsForm], template: str
) -> HttpResponse:
    plan: SessionPlan = session_plan_at(request.user.service, plan_address)
    form = kind(posted(request), service=request.user.service, plan=plan)
    if _is_changed(form, lambda: actions.edit_session_plan(plan=form.edited, **_by(request, form))):
        return redirect("session_plan", plan_address)
    return _form_page(request, form, template, {"form": form, "page": plan_page(plan)}, PLANS, plan.id)


def _by(request: HttpRequest, form: EditionForm) -> dict[str, object]:
    return {"seen": form.cleaned_data["seen"], "by": request.user}


def _is_changed(form: EditionForm, change: Callable[[], object]) -> bool:
    """Whether it went; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        change()
    except ContentError as wrong:
        form.add_problems(wrong.problems)
        return False
    except ActionDenied as denied:
        form.overtaken = True
        form.add_error(None, str(denied))
        return False
    return True


def _form_page(
    request: HttpRequest, form: EditionForm, template: str, context: dict[str, object], kind: str, content_id: str
) -> HttpResponse:
    """Where somebody else was faster the form goes on from what they wrote, so that saving again replaces it."""
    editions = editions_of(request.user.service, kind, content_id)
    if form.overtaken:
        form.go_on_from(editions[0].version)
    return render(request, template, context | {"editions": editions}, status=form.status)
