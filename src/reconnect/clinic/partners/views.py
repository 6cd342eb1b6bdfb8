"""The partner of a person: who it is, what was found, what they told alone. Nothing of the person's history."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.partners.actions import (
    add_partner,
    end_partner,
    read_partner_note,
    record_involvement,
    record_mode,
    withdraw_partner_note,
    write_partner_note,
)
from reconnect.clinic.partners.forms import (
    FindingForm,
    ModeForm,
    PartnerForm,
    PartnerNoteForm,
    PurposeForm,
    SureForm,
)
from reconnect.clinic.partners.given import given_by_partners_of
from reconnect.clinic.partners.permissions import APART, READERS
from reconnect.clinic.partners.presenters import EarlierPartner, PartnerCard
from reconnect.clinic.partners.queries import (
    earlier_partners_of,
    partner_for,
    partner_note_for,
    partner_of,
    present_partner_for,
)
from reconnect.clinic.partners.sending import kept, shown
from reconnect.clinic.people.models import Person
from reconnect.clinic.people.pages import about_person, page_about, posted
from reconnect.clinic.people.queries import person_for

FORM = "partners/form.html.j2"


@policy(CARERS)
@require_safe
def partner(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Whom the person wants to take part, and whether they may."""
    person = person_for(request.user, person_id)
    present = partner_of(person)
    apart = request.user.role in READERS
    context = {
        "card": PartnerCard.of(present, apart=apart) if present else None,
        "earlier": [EarlierPartner.of(each, apart=apart) for each in earlier_partners_of(person)],
        "apart": apart,
        "given": given_by_partners_of(person),
    }
    return page_about(request, person, "partners/partner.html.j2", context)


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_partner(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Note whom the person would like to take part."""
    person = person_for(request.user, person_id)
    form = PartnerForm(posted(request), person=person, service=request.user.service)
    if kept(form, lambda: add_partner(person=person, by=request.user, **form.told), person.partners):
        return redirect("partner", person.pk)
    return shown(request, FORM, person, _page(form, "Note a partner", person))


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Record what was found about involving the partner."""
    present = present_partner_for(request.user, partner_id)
    person = present.person
    form = FindingForm(posted(request), person=person, service=request.user.service)
    if kept(form, lambda: record_involvement(partner=present, by=request.user, **form.told), present.involvements):
        return redirect("partner", person.pk)
    return shown(request, FORM, person, _page(form, "May the partner take part?", person))


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def mode(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Record from when on the partner takes part."""
    present = present_partner_for(request.user, partner_id)
    person = present.person
    form = ModeForm(posted(request), person=person, service=request.user.service)
    if kept(form, lambda: record_mode(partner=present, by=request.user, **form.told), present.modes):
        return redirect("partner", person.pk)
    return shown(request, FORM, person, _page(form, "When does the partner take part?", person))


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """The person no longer wants the partner to take part."""
    leaving = partner_for(request.user, partner_id)
    person = leaving.person
    form = SureForm(posted(request), person=person, service=request.user.service)
    if kept(form, lambda: end_partner(partner=leaving, by=request.user)):
        return redirect("partner", person.pk)
    page = _page(form, "End the partner's part", person) | {"explained": "ending", "button": "End it"}
    return shown(request, FORM, person, page)


@policy(APART)
@require_http_methods(["GET", "HEAD", "POST"])
def new_partner_note(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Keep what the partner told alone."""
    telling = partner_for(request.user, partner_id)
    person = telling.person
    form = PartnerNoteForm(posted(request), person=person, service=request.user.service)
    if kept(form, lambda: write_partner_note(partner=telling, by=request.user, **form.told), telling.notes):
        return redirect("partner", person.pk)
    page = _page(form, "What the partner told alone", person) | {"explained": "partner note"}
    return shown(request, FORM, person, page)


@policy(APART)
@require_http_methods(["GET", "HEAD", "POST"])
def partner_note(request: HttpRequest, partner_note_id: UUID) -> HttpResponse:
    """Ask for a purpose, then open the note: the two are one event each."""
    note = partner_note_for(request.user, partner_note_id)
    person = note.partner.person
    form = PurposeForm(posted(request), person=person, service=request.user.service)
    if not form.is_valid():
        page = _page(form, "A note of what the partner told alone", person) | {"button": "Open the note"}
        return shown(request, FORM, person, page)
    with writing():
        read_partner_note(note=note, purpose=form.cleaned_data["purpose"], by=request.user)
        return render(request, "partners/note.html.j2", {"note": note} | about_person(request, person))


@policy(APART)
@require_http_methods(["GET", "HEAD", "POST"])
def partner_note_back(request: HttpRequest, partner_note_id: UUID) -> HttpResponse:
    """Take a note back: its author only."""
    note = partner_note_for(request.user, partner_note_id)
    person = note.partner.person
    form = SureForm(posted(request), person=person, service=request.user.service)
    if kept(form, lambda: withdraw_partner_note(note=note, by=request.user)):
        return redirect("partner", person.pk)
    page = _page(form, "Take a note back", person) | {"explained": "note back", "button": "Take it back"}
    return shown(request, FORM, person, page)


def _page(form: object, heading: str, person: Person) -> dict[str, object]:
    return {"form": form, "heading": heading, "explained": "", "button": "Save", "back": ("partner", person.pk)}
