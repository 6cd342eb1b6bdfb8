"""Who is in a group: people picked, people who leave, people who come back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.groups.actions.roster import add_to_group, leave_group, rejoin_group
from reconnect.clinic.groups.forms.groups import AddForm, FindForm, LeaveForm
from reconnect.clinic.groups.models import Group, WhyLeft
from reconnect.clinic.groups.queries import FOUND, free_episodes, group_for, membership_for
from reconnect.clinic.groups.sending import page_of_group
from reconnect.clinic.partners.sending import kept
from reconnect.clinic.people.pages import page_about, posted
from reconnect.errors import ActionDenied

BOTH = ["GET", "HEAD", "POST"]


@policy(CARERS)
@require_http_methods(BOTH)
def add_people(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Pick people with a course of care and no group. A search is posted: a name must not stand in an address."""
    group = group_for(request.user, group_id)
    find = FindForm(posted(request), service=request.user.service)
    search = request.POST.get("search", "")[:120]
    found = free_episodes(request.user, search)
    adding = posted(request) if "add" in request.POST else None
    form = AddForm(adding, service=request.user.service, episodes=found[:FOUND], group=group)
    if kept(form, lambda: _add(request, group, form)):
        return redirect("group", group.pk)
    context = {"form": form, "find": find, "search": search, "found": found[:FOUND], "more": len(found) > FOUND}
    context["ticked"] = set(request.POST.getlist("episodes"))
    return page_of_group(request, group, "groups/add.html.j2", context, status=form.status)


@policy(CARERS)
@require_http_methods(BOTH)
def leave(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Record that somebody left before the end."""
    membership = membership_for(request.user, membership_id)
    form = LeaveForm(posted(request), service=request.user.service, membership=membership)
    if kept(form, lambda: leave_group(membership=membership, by=request.user, **form.told)):
        died = form.cleaned_data["why"] == WhyLeft.DIED  # then nothing may go to them, which is recorded for itself
        return redirect("new_stop", membership.episode.person_id) if died else redirect("group", membership.group_id)
    context = {"form": form, "membership": membership, "denied": ""}
    return page_about(request, membership.episode.person, "groups/leave.html.j2", context, status=form.status)


@policy(CARERS)
@require_POST
def rejoin(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Take the leaving back."""
    membership = membership_for(request.user, membership_id)
    try:
        rejoin_group(membership=membership, by=request.user)
    except ActionDenied as denied:
        context = {"form": None, "membership": membership, "denied": str(denied)}
        return page_about(request, membership.episode.person, "groups/leave.html.j2", context, status=422)
    return redirect("group", membership.group_id)


def _add(request: HttpRequest, group: Group, form: AddForm) -> None:
    with writing():  # all of them, or nobody
        for episode in form.cleaned_data["episodes"]:
            add_to_group(group=group, episode=episode, on=form.cleaned_data["on"], by=request.user)
