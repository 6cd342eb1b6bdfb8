"""How a page about a group is answered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reconnect.clinic.groups.actions.groups import read_group
from reconnect.clinic.groups.models import Group


def page_of_group(
    request: HttpRequest, group: Group, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """A page with the names of those in the group; that it was read is one event, before anything of it leaves."""
    drawn = render(request, template, context | {"group": group}, status=status)
    read_group(group=group, by=request.user)
    return drawn
