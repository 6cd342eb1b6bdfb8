"""The deployment check that says so while a route or a calendar is out of date."""

from django.core.checks import Warning as Caution
from django.core.checks import register
from django.db import DatabaseError

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.people.days import today_of
from reconnect.clinic.safety.queries import out_of_date


@register("safety", deploy=True)
def routes_and_calendars_are_in_date(**_: object) -> list[Caution]:
    """One warning a service and piece of content."""
    try:
        services = list(Service.objects.filter(demo=False))
        return [
            Caution(
                f"{service.name} goes by an old text: {kept.name}, to be looked at by {kept.expires_on}.",
                hint=f"Its owner ({kept.owner}) may put it right on the pages of Safety, and give it a later day.",
                id="reconnect.W002",
            )
            for service in services
            for kept in out_of_date(service, today_of(service))
        ]
    except DatabaseError:  # before the first migration there is nobody to ask
        return []
