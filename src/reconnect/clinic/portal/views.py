"""Opening and closing somebody's own pages, and a phrase of one's own."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.partners.queries import may_be_involved, partner_for, present_partner_for
from reconnect.clinic.partners.sending import kept, shown
from reconnect.clinic.people.pages import page_about, posted
from reconnect.clinic.people.queries import episode_for
from reconnect.clinic.portal.actions import (
    choose_phrase,
    close_pages,
    close_partner_pages,
    issue_partner_code,
    open_pages,
    open_partner_pages,
)
from reconnect.clinic.portal.forms import OpenPagesForm, PhraseForm
from reconnect.clinic.portal.permissions import OWN_PAGES
from reconnect.clinic.portal.presenters import slip_of
from reconnect.clinic.portal.queries import open_code_of, pages_of_partner


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def open_own_pages(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Open the person's own pages, having seen them alone."""
    episode = episode_for(request.user, episode_id)
    person = episode.person
    form = OpenPagesForm(posted(request), person=person, service=request.user.service)
    if kept(
        form,
        lambda: open_pages(episode=episode, seen_alone_on=form.cleaned_data["seen_alone_on"], by=request.user),
    ):
        return redirect("at_home", person.pk)
    return shown(request, "portal/open.html.j2", person, {"form": form})


@policy(CARERS)
@require_POST
def close_own_pages(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Close them, with every code and visit."""
    episode = episode_for(request.user, episode_id)
    close_pages(episode=episode, by=request.user)
    return redirect("at_home", episode.person_id)


@policy(CARERS)
@require_safe
def partner_pages(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Whether the partner has pages of their own, and the code that opens them."""
    partner = partner_for(request.user, partner_id)
    code = open_code_of(partner)
    context = {
        "partner": partner,
        "pages": pages_of_partner(partner),
        "allowed": may_be_involved(partner),
        "code_until": slip_of(code).until if code else None,
    }
    return page_about(request, partner.person, "portal/partner_pages.html.j2", context)


@policy(CARERS)
@require_POST
def open_pages_of_partner(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Open the partner's pages; while that is not allowed, their page says why."""
    partner = present_partner_for(request.user, partner_id)
    if may_be_involved(partner):
        open_partner_pages(partner=partner, by=request.user)
    return redirect("partner_pages", partner.pk)


@policy(CARERS)
@require_POST
def close_pages_of_partner(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Close them: from now on they hold nothing."""
    partner = partner_for(request.user, partner_id)
    close_partner_pages(partner=partner, by=request.user)
    return redirect("partner_pages", partner.pk)


@policy(CARERS)
@require_POST
def partner_code(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Make a code for the partner's pages and show it, this once, for printing. An earlier one stops working."""
    partner = present_partner_for(request.user, partner_id)
    if pages_of_partner(partner) is None or not may_be_involved(partner):
        return redirect("partner_pages", partner.pk)
    with writing():
        issued = issue_partner_code(partner=partner, by=request.user)
        context = {"slip": slip_of(issued.code), "text": issued.text, "partner": partner}
        return page_about(request, partner.person, "portal/partner_code.html.j2", context)


@policy(OWN_PAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def own_phrase(request: HttpRequest) -> HttpResponse:
    """Choose a phrase of one's own, without which the code opens nothing."""
    code = request.visit.code
    form = PhraseForm(posted(request), chosen=bool(code.phrase))
    if form.is_valid():
        if choose_phrase(code=code, phrase=form.cleaned_data["phrase"], present=form.cleaned_data["present"]):
            return render(request, "portal/phrase_chosen.html.j2", {})
        form.add_error("present", "This is not the phrase of now. After five wrong tries, please wait 15 minutes.")
    return render(request, "portal/phrase.html.j2", {"form": form}, status=422 if form.is_bound else 200)
