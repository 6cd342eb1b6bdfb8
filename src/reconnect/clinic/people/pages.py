"""How a page about one person is answered, in every room."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from reconnect.clinic.people.actions import read_person
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Person
from reconnect.clinic.people.presenters import banner


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form sent, or None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


def about_person(request: HttpRequest, person: Person) -> dict[str, object]:
    """Who stands at the top of the page."""
    return {"person": person, "banner": banner(person, today_of(request.user.service))}


def page_about(
    request: HttpRequest, person: Person, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """A page about the person; that it was read is noted before anything of it leaves."""
    drawn = render(request, template, context | about_person(request, person), status=status)
    read_person(person=person, by=request.user)  # by itself, once all is drawn: others wait while it is written
    return drawn
