"""How a form of staff's is answered: kept once, refused with a reason, or shown again."""

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.partners.overtaken import OvertakenError
from reconnect.clinic.people.forms import StaffForm
from reconnect.clinic.people.models import Person
from reconnect.clinic.people.pages import page_about
from reconnect.errors import ActionDenied


def kept(form: StaffForm, act: Callable[[], object], among: models.Manager[Any] | None = None) -> bool:
    """Whether what the form holds is kept now. A refusal becomes the form's error.

    Of two clicks the first one's stands ``among`` what is this person's; raises Http404 where it does not.
    """
    if not form.is_valid():
        return False
    try:
        with writing():
            act()
    except IntegrityError:
        if among is not None:
            get_object_or_404(among, pk=form.token)
    except ActionDenied as denied:
        form.add_error(None, str(denied))
        form.overtaken = isinstance(denied, OvertakenError)
        return False
    return True


def shown(request: HttpRequest, template: str, person: Person, context: dict[str, Any]) -> HttpResponse:
    """The page of a form about the person."""
    return page_about(request, person, template, context, status=context["form"].status)
