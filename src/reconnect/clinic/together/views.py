"""A partner's pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reconnect.clinic.accounts.policy import policy
from reconnect.clinic.portal.permissions import AS_PARTNER


@policy(AS_PARTNER)
@require_safe
def partner_home(request: HttpRequest) -> HttpResponse:
    """What there is for a partner; nothing, until the person shares something."""
    return render(request, "together/partner_home.html.j2", {"service": request.visit.code.service})
