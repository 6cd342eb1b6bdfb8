"""The lead's Outcomes page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from reconnect.analysis.evaluate import evaluate
from reconnect.analysis.family import Family
from reconnect.clinic.accounts.policy import LEADS, policy
from reconnect.clinic.library.questionnaires import stand_ins
from reconnect.clinic.reports.actions import read_outcomes_page
from reconnect.clinic.reports.forms import SelectionForm
from reconnect.clinic.reports.outcomes import programmes_of, service_outcomes
from reconnect.exchange.report.page import report_page


@policy(LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def outcomes(request: HttpRequest) -> HttpResponse:
    """The evaluation of the service's own people, as it stands now, or of a part of them. A group's name is posted."""
    service = request.user.service
    read_outcomes_page(by=request.user)  # by itself: whoever is answering must not wait for a whole evaluation
    form = SelectionForm(request.POST if request.method == "POST" else None, programmes=programmes_of(service))
    selection = form.selection
    # Tests were planned for everyone: of a part there are none, whatever one looks for in it.
    evaluation = evaluate(service_outcomes(service, selection), Family(()) if selection else None, sensitivity=False)
    context = {"page": report_page(evaluation, ()), "form": form, "selection": selection}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "reports/outcomes.html.j2", context | {"stand_ins": stand_ins(service)}, status=status)
