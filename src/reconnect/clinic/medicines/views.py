"""Medicines as the person sees them, and the staff's page about them."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.medicines.actions import record_total, withdraw_agreed_note, withdraw_total, write_agreed_note
from reconnect.clinic.medicines.forms import AgreedNoteForm, SureForm, TotalForm
from reconnect.clinic.medicines.permissions import PRESCRIBERS
from reconnect.clinic.medicines.presenters import EpisodeMedicines, ShownClass, own_list, sent_list
from reconnect.clinic.medicines.queries import (
    LIST,
    class_at,
    class_on_opioids,
    classes,
    lists_an_opioid,
    note_for,
    notes_in_force,
    total_for,
)
from reconnect.clinic.partners.sending import kept, shown
from reconnect.clinic.people.models import Person
from reconnect.clinic.people.pages import page_about, posted
from reconnect.clinic.people.queries import episode_for, person_for
from reconnect.clinic.portal.permissions import AT_HOME
from reconnect.clinic.questionnaires.voices import voice_of

FORM = "medicines/form.html.j2"


@policy(AT_HOME)
@require_safe
def medicines(request: HttpRequest) -> HttpResponse:
    """What the person takes, what was agreed with them, and what is known of each class."""
    visit = request.visit
    service, voice = visit.code.service, voice_of(visit.code)
    context = {
        "service": service,
        "tool": LIST,
        "own": own_list(visit),
        "notes": notes_in_force(visit.code.episode),
        "classes": [ShownClass.of(each, voice) for each in classes(service)],
        "opioids": ShownClass.of(class_on_opioids(service), voice) if lists_an_opioid(visit) else None,
    }
    return render(request, "medicines/medicines.html.j2", context)


@policy(AT_HOME)
@require_safe
def medicine_class(request: HttpRequest, medicine_class: str) -> HttpResponse:
    """What is known of a class, with its sources; the same for everyone."""
    code = request.visit.code
    told = ShownClass.of(class_at(code.service, medicine_class), voice_of(code))
    return render(request, "medicines/class.html.j2", {"told": told, "service": code.service})


@policy(CARERS)
@require_safe
def medicines_of(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What the person sent, totals that were recorded, and what was agreed."""
    person = person_for(request.user, person_id)
    context = {
        "told": sent_list(person),
        "cards": [EpisodeMedicines.of(each) for each in person.episodes.select_related("service")],
    }
    return page_about(request, person, "medicines/person.html.j2", context)


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_total(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Record a total that somebody worked out elsewhere."""
    episode = episode_for(request.user, episode_id)
    form = TotalForm(posted(request), person=episode.person, service=request.user.service)
    act = partial(record_total, episode=episode, by=request.user)
    if kept(form, lambda: act(**form.told), episode.recorded_totals):
        return redirect("medicines_of", episode.person_id)
    return _form(request, form, "Record a total", episode.person, "total")


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def total_back(request: HttpRequest, total_id: UUID) -> HttpResponse:
    """Take a total back."""
    total = total_for(request.user, total_id)
    person = total.episode.person
    form = SureForm(posted(request), person=person, service=request.user.service)
    if kept(form, lambda: withdraw_total(total=total, by=request.user)):
        return redirect("medicines_of", person.pk)
    return _form(request, form, "Take a total back", person, "total back")


@policy(PRESCRIBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_agreed_note(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Write what was agreed about a medicine."""
    episode = episode_for(request.user, episode_id)
    form = AgreedNoteForm(posted(request), person=episode.person, service=request.user.service)
    act = partial(write_agreed_note, episode=episode, by=request.user)
    if kept(form, lambda: act(**form.told), episode.agreed_medicine_notes):
        return redirect("medicines_of", episode.person_id)
    return _form(request, form, "Write what you agreed", episode.person, "note")


@policy(PRESCRIBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def agreed_note_back(request: HttpRequest, agreed_note_id: UUID) -> HttpResponse:
    """Take a note back; the person sees it no more."""
    note = note_for(request.user, agreed_note_id)
    person = note.episode.person
    form = SureForm(posted(request), person=person, service=request.user.service)
    if kept(form, lambda: withdraw_agreed_note(note=note, by=request.user)):
        return redirect("medicines_of", person.pk)
    return _form(request, form, "Take the note back", person, "note back")


def _form(request: HttpRequest, form: object, heading: str, person: Person, explained: str) -> HttpResponse:
    return shown(request, FORM, person, {"form": form, "heading": heading, "explained": explained})
