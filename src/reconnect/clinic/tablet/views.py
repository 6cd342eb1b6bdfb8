"""Staff's pages of answering in the room."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reconnect.clinic.accounts.policy import ANYONE, CARERS, policy
from reconnect.clinic.people.days import today_of
from reconnect.clinic.questionnaires.tablets import make_tablet, tonight
from reconnect.clinic.tablet.actions import hand_over_tablet, issue_sheets, read_chosen
from reconnect.clinic.tablet.forms import SheetsForm
from reconnect.clinic.tablet.permissions import LEAVING
from reconnect.clinic.tablet.presenters import chosen_of, sheets_of
from reconnect.clinic.tablet.queries import people_for
from reconnect.errors import ActionDenied

LEAVING_WITHIN = 5 * 60


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def room_tablet(request: HttpRequest) -> HttpResponse:
    """Make this browser the room's tablet: whoever is signed in is signed out, and it opens at the code.

    Only at the address that the pictures of codes hold: at another the tablet would not know itself when it reads one.
    """
    elsewhere = f"{request.scheme}://{request.get_host()}" != settings.ORIGIN
    if request.method != "POST" or elsewhere:
        context = {"origin": settings.ORIGIN, "elsewhere": elsewhere}
        context |= {"until": tonight(request.user.service, timezone.now())}
        return render(request, "tablet/begin.html.j2", context, status=409 if request.method == "POST" else 200)
    tablet = hand_over_tablet(by=request.user)
    logout(request)
    response = redirect("start")
    make_tablet(response, tablet)
    return response


@policy(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def end_tablet(request: HttpRequest) -> HttpResponse:
    """For staff: to the sign-in page, which alone ends it."""
    if request.tablet is None:
        return redirect("account_login")
    if request.method != "POST":
        return render(request, "tablet/end.html.j2", {})
    request.session.flush()
    request.session[LEAVING] = True
    request.session.set_expiry(LEAVING_WITHIN)
    return redirect("account_login")


@policy(CARERS)
@require_POST
def code_sheets(request: HttpRequest) -> HttpResponse:
    """A page of paper with a code for each of the people that another page names: first for which occasion."""
    people, service = people_for(request.user, request.POST.getlist("person")), request.user.service
    form = SheetsForm(request.POST, chosen_of(people, service, today_of(service)))
    if form.complete:
        try:
            issued = issue_sheets(occasions=form.occasions, ending=form.ending, by=request.user)
        except ActionDenied:
            form = form.overtaken_by(chosen_of(people, service, today_of(service)))
        else:
            return render(request, "tablet/sheets.html.j2", {"sheets": sheets_of(form.made(issued), service)})
    if people:
        read_chosen(by=request.user)
    return render(request, "tablet/choose.html.j2", {"form": form}, status=form.status)
