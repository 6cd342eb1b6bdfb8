"""The staff's page about a person's Home."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.home.actions import end_invitation, invite
from reconnect.clinic.home.forms import InviteForm
from reconnect.clinic.home.presenters import at_home_of, last_day
from reconnect.clinic.home.queries import blocks_of, episodes_of, invitation_for, open_home_code
from reconnect.clinic.people.actions import read_person
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.people.pages import about_person, page_about
from reconnect.clinic.people.queries import episode_for, person_for
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.portal.queries import own_pages_of
from reconnect.clinic.questionnaires.entry import withdraw_home_codes


@policy(CARERS)
@require_safe
def at_home(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What a person finds at home, and the code that opens it."""
    return _read_at_home(request, person_for(request.user, person_id))


@policy(CARERS)
@require_POST
def invite_home(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Ask for a block at home."""
    episode = episode_for(request.user, episode_id)
    form = InviteForm(request.POST, episode=episode, blocks=blocks_of(episode.person))
    if form.is_valid():
        invite(episode=episode, questionnaire=form.chosen, by=request.user)
        return redirect("at_home", episode.person_id)
    return _read_at_home(request, episode.person, (episode, form))


@policy(CARERS)
@require_POST
def take_back(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Ask for it no longer."""
    invitation = invitation_for(request.user, invitation_id)
    end_invitation(invitation=invitation, by=request.user)
    return redirect("at_home", invitation.episode.person_id)


@policy(CARERS)
@require_POST
def home_code(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Make a code and show it, this once, for printing. An open code is ended only where the form names it."""
    episode = episode_for(request.user, episode_id)
    about = episode.person
    if own_pages_of(episode) is None:
        return redirect("open_own_pages", episode.pk)
    context = about_person(request, about) | {"episode": episode}
    with writing():
        episode.hold()
        before = open_home_code(episode)
        if before is not None and request.POST.get("replace") != str(before.pk):
            read_person(person=about, by=request.user)
            return render(request, "home/code_open.html.j2", context | {"code": before, "until": last_day(before)})
        issued = issue_home_code(episode=episode, by=request.user)
    return render(request, "home/code.html.j2", context | {"issued": issued, "until": last_day(issued.code)})


@policy(CARERS)
@require_POST
def withdraw_home_code(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """End the code, and the visit it opened."""
    episode = episode_for(request.user, episode_id)
    withdraw_home_codes(episode=episode, by=request.user)
    return redirect("at_home", episode.person_id)


def _read_at_home(request: HttpRequest, person: Person, sent: tuple[Episode, InviteForm] | None = None) -> HttpResponse:
    wrong = {sent[0].pk: sent[1]} if sent else {}
    context = {"cards": [at_home_of(each, wrong.get(each.pk)) for each in episodes_of(person)]}
    return page_about(request, person, "home/at_home.html.j2", context, status=422 if sent else 200)
