"""The lead's Outcomes page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reconnect.analysis.evaluate import evaluate
from reconnect.clinic.accounts.policy import LEADS, policy
from reconnect.clinic.library.questionnaires import stand_ins
from reconnect.clinic.reports.actions import read_outcomes_page
from reconnect.clinic.reports.outcomes import service_outcomes
from reconnect.exchange.report.page import report_page


@policy(LEADS)
@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """The evaluation of the service's own people, as it stands now."""
    read_outcomes_page(by=request.user)  # by itself: whoever is answering must not wait for a whole evaluation
    evaluation = evaluate(service_outcomes(request.user.service))
    context = {"page": report_page(evaluation, ()), "stand_ins": stand_ins(request.user.service)}
    return render(request, "reports/outcomes.html.j2", context)
