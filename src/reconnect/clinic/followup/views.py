"""Whom to ask back, how, and whom no more."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.policy import CARERS, LEADS, policy
from reconnect.clinic.followup import pages, queries
from reconnect.clinic.followup.actions.asking import invite, remind
from reconnect.clinic.followup.actions.channels import confirm_channel, end_channel
from reconnect.clinic.followup.actions.reaching import read_follow_up, set_reaching_out
from reconnect.clinic.followup.actions.reasons import (
    correct_not_answered,
    record_not_answered,
    withdraw_not_answered,
)
from reconnect.clinic.followup.actions.silencing import stop_for, take_stop_back
from reconnect.clinic.followup.forms import ChannelForm, MessageForm, ReachingForm, ReasonForm, StopForm
from reconnect.clinic.followup.rounds import invite_all_due
from reconnect.clinic.partners.forms import AboutPerson, SureForm
from reconnect.clinic.partners.sending import kept, shown
from reconnect.clinic.people.models import Person
from reconnect.clinic.people.pages import page_about, posted
from reconnect.clinic.people.queries import person_for

FORM = "followup/form.html.j2"
BOTH = ["GET", "HEAD", "POST"]


@policy(CARERS)
@require_http_methods(BOTH)
def followup(request: HttpRequest) -> HttpResponse:
    """Everyone's occasions by how they stand. What part of them is looked at is posted: a group's name may tell."""
    read_follow_up(by=request.user)  # by itself, before any name is opened
    context = pages.everyone(request.user, posted(request))
    return render(request, "followup/everyone.html.j2", context)


@policy(CARERS)
@require_safe
def persons_followup(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A person's occasions, channels, stops, and what went to them."""
    person = person_for(request.user, person_id)
    return page_about(request, person, "followup/person.html.j2", pages.of_person(person, request.user.service))


