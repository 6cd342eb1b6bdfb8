"""How a form about a group is answered: kept once, refused with a reason, or shown again."""

from collections.abc import Callable

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.groups.actions.groups import read_group
from reconnect.clinic.groups.models import Group
from reconnect.clinic.partners.overtaken import OvertakenError
from reconnect.clinic.people.forms import StaffForm
from reconnect.errors import ActionDenied


def sent(form: StaffForm, act: Callable[[], object]) -> bool:
    """Whether what the form holds is kept now. A refusal becomes the form's error; of two clicks the first counts."""
    if not form.is_valid():
        return False
    try:
        with writing():
            act()
    except IntegrityError:  # the same form a second time: what it made is looked up by whoever goes on
        return True
    except ActionDenied as denied:
        form.add_error(None, str(denied))
        form.overtaken = isinstance(denied, OvertakenError)
        return False
    return True


def page_of_group(
    request: HttpRequest, group: Group, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """A page with the names of those in the group; that it was read is one event, before anything of it leaves."""
    drawn = render(request, template, context | {"group": group}, status=status)
    read_group(group=group, by=request.user)
    return drawn
