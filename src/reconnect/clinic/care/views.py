"""What happens in a course of care: contacts, referrals, events; and the notes kept apart from them."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.care.actions.contacts import correct_contact, record_contact, withdraw_contact
from reconnect.clinic.care.actions.events import correct_event, record_event, withdraw_event
from reconnect.clinic.care.actions.notes import read_private_note, withdraw_private_note, write_private_note
from reconnect.clinic.care.actions.referrals import change_status, correct_referral, make_referral, withdraw_referral
from reconnect.clinic.care.forms.contact import ContactForm
from reconnect.clinic.care.forms.others import EventForm, NoteForm, ReferralForm, StatusForm
from reconnect.clinic.care.presenters import KINDS, note_lines, referral_entry, timeline
from reconnect.clinic.care.queries import (
    contact_for,
    event_for,
    private_note_for,
    referral_for,
    routes_for,
)
from reconnect.clinic.partners.forms import AboutPerson, PurposeForm, SureForm
from reconnect.clinic.partners.permissions import APART
from reconnect.clinic.partners.sending import kept, shown
from reconnect.clinic.people.models import Person
from reconnect.clinic.people.pages import about_person, page_about, posted
from reconnect.clinic.people.queries import episode_for, episodes_of, person_for

FORM = "partners/form.html.j2"
BOTH = ["GET", "HEAD", "POST"]


@policy(CARERS)
@require_safe
def happened(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Everything that happened, in order of day, or the kinds that are ticked."""
    person = person_for(request.user, person_id)
    found = timeline(person, request.user.service, request.GET.getlist("show"))
    context = {"timeline": found, "kinds": KINDS, "episodes": episodes_of(person)}
    return page_about(request, person, "care/timeline.html.j2", context)


