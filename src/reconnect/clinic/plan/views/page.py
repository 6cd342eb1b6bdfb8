"""How the pages of plans answer."""

from collections.abc import Callable

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from reconnect.clinic.people.forms import StaffForm
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.people.pages import page_about
from reconnect.clinic.people.queries import episodes_of
from reconnect.clinic.plan.page import plan_card
from reconnect.clinic.plan.queries import refuse_other
from reconnect.errors import ActionDenied


def plan_page(
    request: HttpRequest,
    person: Person,
    episode: Episode | None,
    template: str = "plan/plan.html.j2",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The plan of an episode, or that there is none yet."""
    context = {
        "episode": episode,
        "episodes": episodes_of(person),
        "plan": plan_card(episode, request.user) if episode else None,
        "reader": request.user,
        "problem_said": problem,
    }
    return page_about(request, person, template, context, status=status)


def refused(request: HttpRequest, episode: Episode, problem: str, status: int) -> HttpResponse:
    """The plan once more, with what to do."""
    return plan_page(request, episode.person, episode, problem=problem, status=status)


def save(
    request: HttpRequest,
    episode: Episode,
    form: StaffForm,
    act: Callable[[], object],
    heading: str,
    **shown: object,
) -> HttpResponse:
    """Save a complete form and go back to the plan; or show it again with what to do."""
    if form.is_valid():
        try:
            act()
            return redirect("episode_plan", episode.pk)
        except IntegrityError:
            refuse_other(episode, form.cleaned_data.get("token"))
            return redirect("episode_plan", episode.pk)
        except ActionDenied as denied:
            form.add_error(None, str(denied))
    return form_page(request, episode, "plan/form.html.j2", {"form": form, "heading": heading, **shown}, form.status)


def form_page(
    request: HttpRequest, episode: Episode, template: str, context: dict[str, object], status: int
) -> HttpResponse:
    """A form of the plan, or what stands beside one."""
    shown = {"technique": None, "said": "", "targets": (), "words": (), "episode": episode} | context
    return page_about(request, episode.person, template, shown, status=status)
