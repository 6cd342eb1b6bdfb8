"""Where a member lands, and who else is on the staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.accounts.policy import ADMINISTRATORS, CLINICAL, MEMBER, policy
from reconnect.clinic.accounts.queries import members_of


@policy(MEMBER)
@require_safe
def staff_home(request: HttpRequest) -> HttpResponse:
    """To the first page of the member's role."""
    if request.user.role in CLINICAL:
        return redirect("caseload")
    if request.user.role == Role.ADMINISTRATOR:
        return redirect("members")
    return render(request, "accounts/nothing_yet.html.j2", {})


@policy(ADMINISTRATORS)
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """The service's staff; nothing clinical."""
    return render(request, "accounts/members.html.j2", {"members": members_of(request.user.service)})
