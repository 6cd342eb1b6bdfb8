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

TAKEN = "Nothing was saved: something of it was taken or changed meanwhile. Look at it again, then save."


def kept(form: StaffForm, act: Callable[[], object], among: models.Manager[Any] | None = None) -> bool:
    """Whether what the form holds is kept now. A refusal, and what the database refuses, becomes the form's error.

    ``among`` is for a form whose token becomes the id of the row that it makes: where the row stands there already, the
    first of two clicks kept it. Raises Http404 where that id is a row's that is not ``among`` these.
    """
    if not form.is_valid():
        return False
    try:
        with writing():
            act()
    except IntegrityError:
        token = form.cleaned_data.get("token")
        if among is not None and models.QuerySet(among.model).filter(pk=token).exists():
            get_object_or_404(among, pk=token)
            return True
        form.add_error(None, TAKEN)
        return False
    except ActionDenied as denied:
        form.add_error(None, str(denied))
        form.overtaken = isinstance(denied, OvertakenError)
        return False
    return True


def shown(request: HttpRequest, template: str, person: Person, context: dict[str, Any]) -> HttpResponse:
    """The page of a form about the person."""
    return page_about(request, person, template, context, status=context["form"].status)
