"""The person's pages: enter a code, answer, check, send."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.policy import ANYONE, policy
from reconnect.clinic.questionnaires.answering import open_responses, save_answers, save_basis, submit_responses
from reconnect.clinic.questionnaires.codes import network_of
from reconnect.clinic.questionnaires.entry import OpensOwnPages, enter_code
from reconnect.clinic.questionnaires.forms import read_basis, read_items
from reconnect.clinic.questionnaires.held import save_held
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import EntryCode, Mode
from reconnect.clinic.questionnaires.parts import Part, first_open, parts
from reconnect.clinic.questionnaires.permissions import VISITOR
from reconnect.clinic.questionnaires.visits import begin_visit, close_sent_visit, end_visit, was_sent
from reconnect.clinic.safety.queries import help_page
from reconnect.model.answer import AnswerState
from reconnect.model.answer_basis import AnswerBasis

LEAVE_TO = "https://www.bbc.co.uk/weather"


@policy(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and open its questionnaires. On the room's tablet, whatever was open is over first."""
    if request.method != "POST":
        if request.tablet is not None:
            end_visit(request)
        return render(request, "questionnaires/start.html.j2", {"wrong": False, "held": ""})
    held = request.POST.get("held", "")
    try:
        code = _enter(request)
    except OpensOwnPages:
        return render(request, "questionnaires/not_here.html.j2", {}, status=422)
    if code is None:
        return render(request, "questionnaires/start.html.j2", {"wrong": True, "held": held}, status=422)
    if code.occasion_id is not None:
        open_responses(code=code)
    save_held(held=held, code=code)
    begin_visit(request, code)
    return redirect("next_part" if code.occasion_id is not None else "home")


@policy(VISITOR)
@require_safe
def next_part(request: HttpRequest) -> HttpResponse:
    """Go to the first page with something unanswered."""
    found = parts(request.visit)
    number = first_open(found)
    return redirect("check") if number > len(found) else redirect("part", number)


@policy(VISITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, number: int) -> HttpResponse:
    """Show a page of questions; save it, ask once for what was left blank, then go on."""
    found = parts(request.visit)
    page = _part(found, number)
    blank: list[str] = []
    if request.method == "POST":
        if request.POST.get("response", page.key) != page.key:  # drawn before something was taken over from paper
            return redirect("next_part")
        blank = _save(request, page)
        if not blank or "asked" in request.POST:
            return redirect("check") if number == len(found) else redirect("part", number + 1)
        page = _part(parts(request.visit), number)
    context = {
        "part": page,
        "parts": found,
        "blank": blank,
        "service": request.visit.code.service,
        "bases": AnswerBasis,
    }
    return render(request, "questionnaires/part.html.j2", context, status=422 if blank else 200)


@policy(VISITOR)
@require_POST
def save_one(request: HttpRequest, number: int) -> HttpResponse:
    """Save a single answer as soon as it is given (with script)."""
    page = _part(parts(request.visit), number)
    if page.questionnaire is None:
        basis = read_basis(request.POST.get("basis", ""))
        if basis is not None:
            save_basis(code=request.visit.code, basis=basis)
        return HttpResponse(status=204 if basis else 422)
    given, _ = read_items([question.item for question in page.questions], request.POST)
    save_answers(response=page.response, given=given, code=request.visit.code)
    return HttpResponse(status=204 if given else 422)


@policy(VISITOR)
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Before sending: what is left blank, and the way back."""
    context = {"parts": parts(request.visit), "service": request.visit.code.service}
    return render(request, "questionnaires/check.html.j2", context)


@policy(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest) -> HttpResponse:
    """Send, once, and say so; a second click hears the same. Where nothing was sent, nobody is thanked."""
    if request.method == "POST" and request.visit is not None and request.visit.code.occasion_id is not None:
        submit_responses(code=request.visit.code, mode=Mode.CODE if request.tablet is None else Mode.TABLET)
        close_sent_visit(request, request.visit.code)
        return redirect("done")
    return render(request, "questionnaires/done.html.j2", {"sent": was_sent(request)})


@policy(ANYONE)
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Exit this page: the visit ends, and another site opens in its place; on the room's tablet the first page."""
    end_visit(request)
    return redirect(LEAVE_TO if request.tablet is None else "start")


@policy(ANYONE)
@require_safe
def who_can_see(request: HttpRequest) -> HttpResponse:
    """Who reads the answers, and who does not; a partner's pages are read by others than a person's."""
    context = {"back": _first_page(request)}
    if request.visit is None or request.visit.code.partner_id is None:
        return render(request, "questionnaires/who_can_see.html.j2", context)
    context["service"] = request.visit.code.service
    return render(request, "questionnaires/who_can_see_partner.html.j2", context)


@policy(ANYONE)
@require_safe
def when_to_get_help(request: HttpRequest) -> HttpResponse:
    """Which changes in a body do not wait; the same for everyone."""
    service = request.visit.code.service if request.visit else None
    context = {"page": help_page(service), "service": service, "back": _first_page(request)}
    return render(request, "questionnaires/help.html.j2", context)


def _enter(request: HttpRequest) -> EntryCode | None:
    """The visit of the code that was typed, or none. Raises OpensOwnPages on the room's tablet."""
    return enter_code(
        typed=request.POST.get("code", ""),
        network=network_of(request),
        phrase=request.POST.get("phrase", ""),
        room=request.tablet and request.tablet.service_id,
    )


def _first_page(request: HttpRequest) -> str:
    """Where a page that stands open to everyone leads back to."""
    if request.visit is None:
        return "start"
    return "next_part" if request.visit.code.occasion_id is not None else "home"


def _part(found: tuple[Part, ...], number: int) -> Part:
    if not 1 <= number <= len(found):
        raise Http404
    return found[number - 1]


def _save(request: HttpRequest, page: Part) -> list[str]:
    """Save the page; the fields that were left blank, and were not answered in an earlier visit."""
    if page.questionnaire is None:
        basis = read_basis(request.POST.get("basis", ""))
        left_open = basis is None and not page.answered
        if basis is not None or (left_open and "asked" in request.POST):
            save_basis(code=request.visit.code, basis=basis)
        return ["basis"] if left_open else []
    given, blank = read_items([question.item for question in page.questions], request.POST)
    kept = {question.item.id for question in page.questions if question.kept}
    left = [item for item in blank if item.id not in kept]
    if "asked" in request.POST:
        given |= {item.id: Given(AnswerState.BLANK) for item in left}
    save_answers(response=page.response, given=given, code=request.visit.code)
    return [f"item-{item.id}" for item in left]
