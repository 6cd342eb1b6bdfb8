"""The deployment check that says so while anybody is asked in stand-in wording."""

from django.core.checks import Warning as Caution
from django.core.checks import register
from django.db import DatabaseError

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.library.questionnaires import stand_ins


@register("wording", deploy=True)
def wording_is_no_stand_in(**_: object) -> list[Caution]:
    """One warning a service and questionnaire."""
    try:
        services = list(Service.objects.filter(demo=False))
        return [
            Caution(
                f"{service.name} asks {questionnaire.name} in stand-in wording: its answers are kept and never scored.",
                hint="Install wording the service may use: reconnect questionnaire install FILE.toml --service NAME",
                id="reconnect.W001",
            )
            for service in services
            for questionnaire in stand_ins(service)
        ]
    except DatabaseError:  # before the first migration there is nobody to ask
        return []
