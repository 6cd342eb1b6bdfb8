"""The plan of an episode."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.people.queries import episode_for, newest_episode, person_for
from reconnect.clinic.plan.views.page import plan_page


@policy(CARERS)
@require_safe
def plan(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The plan of the person's newest episode."""
    person = person_for(request.user, person_id)
    return plan_page(request, person, newest_episode(person))


@policy(CARERS)
@require_safe
def episode_plan(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """The plan of one episode, an earlier one too."""
    episode = episode_for(request.user, episode_id)
    return plan_page(request, episode.person, episode)


@policy(CARERS)
@require_safe
def plan_sheet(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """The plan to print and hand over: without forms, and without what is not in it."""
    episode = episode_for(request.user, episode_id)
    return plan_page(request, episode.person, episode, template="plan/sheet.html.j2")
