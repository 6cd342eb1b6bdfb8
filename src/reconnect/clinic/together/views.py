"""What a person shares, two boundaries beside each other, and a partner's own pages."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.policy import policy
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.pages import posted
from reconnect.clinic.portal.permissions import AS_PARTNER, AT_HOME, OWN_PAGES
from reconnect.clinic.together import actions
from reconnect.clinic.together.forms import UntilForm
from reconnect.clinic.together.presenters import boundaries_of
from reconnect.clinic.together.queries import (
    own_share,
    own_sheets,
    partner_places,
    present_partner,
    seen_by_partner,
    share_seen,
    shared_by_person,
)
from reconnect.clinic.together.shareables import free_shareables, shareables_of
from reconnect.clinic.together.telling import piece_told
from reconnect.model.address import address_of, at_address

FOR_A_PARTNER = "for-a-partner"  # the piece that anybody may give to one


@policy(AT_HOME)
@require_safe
def sharing(request: HttpRequest) -> HttpResponse:
    """What the person shares now, until when, and what they might share."""
    code = request.visit.code
    partner = present_partner(code)
    shares = shared_by_person(partner) if partner else ()
    context = {
        "service": code.service,
        "somebody": partner is not None,
        "shares": shares,
        "things": free_shareables(code, shares) if partner else (),
    }
    return render(request, "together/sharing.html.j2", context)


@policy(AT_HOME)
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, offered: str) -> HttpResponse:
    """Look at one thing as the partner would read it, and share it until a day."""
    code = request.visit.code
    thing = at_address(offered, shareables_of(code))
    if thing is None:
        raise Http404
    if present_partner(code) is None:
        return redirect("sharing")
    form = UntilForm(posted(request), today=today_of(code.service))
    if form.is_valid():
        actions.share(code=code, thing=thing, until=form.cleaned_data["until"])
        return redirect("sharing")
    context = {"service": code.service, "thing": thing, "piece": piece_told(thing.what, thing.version), "form": form}
    return render(request, "together/share.html.j2", context, status=422 if form.is_bound else 200)


@policy(AT_HOME)
@require_POST
def end_share(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """Stop sharing it: one tap, no reason."""
    actions.end_share(code=request.visit.code, share=own_share(request.visit.code, share_id))
    return redirect("sharing")


@policy(OWN_PAGES)
@require_safe
def boundaries(request: HttpRequest) -> HttpResponse:
    """One's own boundary, and the other one's beside it while both choose so."""
    code = request.visit.code
    page = boundaries_of(code, UntilForm(None, today=today_of(code.service)))
    if not page.somebody:  # a person's page of what they share says so
        return _nothing(request) if code.partner_id else redirect("sharing")
    return render(request, "together/boundaries.html.j2", {"service": code.service, "page": page})


@policy(OWN_PAGES)
@require_POST
def show_boundary(request: HttpRequest) -> HttpResponse:
    """Choose to show one's own beside the other's."""
    code = request.visit.code
    form = UntilForm(request.POST, today=today_of(code.service))
    page = boundaries_of(code, form)
    if page.own is None or not page.somebody:  # it was put away since the page was drawn
        return redirect("boundaries")
    if form.is_valid():
        actions.show_boundary(code=code, until=form.cleaned_data["until"])
        return redirect("boundaries")
    return render(request, "together/boundaries.html.j2", {"service": code.service, "page": page}, status=422)


@policy(OWN_PAGES)
@require_POST
def hide_boundary(request: HttpRequest) -> HttpResponse:
    """Show it no longer: one tap, no reason."""
    actions.hide_boundary(code=request.visit.code)
    return redirect("boundaries")


@policy(AS_PARTNER)
@require_safe
def partner_home(request: HttpRequest) -> HttpResponse:
    """What is shared with a partner now, or that there is nothing to do; and the ways to what is their own.

    Those stand here while their pages are closed, too: an ending must not look like one.
    """
    code = request.visit.code
    context = {"service": code.service, "shares": seen_by_partner(code), "places": partner_places()}
    return render(request, "together/partner_home.html.j2", context)


@policy(AS_PARTNER)
@require_safe
def shared(request: HttpRequest, seen_id: UUID) -> HttpResponse:
    """One thing that is shared. What is over, ended or somebody else's looks like what never was."""
    found = share_seen(request.visit.code, seen_id)
    if found is None:
        return _nothing(request)
    context = {"service": request.visit.code.service, "share": found, "piece": piece_told(found.what, found.version)}
    return render(request, "together/shared.html.j2", context)


@policy(AS_PARTNER)
@require_safe
def partner_own(request: HttpRequest) -> HttpResponse:
    """The partner's own sheets: for themselves, unless they give one to the team."""
    code = request.visit.code
    sheets = own_sheets(code)
    if not sheets:
        return _nothing(request)
    return render(request, "together/partner_own.html.j2", {"service": code.service, "sheets": sheets})


@policy(AS_PARTNER)
@require_safe
def partner_support(request: HttpRequest) -> HttpResponse:
    """Where a partner may find support of their own; the same for every one of them."""
    context = {"service": request.visit.code.service, "to_read": address_of(FOR_A_PARTNER)}
    return render(request, "together/partner_support.html.j2", context)


def _nothing(request: HttpRequest) -> HttpResponse:
    return render(request, "together/nothing.html.j2", {}, status=404)
