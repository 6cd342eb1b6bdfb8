"""The flare-up plan, its card, and the copy of the card that a phone may keep."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from reconnect.clinic.accounts.policy import ANYONE, policy
from reconnect.clinic.flares.actions import begin_plan, put_plan_away
from reconnect.clinic.flares.presenters import ShownCard, ShownPlan
from reconnect.clinic.flares.queries import kept_plan
from reconnect.clinic.portal.permissions import AT_HOME
from reconnect.clinic.ui.headers import allow_workers

MARK = "X-Card"  # tells a phone whose card it is, without saying so to anybody
GONE = "flares/gone.html.j2"


@policy(AT_HOME)
@require_safe
def flare_card(request: HttpRequest) -> HttpResponse:
    """What helps, now and tomorrow, on one page."""
    card = ShownCard.of(request.visit.code)
    return allow_workers(render(request, "flares/card.html.j2", {"card": card}))


@policy(AT_HOME)
@require_safe
def flare_plan(request: HttpRequest) -> HttpResponse:
    """The whole plan as it was kept, with what a prescriber agreed for it."""
    code = request.visit.code
    plan = kept_plan(code)
    context = {"plan": ShownPlan.of(plan) if plan else None, "episode": code.episode, "service": code.service}
    return render(request, "flares/plan.html.j2", context)


@policy(AT_HOME)
@require_POST
def change_plan(request: HttpRequest) -> HttpResponse:
    """Fill the plan in, beginning with what was kept; from its first page, though nothing on it is open."""
    return redirect("tool_part", begin_plan(code=request.visit.code).pk, 1)


@policy(AT_HOME)
@require_POST
def clear_plan(request: HttpRequest) -> HttpResponse:
    """Keep it here no longer."""
    put_plan_away(code=request.visit.code)
    return redirect("flare_plan")


@policy(AT_HOME)
@require_safe
def kept_card(request: HttpRequest) -> HttpResponse:
    """The card alone, as a phone may keep it: it names nobody, asks for nothing and opens nothing."""
    card = ShownCard.of(request.visit.code)
    response = render(request, "flares/kept.html.j2", {"card": card}, status=200 if card.own else 404)
    response[MARK] = card.mark
    return allow_workers(response)


@policy(ANYONE)
@require_safe
def card_worker(request: HttpRequest) -> HttpResponse:
    """The script that shows the kept copy without internet. It holds nothing of anybody."""
    context = {"mark": MARK, "gone": render_to_string(GONE, {}, request)}
    response = render(request, "flares/worker.js.j2", context, content_type="text/javascript; charset=utf-8")
    return allow_workers(response)


@policy(ANYONE)
@require_safe
def card_off(request: HttpRequest) -> HttpResponse:
    """Where the kept copy is taken off. Its script answers in our place; who gets here has no copy."""
    return render(request, GONE, {})
