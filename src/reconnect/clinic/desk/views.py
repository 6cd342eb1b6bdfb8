"""The desk's pages."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.desk.charts import person_charts
from reconnect.clinic.desk.course import course_of
from reconnect.clinic.desk.forms import PaperForm
from reconnect.clinic.desk.one_page import one_page
from reconnect.clinic.desk.presenters import beside, occasion_cards
from reconnect.clinic.desk.queries import (
    caseload,
    codes_open_until,
    episodes_of,
    newest_episode,
    occasion_for,
    responses_of,
    standing_response,
)
from reconnect.clinic.followup.queries import standing_stop
from reconnect.clinic.library.questionnaires import asked_at, edition, stand_ins
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Occasion
from reconnect.clinic.people.pages import about_person, page_about, posted
from reconnect.clinic.people.queries import newest_agreement, person_for
from reconnect.clinic.questionnaires.answering import enter_from_paper
from reconnect.clinic.questionnaires.entry import issue_code, withdraw_codes
from reconnect.clinic.questionnaires.queries import open_code
from reconnect.errors import ActionDenied
from reconnect.model.occasion import Occasion as Moment
from reconnect.model.questionnaire import Questionnaire


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """The caseload. A search is posted: a name must not stand in an address."""
    search = request.POST.get("search", "")
    text = request.POST.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 and int(text) else 1
    page = caseload(request.user, search, number, _today(request))
    return render(request, "desk/caseload.html.j2", {"page": page, "search": search})


@policy(CARERS)
@require_safe
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A person's page."""
    found = person_for(request.user, person_id)
    responses = responses_of(found)
    asked = asked_at(request.user.service, Moment.POST)  # whatever is asked at any occasion
    codes = codes_open_until(found, request.user.service.zone)
    episodes = [(each, occasion_cards(each, responses, asked, codes)) for each in episodes_of(found)]
    context = {
        "episodes": [(episode, cards, person_charts(cards)) for episode, cards in episodes],
        "stand_ins": stand_ins(request.user.service),
        "agreement": newest_agreement(found),
    }
    return page_about(request, found, "desk/person.html.j2", context)


@policy(CARERS)
@require_safe
def before_contact(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One page to read before a contact, of the newest episode."""
    episode = newest_episode(request.user, person_id)
    stop = standing_stop(episode.person)
    page = one_page(course_of(episode.person, episode, _today(request)), died=stop is not None and stop.died)
    context = {"page": page, "still_open": page.course.flags, "known_stop": stop}
    return page_about(request, episode.person, "desk/one_page.html.j2", context)


@policy(CARERS)
@require_POST
def code(request: HttpRequest, occasion_id: UUID) -> HttpResponse:
    """Make a code and show it, this once, for printing. An open code is ended only where the form names it."""
    occasion = occasion_for(request.user, occasion_id)
    about, today = occasion.episode.person, _today(request)
    context = about_person(request, about) | {"beside": beside(occasion, today)}
    try:
        with writing():
            occasion.hold()
            before = open_code(occasion)
            if before is not None and request.POST.get("replace") != str(before.pk):
                return page_about(request, about, "desk/code_open.html.j2", context | {"code": before})
            issued = issue_code(occasion=occasion, by=request.user)
    except ActionDenied:  # nothing goes to them any more: a page left open from before still offers it
        return redirect("persons_followup", about.pk)
    return render(request, "desk/code.html.j2", context | {"issued": issued})


@policy(CARERS)
@require_POST
def withdraw_code(request: HttpRequest, occasion_id: UUID) -> HttpResponse:
    """End a code that was not used."""
    occasion = occasion_for(request.user, occasion_id)
    withdraw_codes(occasion=occasion, by=request.user)
    return redirect("person", occasion.episode.person_id)


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, occasion_id: UUID, questionnaire_id: str) -> HttpResponse:
    """Take over a questionnaire from paper or by telephone, or correct one."""
    occasion = occasion_for(request.user, occasion_id)
    asked = asked_at(occasion.service, Moment(occasion.moment))
    if questionnaire_id not in asked:
        raise Http404
    about = occasion.episode.person
    with writing():
        occasion.hold()
        form = _paper_form(request, occasion, asked[questionnaire_id])
        if form.complete and not form.overtaken:
            enter_from_paper(occasion=occasion, questionnaire=form.questionnaire, by=request.user, **form.cleaned)
            return redirect("person", about.pk)
        if form.overtaken and form.was_saved_by(request.user):
            return redirect("person", about.pk)
        context = {"form": form, "beside": beside(occasion, _today(request))}
        return page_about(request, about, "desk/paper.html.j2", context, status=_status(form))


def _paper_form(request: HttpRequest, occasion: Occasion, asked: Questionnaire) -> PaperForm:
    """In the words that are asked now, or those that the answers to correct were given to."""
    standing = standing_response(occasion, asked.id)
    questionnaire = edition(standing.service, standing.questionnaire_id, standing.version) if standing else asked
    return PaperForm(questionnaire, posted(request), _today(request), standing)


def _status(form: PaperForm) -> int:
    if form.sent is None:
        return 200
    return 409 if form.complete else 422


def _today(request: HttpRequest) -> date:
    return today_of(request.user.service)
