"""The groups of a service: the list, a new one, and one of them from its roster to its end."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.groups.actions.groups import change_group, end_group, found_group, reopen_group
from reconnect.clinic.groups.forms.groups import DetailsForm, EndForm, NewGroupForm
from reconnect.clinic.groups.presenters import group_page, programme_names
from reconnect.clinic.groups.queries import group_for, groups_of
from reconnect.clinic.groups.sending import page_of_group
from reconnect.clinic.library.content import newest
from reconnect.clinic.partners.sending import kept
from reconnect.clinic.people.pages import posted

BOTH = ["GET", "HEAD", "POST"]


@policy(CARERS)
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The groups that run or are planned, or those that ended."""
    past = request.GET.get("which") == "past"
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 and int(text) else 1
    found, more = groups_of(request.user, number, past=past)
    context = {"groups": found, "more": more, "number": number, "past": past}
    return render(request, "groups/groups.html.j2", context | {"programmes": programme_names(request.user.service)})


@policy(CARERS)
@require_http_methods(BOTH)
def new_group(request: HttpRequest) -> HttpResponse:
    """Begin a run of a programme."""
    service = request.user.service
    form = NewGroupForm(posted(request), service=service, programmes=newest(service, "programmes"))
    if kept(form, lambda: found_group(by=request.user, **form.told)):
        return redirect("group", form.cleaned_data["token"])
    context = {"form": form, "heading": "New group", "back": ("groups",), "button": "Make this group"}
    return render(request, "groups/form.html.j2", context, status=form.status)


@policy(CARERS)
@require_safe
def group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """A group: who is in it, its sessions, who came, and what was done."""
    found = group_for(request.user, group_id)
    return page_of_group(request, found, "groups/group.html.j2", {"page": group_page(found, request.user.service)})


@policy(CARERS)
@require_http_methods(BOTH)
def group_details(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Change the name, whom it is for, and who leads."""
    found = group_for(request.user, group_id)
    form = DetailsForm(posted(request), service=request.user.service, group=found)
    if kept(form, lambda: change_group(group=found, by=request.user, **form.told)):
        return redirect("group", found.pk)
    if form.overtaken:
        form.look_again(found)
    context = {"form": form, "heading": "Name, and who leads", "back": ("group", found.pk), "button": "Save"}
    return render(request, "groups/form.html.j2", context, status=form.status)


@policy(CARERS)
@require_http_methods(BOTH)
def group_end(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Record the group's end, and whose treatment ends with it."""
    found = group_for(request.user, group_id)
    page = group_page(found, request.user.service)
    inside = [row.membership for row in page.rows if row.membership.left_on is None]
    last = max(line.session.held_on or line.session.planned_on for line in page.sessions)
    form = EndForm(posted(request), service=request.user.service, last=last, memberships=inside)
    if kept(form, lambda: end_group(group=found, by=request.user, **form.cleaned_data)):
        return redirect("group", found.pk)
    context = {"form": form, "page": page, "inside": inside}
    return page_of_group(request, found, "groups/end.html.j2", context, status=form.status)


@policy(CARERS)
@require_POST
def group_reopen(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Take the group's end back."""
    found = group_for(request.user, group_id)
    reopen_group(group=found, by=request.user)
    return redirect("group", found.pk)
