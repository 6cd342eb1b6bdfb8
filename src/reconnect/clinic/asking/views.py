"""Pages on asking: permission first, then blocks that may be skipped."""

from uuid import UUID

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.asking import queries
from reconnect.clinic.asking.actions import (
    NotOpen,
    close_block,
    open_block,
    read_may_be_asked,
    read_sealed_answers,
    record_block,
    record_permission,
    retract_permission,
)
from reconnect.clinic.asking.forms import BlockForm, LookForm, OpeningForm, PermissionForm
from reconnect.clinic.asking.labels import LABELS, STEPS
from reconnect.clinic.asking.permissions import CLINICIANS, OPENERS
from reconnect.clinic.asking.presenters import asking_page, response_page
from reconnect.clinic.asking.words import all_words, words_at, words_of_block, words_to_ask
from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.people.pages import about_person, page_about, posted
from reconnect.clinic.people.queries import person_for
from reconnect.clinic.questionnaires.actions import withdraw_response
from reconnect.clinic.questionnaires.told import newest_told
from reconnect.model.guidance import Step


@policy(CARERS)
@require_safe
def may_be_asked(request: HttpRequest) -> HttpResponse:
    """Everyone of the service who said "not now", whoever noted it."""
    today = today_of(request.user.service)
    read_may_be_asked(by=request.user)
    context = {
        "again": queries.may_be_asked(request.user, today),
        "waiting": queries.waiting(request.user, today),
        "today": today,
    }
    return render(request, "asking/may_be_asked.html.j2", context)


@policy(CARERS)
@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """All words for the moment of asking, whatever the discipline."""
    found = all_words(request.user)
    steps = [(text, [each for each in found if each.step is step]) for step, text in STEPS.items()]
    return render(request, "asking/words_page.html.j2", {"steps": steps})


@policy(CARERS)
@require_safe
def asking(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What the person said to being asked, and how far each block has got."""
    person = person_for(request.user, person_id)
    page = asking_page(person)
    context = {"page": page, "words": words_to_ask(request.user, page.newest)}
    return _read(request, person, "asking/asking.html.j2", context)


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def permission(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Note what the person said to being asked."""
    person = person_for(request.user, person_id)
    episode = queries.episode_now(person)
    form = PermissionForm(posted(request), service=request.user.service, auto_id="%s")
    if form.is_valid():
        return _save_permission(request, episode, form)
    context = {"form": form, "words": words_at(request.user, Step.OFFERING, Step.ASKING, Step.NOT_NOW)}
    context |= {"newest": queries.newest_permission(person)}
    return _read(request, person, "asking/permission.html.j2", context, status=form.status)


def _save_permission(request: HttpRequest, episode: Episode, form: PermissionForm) -> HttpResponse:
    try:
        record_permission(episode=episode, by=request.user, **form.told)
    except IntegrityError:
        queries.permission_of(episode.person, form.told["id"])
    return redirect("asking", episode.person_id)


@policy(CARERS)
@require_POST
def mistaken_permission(request: HttpRequest, permission_id: UUID) -> HttpResponse:
    """What was noted by mistake no longer counts."""
    found = queries.permission_for(request.user, permission_id)
    retract_permission(permission=found, by=request.user)
    return redirect("asking", found.person_id)


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def block(request: HttpRequest, person_id: UUID, block_number: int) -> HttpResponse:
    """Ask a block, or a part of it."""
    person = person_for(request.user, person_id)
    found = queries.block_of(person, block_number)
    episode = queries.episode_now(person)
    sent = posted(request)
    form = BlockForm(found, sent, today_of(request.user.service), newest_told(person))
    if form.complete:
        return _save_block(request, episode, form)
    context = {"form": form, "block": found, "words": words_of_block(request.user, found)}
    context |= {"newest": queries.newest_permission(person)}
    return _read(request, person, "asking/block.html.j2", context, status=200 if sent is None else 422)


def _save_block(request: HttpRequest, episode: Episode, form: BlockForm) -> HttpResponse:
    try:
        record_block(episode=episode, block=form.block, by=request.user, **form.told)
    except IntegrityError:
        queries.response_of(episode.person, form.token)
    except NotOpen:  # locked while the page stood open: as if it had never been there
        raise Http404 from None
    return redirect("asking", episode.person_id) if form.later else redirect("response", form.token)


@policy(CLINICIANS)
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: HttpRequest, person_id: UUID, locked_number: int) -> HttpResponse:
    """Open a locked block for this person, for a reason."""
    person = person_for(request.user, person_id)
    found = queries.locked_block(locked_number)
    form = OpeningForm(posted(request))
    if form.is_valid():
        open_block(person=person, block=found, by=request.user, **form.cleaned_data)
        return redirect("block", person.pk, locked_number)
    context = {"form": form, "block": found, "words": words_of_block(request.user, found)}
    context |= {"newest": queries.newest_permission(person), "is_open": found.id in queries.opened(person)}
    return _read(request, person, "asking/unlock.html.j2", context, status=422 if form.is_bound else 200)


@policy(CLINICIANS)
@require_POST
def lock(request: HttpRequest, person_id: UUID, locked_number: int) -> HttpResponse:
    """Lock a block again for this person."""
    person = person_for(request.user, person_id)
    close_block(person=person, block=queries.locked_block(locked_number), by=request.user)
    return redirect("asking", person.pk)


@policy(CARERS)
@require_safe
def response(request: HttpRequest, response_id: UUID) -> HttpResponse:
    """What a person told at once, in words; sealed answers stay closed."""
    found, questionnaire = queries.response_for(request.user, response_id)
    context = {"page": response_page(found, questionnaire), "form": LookForm()}
    return _read(request, found.person, "asking/response.html.j2", context)


@policy(CARERS)
@require_POST
def sealed_answers(request: HttpRequest, response_id: UUID) -> HttpResponse:
    """The same with its sealed answers, once, for a purpose that is noted."""
    found, questionnaire = queries.response_for(request.user, response_id)
    form = LookForm(request.POST)
    if not form.is_valid():
        context = {"page": response_page(found, questionnaire), "form": form}
        return _read(request, found.person, "asking/response.html.j2", context, status=422)
    with writing():
        read_sealed_answers(response=found, by=request.user, **form.cleaned_data)
        context = {"page": response_page(found, questionnaire, sealed=True), "form": form}
        about = about_person(request, found.person)
        return render(request, "asking/response.html.j2", _common(request) | about | context)


@policy(CARERS)
@require_POST
def response_back(request: HttpRequest, response_id: UUID) -> HttpResponse:
    """Take back what was noted about the wrong person; a second click finds it taken back."""
    found, _ = queries.response_for(request.user, response_id)
    if found.occasion_id is not None:
        raise Http404
    if found.retracted_at is None:
        withdraw_response(response=found, by=request.user)
    return redirect("response", found.pk)


def _read(
    request: HttpRequest, person: Person, template: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    return page_about(request, person, template, _common(request) | context, status=status)


def _common(request: HttpRequest) -> dict[str, object]:
    return LABELS | {"opens": request.user.role in OPENERS}
