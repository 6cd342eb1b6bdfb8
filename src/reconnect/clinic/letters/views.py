"""Pages of letters."""

from uuid import UUID

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.accounts.policy import CARERS, LEADS, policy
from reconnect.clinic.letters.actions import (
    ChangedMeanwhile,
    correct_letter,
    discard_letter,
    draft_letter,
    redraft_letter,
    send_letter,
)
from reconnect.clinic.letters.documents import FILES, digests_of
from reconnect.clinic.letters.forms import (
    AgainForm,
    DraftForm,
    NewLetterForm,
    SendForm,
    TemplateForm,
    known_of_draft,
    known_of_template,
    renewed,
)
from reconnect.clinic.letters.models import Letter, State
from reconnect.clinic.letters.presenters import (
    edition_rows,
    page_of,
    placeholders,
    rows_of,
    template_choices,
)
from reconnect.clinic.letters.queries import (
    draft_for,
    editions_of,
    letter_for,
    letter_of,
    letters_of,
    may_be_sent,
    offered,
    template_for,
    templates_of,
)
from reconnect.clinic.letters.rewording import StaleTemplate, reword_template
from reconnect.clinic.letters.sight import sight_of
from reconnect.clinic.people.actions import read_person
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode
from reconnect.clinic.people.pages import page_about, posted
from reconnect.clinic.people.queries import newest_episode, person_for
from reconnect.errors import ActionDenied, ContentError, UnprintableError


@policy(CARERS)
@require_safe
def letters(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Every letter about somebody."""
    person = person_for(request.user, person_id)
    return page_about(request, person, "letters/letters.html.j2", {"letters": rows_of(letters_of(person))})


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_letter(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Choose a template, and begin a draft from it."""
    person = person_for(request.user, person_id)
    templates, episode = offered(person, request.user.service), newest_episode(person)
    form = NewLetterForm(posted(request), service=request.user.service, choices=template_choices(templates))
    if form.is_valid() and episode is not None:
        try:
            letter = _begin(request.user, episode, **form.cleaned_data)
            return redirect("letter_draft", letter.pk)
        except IntegrityError:
            return redirect("letter", letter_of(person, form.cleaned_data["token"]).pk)
        except ActionDenied as denied:
            form.add_error(None, str(denied))
    return page_about(request, person, "letters/new.html.j2", {"form": form, "episode": episode}, status=form.status)


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Correct a draft; the preview follows."""
    letter = draft_for(request.user, letter_id)
    form = DraftForm(posted(request), initial=known_of_draft(letter), service=request.user.service, to=letter.to)
    try:
        if form.is_valid():
            correct_letter(letter=letter, by=request.user, **form.cleaned_data)
            return redirect("letter", letter.pk)
    except ChangedMeanwhile as changed:
        return _conflict(request, letter_id, form, str(changed))
    except ActionDenied as denied:
        form.add_error(None, str(denied))
    context = {"form": form, "page": page_of(letter), "theirs": None}
    return page_about(request, letter.person, "letters/draft.html.j2", context, status=form.status)


@policy(CARERS)
@require_safe
def letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """The letter as it reads: of a draft the preview, from which it is sent."""
    return _show(request, letter_for(request.user, letter_id))


@policy(CARERS)
@require_POST
def send(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Note that a letter left."""
    letter = letter_for(request.user, letter_id)
    form = SendForm(request.POST, service=request.user.service)
    if not form.is_valid():
        return _show(request, letter, form, status=422)
    try:
        send_letter(letter=letter, by=request.user, digests=digests_of(letter), **form.cleaned_data)
    except ActionDenied as denied:
        form.add_error(None, str(denied))
        return _show(request, letter_for(request.user, letter_id), form, status=409)
    return redirect("letter", letter.pk)


@policy(CARERS)
@require_POST
def discard(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Put a draft aside."""
    letter = letter_for(request.user, letter_id)
    try:
        if letter.state != State.DISCARDED:
            discard_letter(letter=letter, by=request.user)
    except ActionDenied:  # it was sent, as its page says
        return redirect("letter", letter.pk)
    return redirect("letters", letter.person_id)


@policy(CARERS)
@require_POST
def again(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Begin a letter in the place of one that was sent."""
    letter = letter_for(request.user, letter_id)
    form = AgainForm(request.POST, service=request.user.service)
    token = form.cleaned_data["token"] if form.is_valid() else None
    try:
        return redirect("letter_draft", redraft_letter(letter=letter, by=request.user, id=token).pk)
    except IntegrityError:
        return redirect("letter", letter_of(letter.person, token).pk)
    except ActionDenied:  # it is a draft still, or a partner's that may not leave: its page says so
        return redirect("letter", letter.pk)


@policy(CARERS)
@require_safe
def document(request: HttpRequest, letter_id: UUID, letter_file: str) -> HttpResponse:
    """A file of the letter. A partner's is asked for again: what was safe yesterday may not be today."""
    letter = letter_for(request.user, letter_id)
    file = FILES.get(letter_file)
    if file is None or letter.state == State.DISCARDED:
        raise Http404
    if not may_be_sent(letter):
        return _show(request, letter, status=409)
    try:
        drawn = file.draw(letter)
    except UnprintableError:
        return _show(request, letter, status=409)
    read_person(person=letter.person, by=request.user)
    disposition = f'attachment; filename="{letter_file}"'
    return HttpResponse(drawn, content_type=file.media_type, headers={"Content-Disposition": disposition})


@policy(LEADS)
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """Every template, as the service words it."""
    chosen = templates_of(request.user.service)
    return render(request, "letters/templates.html.j2", {"templates": chosen, "names": dict(template_choices(chosen))})


@policy(LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, letter_template: str) -> HttpResponse:
    """Word a template; what it said before is listed."""
    template = template_for(request.user, letter_template)
    form = TemplateForm(posted(request), initial=known_of_template(template))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            reword_template(template=template, by=request.user, **form.cleaned_data)
            return redirect("letter_templates")
        except ContentError as error:
            form.add_problems(error.problems)
        except StaleTemplate as stale:
            template = template_for(request.user, letter_template)
            form, status = renewed(form, version=template.version, reason=str(stale)), 409
    context = {"form": form, "template": template, "placeholders": placeholders(template.to)}
    context["editions"] = edition_rows(editions_of(request.user.service, template.id), request.user.service)
    return render(request, "letters/template.html.j2", context, status=status)


def _begin(by: Member, episode: Episode, *, template: str, token: UUID | None) -> Letter:
    return draft_letter(episode=episode, template=template_for(by, template), by=by, id=token)


def _show(request: HttpRequest, letter: Letter, form: SendForm | None = None, *, status: int = 200) -> HttpResponse:
    service = request.user.service
    context = {
        "page": page_of(letter),
        "form": form or SendForm(initial={"sent_on": today_of(service)}, service=service),
        "again": AgainForm(service=service),
        "sight": sight_of(letter, request.user),
    }
    return page_about(request, letter.person, "letters/letter.html.j2", context, status=status)


def _conflict(request: HttpRequest, letter_id: UUID, form: DraftForm, reason: str) -> HttpResponse:
    """Both texts: what was typed in the form, and what somebody else saved below it."""
    letter = draft_for(request.user, letter_id)
    context = {"form": renewed(form, revision=letter.revision, reason=reason), "page": page_of(letter), "theirs": True}
    return page_about(request, letter.person, "letters/draft.html.j2", context, status=409)
