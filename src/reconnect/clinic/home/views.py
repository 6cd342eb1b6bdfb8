"""The person's own pages between contacts, and the staff's page about them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.asking.queries import opened
from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.home.actions import end_invitation, invite, send_from_home
from reconnect.clinic.home.forms import InviteForm, about_of, read_page, read_single
from reconnect.clinic.home.presenters import at_home_of, last_day
from reconnect.clinic.home.queries import (
    blocks_of,
    episodes_of,
    forms_of,
    invitation_for,
    is_open,
    open_home_code,
    page_of,
    pages_of,
    tool_for,
    tools_of,
    wording_of,
)
from reconnect.clinic.people.actions import read_person
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.people.presenters import banner
from reconnect.clinic.people.queries import episode_for, person_for
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.portal.permissions import AT_HOME, OWN_PAGES
from reconnect.clinic.portal.queries import own_pages_of
from reconnect.clinic.questionnaires.actions import open_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.entry import withdraw_home_codes
from reconnect.clinic.questionnaires.parts import first_open


@policy(OWN_PAGES)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the plan holds now, each as a plain tool. A partner's first page is another one."""
    code = request.visit.code
    if code.partner_id is not None:
        return redirect("partner_home")
    return render(request, "home/home.html.j2", {"tools": tools_of(code.episode), "service": code.service})


@policy(OWN_PAGES)
@require_POST
def begin_tool(request: HttpRequest) -> HttpResponse:
    """Open one of them, or go on with what was begun; ``about`` names what it is filled in for."""
    code = request.visit.code
    chosen = next((each for each in forms_of(code) if each.id == request.POST.get("tool")), None)
    if chosen is None:  # put away since the page was drawn
        return redirect("home")
    about = about_of(request.POST)
    return redirect("tool", open_tool(code=code, questionnaire=chosen, about=about, opened=opened(code.person)).pk)


@policy(AT_HOME)
@require_safe
def when_to_get_help(request: HttpRequest) -> HttpResponse:
    """Which changes in a body do not wait; the same for everyone."""
    return render(request, "home/help.html.j2", {"service": request.visit.code.service})


@policy(OWN_PAGES)
@require_safe
def tool(request: HttpRequest, tool_id: UUID) -> HttpResponse:
    """Go to its first page with something open; once it was sent, say so and show nothing of it."""
    found = tool_for(request.visit, tool_id)
    if found.submitted_at is not None:
        return render(request, "home/sent.html.j2", {})
    if not is_open(request.visit, found):
        return redirect("home")
    pages = pages_of(request.visit, found)
    number = first_open(pages)
    return redirect("tool_send", found.pk) if number > len(pages) else redirect("tool_part", found.pk, number)


@policy(OWN_PAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def tool_part(request: HttpRequest, tool_id: UUID, number: int) -> HttpResponse:
    """Show a page of questions; save it and go on. Nothing has to be answered."""
    found = tool_for(request.visit, tool_id)
    if found.submitted_at is not None:
        return redirect("tool", found.pk)
    page = page_of(request.visit, found, number, request.POST)
    if request.method == "POST":  # kept even where the tool was put away meanwhile
        save_answers(response=found, given=read_page(page, request.POST), code=request.visit.code)
    if not is_open(request.visit, found):
        return redirect("home")
    pages = pages_of(request.visit, found)
    if request.method == "POST":
        return redirect("tool_send", found.pk) if number == len(pages) else redirect("tool_part", found.pk, number + 1)
    context = {"page": page, "pages": pages, "tool": found, "service": found.service}
    return render(request, "home/part.html.j2", context | {"wording": wording_of(found)})


@policy(OWN_PAGES)
@require_POST
def tool_save(request: HttpRequest, tool_id: UUID, number: int) -> HttpResponse:
    """Save what was just said (with script)."""
    found = tool_for(request.visit, tool_id)
    given = read_single(page_of(request.visit, found, number, request.POST), request.POST)
    save_answers(response=found, given=given, code=request.visit.code)
    return HttpResponse(status=204 if given else 422)


@policy(OWN_PAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def tool_send(request: HttpRequest, tool_id: UUID) -> HttpResponse:
    """The last look before sending, and sending; a second click hears the same."""
    found = tool_for(request.visit, tool_id)
    if found.submitted_at is None and not is_open(request.visit, found):
        return redirect("home")
    if request.method == "POST":
        send_from_home(code=request.visit.code, response=found)
    if request.method == "POST" or found.submitted_at is not None:
        return redirect("tool", found.pk)
    pages = pages_of(request.visit, found)
    context = {"pages": pages, "tool": found, "service": found.service, "wording": wording_of(found)}
    return render(request, "home/send.html.j2", context)


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
    context = {"banner": banner(about, today_of(request.user.service)), "person": about, "episode": episode}
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
    """That it was read is noted before anything of it leaves."""
    with writing():
        read_person(person=person, by=request.user)
        wrong = {sent[0].pk: sent[1]} if sent else {}
        context = {
            "person": person,
            "banner": banner(person, today_of(request.user.service)),
            "cards": [at_home_of(each, wrong.get(each.pk)) for each in episodes_of(person)],
        }
        return render(request, "home/at_home.html.j2", context, status=422 if sent else 200)
