"""The lead's Outcomes page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reconnect.analysis.evaluate import evaluate
from reconnect.analysis.family import Family
from reconnect.clinic.accounts.policy import LEADS, policy
from reconnect.clinic.library.content import newest
from reconnect.clinic.library.questionnaires import stand_ins
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.pages import posted
from reconnect.clinic.reports.actions import read_outcomes_page
from reconnect.clinic.reports.asked import asked_of
from reconnect.clinic.reports.completion import begun_of, early_of
from reconnect.clinic.reports.completion_page import completion_page
from reconnect.clinic.reports.forms import PeriodForm, SelectionForm
from reconnect.clinic.reports.outcomes import programmes_of, service_outcomes
from reconnect.clinic.reports.queries import released_file, releases_of, years_of
from reconnect.clinic.reports.reckoning import reckon_year
from reconnect.clinic.reports.releasing import share_year
from reconnect.errors import ActionDenied
from reconnect.exchange.report.page import report_page


@policy(LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def outcomes(request: HttpRequest) -> HttpResponse:
    """The evaluation of the service's own people, as it stands now, or of a part of them. A group's name is posted."""
    service = request.user.service
    read_outcomes_page(by=request.user)  # by itself: whoever is answering must not wait for a whole evaluation
    form = SelectionForm(posted(request), service=service, programmes=programmes_of(service))
    selection = form.selection
    # Tests were planned for everyone: of a part there are none, whatever one looks for in it.
    planned = Family(()) if selection else None
    parts = {each.id: each.component for each in newest(service, "techniques").values()}
    evaluation = evaluate(service_outcomes(service, selection), planned, components=parts, sensitivity=False)
    context = {"page": report_page(evaluation, ()), "form": form, "selection": selection}
    context["early"] = early_of(begun_of(service, today_of(service)), selection)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "reports/outcomes.html.j2", context | {"stand_ins": stand_ins(service)}, status=status)


@policy(LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest) -> HttpResponse:
    """How many of the service's people were asked for leave to talk, and when. There is no part of it by clinician."""
    read_outcomes_page(by=request.user)
    form = PeriodForm(posted(request), service=request.user.service)
    context = {"asked": asked_of(request.user.service, form.selection), "form": form, "selection": form.selection}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "reports/asked.html.j2", context, status=status)


@policy(LEADS)
@require_safe
def completion(request: HttpRequest) -> HttpResponse:
    """Who was heard from again, by cohort, beside the aims: of everybody who began, whatever became of them."""
    read_outcomes_page(by=request.user)
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 and int(text) else 1
    today = today_of(request.user.service)
    page = completion_page(begun_of(request.user.service, today), today, number)
    return render(request, "reports/completion.html.j2", {"page": page})


@policy(LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest) -> HttpResponse:
    """What left, and the next form that may: of a whole year, without any choice of people."""
    this_year = timezone.now().astimezone(request.user.service.zone).year
    years = years_of(request.user, this_year)
    refused = ""
    if request.method == "POST":
        year = request.POST.get("year", "")
        try:
            if year not in map(str, years):
                raise ActionDenied("Choose one of the years.")
            share_year(by=request.user, reckoned=reckon_year(service=request.user.service, year=int(year)))
            return redirect("share")
        except ActionDenied as denied:
            refused = str(denied)
    context = {"years": years, "releases": releases_of(request.user), "refused": refused}
    return render(request, "reports/share.html.j2", context, status=422 if refused else 200)


@policy(LEADS)
@require_safe
def shared_file(request: HttpRequest, release_id: UUID, name: str) -> HttpResponse:
    """A file of a release, to be saved and not shown here."""
    file = released_file(request.user, release_id, name)
    attachment = f'attachment; filename="{file.name}"'
    return HttpResponse(
        bytes(file.content), content_type="application/octet-stream", headers={"Content-Disposition": attachment}
    )
