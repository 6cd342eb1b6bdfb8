"""Where a member lands, and who else is on the staff."""

from contextlib import suppress
from uuid import UUID

from allauth.mfa.totp.views import activate_totp
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.actions import name_portal, set_prescriber
from reconnect.clinic.accounts.models import Role
from reconnect.clinic.accounts.policy import ADMINISTRATORS, CLINICAL, LEADING, MEMBER, NEWCOMER, policy
from reconnect.clinic.accounts.portal_name import PortalNameForm
from reconnect.clinic.accounts.queries import member_for, members_of
from reconnect.clinic.accounts.second_factor import confirm_by_new_factor
from reconnect.errors import ActionDenied

CODES = "mfa_view_recovery_codes"  # where the library leads once an authenticator is set up


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
    return render(
        request, "accounts/members.html.j2", {"members": members_of(request.user.service), "treating": CLINICAL}
    )


@policy(ADMINISTRATORS)
@require_POST
def prescriber(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Say that somebody prescribes, or no longer does."""
    member = member_for(request.user, member_id)
    with suppress(ActionDenied):  # they left, or changed, since the page was drawn: the page says how it is now
        set_prescriber(member=member, prescriber=request.POST.get("prescriber") == "yes", by=request.user)
    return redirect("members")


@policy(LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
def portal_name(request: HttpRequest) -> HttpResponse:
    """What people's pages are called."""
    service = request.user.service
    form = PortalNameForm(request.POST if request.method == "POST" else None, service=service)
    if form.is_valid():
        name_portal(service=service, portal_name=form.cleaned_data["portal_name"], by=request.user)
        return redirect("portal_name")
    return render(request, "accounts/portal_name.html.j2", {"form": form}, status=422 if form.is_bound else 200)


@policy(NEWCOMER)
def add_second_step(request: HttpRequest) -> HttpResponse:
    """Set up an authenticator: the code that proves it is this session's second factor too."""
    response = activate_totp(request)
    if request.method == "POST" and response.status_code == 302 and response["Location"] == reverse(CODES):
        confirm_by_new_factor(request, request.user)
    return response
