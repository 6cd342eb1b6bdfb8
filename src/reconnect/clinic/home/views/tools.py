"""A tool, page by page: begun, saved, finished."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.policy import policy
from reconnect.clinic.asking.queries import opened
from reconnect.clinic.home.actions import finish_tool
from reconnect.clinic.home.endings import ending_of, endings_of
from reconnect.clinic.home.forms import about_of, read_page, read_single
from reconnect.clinic.home.queries import (
    forms_of,
    is_finished,
    is_open,
    is_untouched,
    page_of,
    pages_of,
    said_earlier,
    tool_for,
    wording_of,
)
from reconnect.clinic.home.subjects import subject_of
from reconnect.clinic.portal.permissions import OWN_PAGES
from reconnect.clinic.questionnaires.actions import forget_earlier, open_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.parts import first_open
from reconnect.clinic.questionnaires.voices import voice_of


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


@policy(OWN_PAGES)
@require_safe
def tool(request: HttpRequest, tool_id: UUID) -> HttpResponse:
    """Go to its first page with something open; once it was sent or kept, say so and show nothing of it."""
    found = tool_for(request.visit, tool_id)
    if is_finished(found):
        return render(request, "home/sent.html.j2", {"tool": found})
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
    if is_finished(found):
        return redirect("tool", found.pk)
    page = page_of(request.visit, found, number, request.POST)
    if request.method == "POST":  # kept even where the tool was put away meanwhile
        save_answers(response=found, given=read_page(page, request.POST), code=request.visit.code)
    if not is_open(request.visit, found):
        return redirect("home")
    pages = pages_of(request.visit, found)
    if request.method == "POST":
        return redirect("tool_send", found.pk) if number == len(pages) else redirect("tool_part", found.pk, number + 1)
    context = {"page": page, "pages": pages, "tool": found, "service": found.service, "wording": wording_of(found)}
    context["subject"] = subject_of(found, voice_of(request.visit.code))
    return render(request, "home/part.html.j2", context)


@policy(OWN_PAGES)
@require_POST
def tool_save(request: HttpRequest, tool_id: UUID, number: int) -> HttpResponse:
    """Save what was just said (with script). Once it was sent or kept, nothing is: the script is sent elsewhere."""
    found = tool_for(request.visit, tool_id)
    if is_finished(found):
        return redirect("tool", found.pk)
    given = read_single(page_of(request.visit, found, number, request.POST), request.POST)
    save_answers(response=found, given=given, code=request.visit.code)
    return HttpResponse(status=204 if given else 422)


@policy(OWN_PAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def tool_send(request: HttpRequest, tool_id: UUID) -> HttpResponse:
    """The last look: whom it is for, and whether it stays here; a second click hears the same."""
    found = tool_for(request.visit, tool_id)
    if is_finished(found):
        return redirect("tool", found.pk)
    if not is_open(request.visit, found):
        return redirect("home")
    wording, untouched = wording_of(found), is_untouched(found)
    if "forget" in request.POST:
        forget_earlier(code=request.visit.code, response=found)
        return redirect("tool", found.pk)
    if request.method == "POST" and not untouched:
        finish_tool(code=request.visit.code, response=found, ending=ending_of(request.POST, wording, request.visit))
        return redirect("tool", found.pk)
    context = {"pages": pages_of(request.visit, found), "tool": found, "service": found.service, "wording": wording}
    context |= {"endings": endings_of(wording, request.visit), "earlier": said_earlier(request.visit, found)}
    context["empty"] = request.method == "POST"
    return render(request, "home/send.html.j2", context, status=422 if context["empty"] else 200)
