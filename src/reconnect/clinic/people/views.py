"""Pages that change people and episodes."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.people.actions import (
    add_person,
    change_episode,
    change_person,
    end_episode,
    open_episode,
    record_agreement,
    reopen_episode,
    start_episode,
    withdraw_start,
)
from reconnect.clinic.people.forms import (
    AgreementForm,
    EpisodeForm,
    NewEpisodeForm,
    NewPersonForm,
    PersonForm,
    ReferralForm,
    StaffForm,
    known_of,
)
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.people.pages import page_about, posted
from reconnect.clinic.people.queries import (
    episode_for,
    episode_of,
    newest_agreement,
    person_added_by,
    person_for,
)
from reconnect.errors import ActionDenied


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Add a person with their first episode."""
    form = NewPersonForm(posted(request), service=request.user.service)
    if form.is_valid():
        return redirect("person", _add(request.user, **form.cleaned_data).pk)
    context = {"form": form, "heading": "Add a person", "person": None, "back": "caseload"}
    return render(request, "people/form.html.j2", context, status=form.status)


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Put right who somebody is."""
    person = person_for(request.user, person_id)
    form = PersonForm(posted(request), initial=known_of(person), service=request.user.service, person_id=person.pk)
    if form.is_valid():
        change_person(person=person, by=request.user, **form.cleaned_data)
        return redirect("person", person.pk)
    return _read_form(request, person, form, "Name, number and details")


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_episode(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Begin another episode of somebody who comes back."""
    person = person_for(request.user, person_id)
    form = NewEpisodeForm(posted(request), service=request.user.service)
    if form.is_valid():
        try:
            open_episode(person=person, by=request.user, **form.told)
        except IntegrityError:
            episode_of(person, form.told["id"])
        return redirect("person", person.pk)
    return _read_form(request, person, form, "Another episode")


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def referral(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Put right the day of referral and the group."""
    episode = episode_for(request.user, episode_id)
    known = {"referred_on": episode.referred_on, "group": episode.group}
    form = ReferralForm(posted(request), initial=known, service=request.user.service)
    if form.is_valid():
        change_episode(episode=episode, by=request.user, **form.cleaned_data)
        return redirect("person", episode.person_id)
    return _read_form(request, episode.person, form, "Referral and group")


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def episode_days(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Record the first contact and the end."""
    episode = episode_for(request.user, episode_id)
    known = {"started_on": episode.started_on, "ended_on": episode.ended_on}
    form = EpisodeForm(posted(request), initial=known, service=request.user.service)
    if form.is_valid():
        try:
            with writing():
                _save_days(request, episode, form)
            return redirect("person", episode.person_id)
        except ActionDenied as denied:
            form.add_error(None, str(denied))
    return _read_form(request, episode.person, form, "Days of the episode")


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Record what the person said about anonymised use."""
    person = person_for(request.user, person_id)
    said = newest_agreement(person)
    initial = {"agreed": "yes" if said.agreed else "no"} if said else {}
    form = AgreementForm(posted(request), initial=initial, service=request.user.service)
    if form.is_valid():
        record_agreement(person=person, by=request.user, **form.cleaned_data)
        return redirect("person", person.pk)
    return _read_form(request, person, form, "Anonymous use of answers")


def _add(by: Member, *, token: UUID | None, referred_on: date, group: str, **told: object) -> Person:
    """Add the person once, however often the form is sent."""
    try:
        with writing():
            person = add_person(by=by, id=token, **told)
            open_episode(person=person, by=by, referred_on=referred_on, group=group)
            return person
    except IntegrityError:
        if token is None:
            raise
    return person_added_by(by, token)


def _save_days(request: HttpRequest, episode: Episode, form: EpisodeForm) -> None:
    started_on, ended_on = form.cleaned_data["started_on"], form.cleaned_data["ended_on"]
    told = {"episode": episode, "by": request.user}
    if ended_on is None and episode.ended_on is not None:
        reopen_episode(**told)
    if started_on is None and episode.started_on is not None:
        withdraw_start(**told)
    steps = [(start_episode, started_on, episode.started_on), (end_episode, ended_on, episode.ended_on)]
    if started_on is not None and episode.ended_on is not None and started_on > episode.ended_on:
        steps.reverse()  # both move later: the new start is after the old end
    for step, day, known in steps:
        if day is not None and day != known:
            step(**told, on=day)


def _read_form(request: HttpRequest, person: Person, form: StaffForm, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": "person"}
    return page_about(request, person, "people/form.html.j2", context, status=form.status)
