"""A member's own skills, the team's picture, and words to rehearse."""

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.people.pages import posted
from reconnect.clinic.training.actions import record_sitting
from reconnect.clinic.training.forms import SittingForm
from reconnect.clinic.training.models import Moment
from reconnect.clinic.training.presenters import MOMENTS, columns, team_rows
from reconnect.clinic.training.queries import (
    confidence,
    own_sitting,
    own_sittings,
    rehearsals_by_skill,
    team_pictures,
    team_size,
)


@policy(CARERS)
@require_safe
def my_skills(request: HttpRequest) -> HttpResponse:
    """What the member said of themselves, over time; shown to nobody else."""
    found = columns(own_sittings(request.user))
    return render(request, "training/my_skills.html.j2", {"questionnaire": confidence(), "columns": found})


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_skills(request: HttpRequest) -> HttpResponse:
    """Answer the ten questions."""
    form = SittingForm(confidence(), posted(request))
    if form.complete:
        told = {"questionnaire": form.questionnaire, "given": form.given, "moment": Moment(form.moment)}
        try:
            record_sitting(member=request.user, id=form.token, **told)
        except IntegrityError:
            own_sitting(request.user, form.token)
        return redirect("my_skills")
    context = {"form": form, "moments": [(each.value, name) for each, name in MOMENTS.items()]}
    return render(request, "training/answer.html.j2", context, status=422 if form.errors else 200)


@policy(CARERS)
@require_safe
def team_skills(request: HttpRequest) -> HttpResponse:
    """The team's picture: middles of five people or more."""
    service = request.user.service
    rows = team_rows(confidence(), team_pictures(service, timezone.now()))
    return render(request, "training/team.html.j2", {"rows": rows, "size": team_size(service)})


@policy(CARERS)
@require_safe
def rehearse(request: HttpRequest) -> HttpResponse:
    """Situations for role play, by skill."""
    return render(request, "training/rehearse.html.j2", {"skills": rehearsals_by_skill()})