@policy(CARERS)
@require_http_methods(BOTH)
def new_contact(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Record a contact."""
    episode = episode_for(request.user, episode_id)
    form = ContactForm(posted(request), **_about(request, episode.person), by=request.user)
    if kept(form, lambda: record_contact(episode=episode, by=request.user, **form.told), episode.contacts):
        return redirect("timeline", episode.person_id)
    return shown(request, "care/contact.html.j2", episode.person, _page(form, "Record a contact", episode.person))


@policy(CARERS)
@require_http_methods(BOTH)
def contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Put a contact right."""
    standing = contact_for(request.user, contact_id)
    person = standing.episode.person
    if standing.retracted_at and request.method != "POST":
        return redirect("timeline", person.pk)
    form = ContactForm(posted(request), **_about(request, person), by=request.user, standing=standing)
    if kept(form, lambda: correct_contact(contact=standing, by=request.user, **form.told), standing.episode.contacts):
        return redirect("timeline", person.pk)
    return shown(request, "care/contact.html.j2", person, _page(form, "Correct a contact", person))


@policy(CARERS)
@require_http_methods(BOTH)
def contact_back(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Take a contact back."""
    standing = contact_for(request.user, contact_id)
    act = partial(withdraw_contact, contact=standing, by=request.user)
    return _taken_back(request, standing.episode.person, act)


@policy(CARERS)
@require_http_methods(BOTH)
def new_referral(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Write a referral."""
    episode = episode_for(request.user, episode_id)
    form = ReferralForm(posted(request), **_about(request, episode.person))
    if kept(form, lambda: make_referral(episode=episode, by=request.user, **form.told), episode.referrals):
        return redirect("timeline", episode.person_id)
    return shown(request, FORM, episode.person, _page(form, "Refer to somebody else", episode.person))


@policy(CARERS)
@require_http_methods(BOTH)
def onward(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """A referral and its steps, and the next one."""
    referral = referral_for(request.user, referral_id)
    person = referral.episode.person
    form = StatusForm(posted(request), **_about(request, person))
    if kept(form, lambda: change_status(referral=referral, by=request.user, **form.told), referral.changes):
        return redirect("onward", referral.pk)
    page = _page(form, "Referral", person) | {"entry": referral_entry(referral, routes_for(request.user.service))}
    return shown(request, "care/referral.html.j2", person, page)


@policy(CARERS)
@require_http_methods(BOTH)
def correct_onward(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Put a referral right."""
    referral = referral_for(request.user, referral_id)
    person = referral.episode.person
    if referral.retracted_at and request.method != "POST":
        return redirect("timeline", person.pk)
    form = ReferralForm(posted(request), **_about(request, person), standing=referral)
    if kept(
        form,
        lambda: correct_referral(referral=referral, by=request.user, **form.told),
        referral.episode.referrals,
    ):
        return redirect("timeline", person.pk)
    return shown(request, FORM, person, _page(form, "Correct a referral", person))


@policy(CARERS)
@require_http_methods(BOTH)
def onward_back(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Take a referral back."""
    referral = referral_for(request.user, referral_id)
    act = partial(withdraw_referral, referral=referral, by=request.user)
    return _taken_back(request, referral.episode.person, act)


@policy(CARERS)
@require_http_methods(BOTH)
def new_event(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Record what stood in the way."""
    person = person_for(request.user, person_id)
    form = EventForm(posted(request), **_about(request, person))
    if kept(form, lambda: record_event(person=person, by=request.user, **form.told), person.life_events):
        return redirect("timeline", person.pk)
    return shown(request, FORM, person, _page(form, "Something that stood in the way", person))


@policy(CARERS)
@require_http_methods(BOTH)
def event(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Put an event right, or say when it ended."""
    standing = event_for(request.user, event_id)
    if standing.retracted_at and request.method != "POST":
        return redirect("timeline", standing.person_id)
    form = EventForm(posted(request), **_about(request, standing.person), standing=standing)
    if kept(form, lambda: correct_event(event=standing, by=request.user, **form.told), standing.person.life_events):
        return redirect("timeline", standing.person_id)
    return shown(request, FORM, standing.person, _page(form, "Correct an event", standing.person))


@policy(CARERS)
@require_http_methods(BOTH)
def event_back(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Take an event back."""
    standing = event_for(request.user, event_id)
    return _taken_back(request, standing.person, partial(withdraw_event, event=standing, by=request.user))


@policy(APART)
@require_safe
def notes(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The private notes, by day and author."""
    person = person_for(request.user, person_id)
    return page_about(request, person, "care/notes.html.j2", {"notes": note_lines(person)})


@policy(APART)
@require_http_methods(BOTH)
def new_note(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Write a private note."""
    person = person_for(request.user, person_id)
    form = NoteForm(posted(request), **_about(request, person))
    if kept(form, lambda: write_private_note(person=person, by=request.user, **form.told), person.private_notes):
        return redirect("notes", person.pk)
    page = _page(form, "Write a private note", person, "notes") | {"explained": "own note"}
    return shown(request, FORM, person, page)


@policy(APART)
@require_http_methods(BOTH)
def note(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Ask for a purpose, then open the note: the two are one event each."""
    found = private_note_for(request.user, note_id)
    person = found.person
    form = PurposeForm(posted(request), **_about(request, person))
    if not form.is_valid():
        page = _page(form, "A private note", person, "notes") | {"button": "Open the note"}
        return shown(request, FORM, person, page)
    with writing():
        read_private_note(note=found, purpose=form.cleaned_data["purpose"], by=request.user)
        return render(request, "care/note.html.j2", {"note": found} | about_person(request, person))


@policy(APART)
@require_http_methods(BOTH)
def note_back(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Take a note back: its author only."""
    found = private_note_for(request.user, note_id)
    act = partial(withdraw_private_note, note=found, by=request.user)
    return _taken_back(request, found.person, act, "note", "notes")


def _about(request: HttpRequest, person: Person) -> dict[str, Any]:
    return {"person": person, "service": request.user.service}


def _page(form: AboutPerson, heading: str, person: Person, back: str = "timeline") -> dict[str, Any]:
    return {"form": form, "heading": heading, "explained": "", "button": "Save", "back": (back, person.pk)}


def _taken_back(
    request: HttpRequest, person: Person, act: Callable[[], object], what: str = "record", back: str = "timeline"
) -> HttpResponse:
    form = SureForm(posted(request), **_about(request, person))
    if kept(form, act):
        return redirect(back, person.pk)
    page = _page(form, f"Take a {what} back", person, back) | {"explained": f"{what} back", "button": "Take it back"}
    return shown(request, FORM, person, page)