@policy(CARERS)
@require_http_methods(BOTH)
def new_channel(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Note where messages may go, as the person says it."""
    person = person_for(request.user, person_id)
    form = ChannelForm(posted(request), **_about(request, person))
    if kept(form, lambda: confirm_channel(person=person, by=request.user, **form.told), person.safe_channels):
        return redirect("persons_followup", person.pk)
    return shown(request, FORM, person, _page(form, "How may we write to them?", person, "channel"))


@policy(CARERS)
@require_http_methods(BOTH)
def channel_back(request: HttpRequest, channel_id: UUID) -> HttpResponse:
    """Nothing goes there any more."""
    channel = queries.channel_for(request.user, channel_id)
    act = partial(end_channel, channel=channel, by=request.user)
    return _sure(request, channel.person, act, "Nothing goes there any more", "channel back", "End it")


@policy(CARERS)
@require_http_methods(BOTH)
def ask_back(request: HttpRequest, occasion_id: UUID) -> HttpResponse:
    """Look at the message that would go, as it would read, and send it."""
    occasion = queries.occasion_for(request.user, occasion_id)
    person = occasion.episode.person
    form = MessageForm(posted(request), **_about(request, person))

    def send() -> object:
        number, told = form.cleaned_data["number"], {"channel_id": form.cleaned_data["channel_id"]}
        if number == 0:
            return invite(occasion=occasion, by=request.user, **told)
        return remind(occasion=occasion, number=number, by=request.user, **told)

    if kept(form, send):
        return redirect("persons_followup", person.pk)
    preview = pages.preview_of(occasion, request.user.service)
    fresh = MessageForm(None, **_about(request, person), initial=preview.told)
    context = {"form": form, "preview": preview, "preview_form": fresh}
    return shown(request, "followup/message.html.j2", person, context)


@policy(CARERS)
@require_http_methods(BOTH)
def new_reason(request: HttpRequest, occasion_id: UUID) -> HttpResponse:
    """Note why an occasion was not answered."""
    occasion = queries.occasion_for(request.user, occasion_id)
    person = occasion.episode.person
    form = ReasonForm(posted(request), **_about(request, person))
    act = partial(record_not_answered, occasion=occasion, by=request.user)
    if kept(form, lambda: act(**form.told), occasion.not_answered):
        return redirect("persons_followup", person.pk)
    return shown(request, FORM, person, _page(form, "Why not answered", person, "reason"))


@policy(CARERS)
@require_http_methods(BOTH)
def reason(request: HttpRequest, reason_id: UUID) -> HttpResponse:
    """Put a reason right."""
    standing = queries.reason_for(request.user, reason_id)
    person = standing.occasion.episode.person
    if standing.retracted_at and request.method != "POST":
        return redirect("persons_followup", person.pk)
    form = ReasonForm(posted(request), **_about(request, person), standing=standing)
    act = partial(correct_not_answered, not_answered=standing, by=request.user)
    if kept(form, lambda: act(**form.told), standing.occasion.not_answered):
        return redirect("persons_followup", person.pk)
    return shown(request, FORM, person, _page(form, "Correct why it was not answered", person, "reason"))


@policy(CARERS)
@require_http_methods(BOTH)
def reason_back(request: HttpRequest, reason_id: UUID) -> HttpResponse:
    """Take a reason back."""
    standing = queries.reason_for(request.user, reason_id)
    act = partial(withdraw_not_answered, not_answered=standing, by=request.user)
    person = standing.occasion.episode.person
    return _sure(request, person, act, "Take the reason back", "reason back", "Take it back")


@policy(CARERS)
@require_http_methods(BOTH)
def new_stop(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """From now on nothing goes to the person."""
    person = person_for(request.user, person_id)
    form = StopForm(posted(request), **_about(request, person))
    if kept(form, lambda: stop_for(person=person, by=request.user, **form.told), person.stops):
        return redirect("persons_followup", person.pk)
    return shown(request, FORM, person, _page(form, "Nothing goes to them any more", person, "stop"))


@policy(CARERS)
@require_http_methods(BOTH)
def stop_back(request: HttpRequest, stop_id: UUID) -> HttpResponse:
    """They may be asked again."""
    stop = queries.stop_of(request.user, stop_id)
    act = partial(take_stop_back, stop=stop, by=request.user)
    return _sure(request, stop.person, act, "They may be asked again", "stop back", "Take it back")


@policy(LEADS)
@require_http_methods(BOTH)
def reaching_out(request: HttpRequest) -> HttpResponse:
    """What messages say of the service, whether they go by themselves, and how they read."""
    service = request.user.service
    reaching = queries.reaching_of(service)
    form = ReachingForm(posted(request), service=service, reaching=reaching)
    if form.is_valid():
        set_reaching_out(service=service, by=request.user, **form.cleaned_data)
        return redirect("reaching_out")
    context = {"form": form, "examples": pages.examples(service, reaching), "reaching": reaching}
    return render(request, "followup/reaching.html.j2", context, status=form.status)


@policy(LEADS)
@require_POST
def ask_everyone(request: HttpRequest) -> HttpResponse:
    """Invite and remind everyone who is due, each by the channel that they said is safe."""
    done = invite_all_due(service=request.user.service, by=request.user)
    return render(request, "followup/asked.html.j2", {"done": done})


def _about(request: HttpRequest, person: Person) -> dict[str, Any]:
    return {"person": person, "service": request.user.service}


def _page(form: AboutPerson, heading: str, person: Person, explained: str, button: str = "Save") -> dict[str, Any]:
    return {"form": form, "heading": heading, "explained": explained, "button": button, "back": person.pk}


def _sure(
    request: HttpRequest, person: Person, act: Callable[[], object], heading: str, explained: str, button: str
) -> HttpResponse:
    form = SureForm(posted(request), **_about(request, person))
    if kept(form, act):
        return redirect("persons_followup", person.pk)
    return shown(request, FORM, person, _page(form, heading, person, explained, button))
