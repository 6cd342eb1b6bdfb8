"""A service of the clinic's database, by its name."""

from typing import TYPE_CHECKING

from reconnect.analysis.outcomes import Outcomes
from reconnect.config.commands.setting_up import SetupError, set_up

INVENTED = "The people of this clinic are invented."

if TYPE_CHECKING:
    from reconnect.clinic.accounts.models import Service


def named_service(name: str) -> "Service":
    """The service. Raises SetupError where there is none."""
    from django.db import DatabaseError  # noqa: PLC0415

    from reconnect.clinic.accounts.models import Service  # noqa: PLC0415

    try:
        service = Service.objects.filter(name=name).first()
    except DatabaseError:
        raise SetupError(
            "The database holds no clinic yet: `reconnect serve` or `reconnect member add` makes one."
        ) from None
    if service is None:
        raise SetupError("There is no service of this name.")
    return service


def clinic_outcomes(service_name: str) -> tuple[Outcomes, str]:
    """The outcomes of a service in the clinic's database, as its lead sees them, and what their reader must know first.

    That they were read is noted in the audit trail. Raises SetupError.
    """
    set_up()
    service = named_service(service_name)
    from reconnect.clinic.library.questionnaires import stand_ins  # noqa: PLC0415
    from reconnect.clinic.reports.actions import export_outcomes  # noqa: PLC0415
    from reconnect.clinic.reports.outcomes import service_outcomes  # noqa: PLC0415

    notes = [INVENTED] if service.demo else []
    notes += [
        f"{each.name} is asked in stand-in wording: its figures are no measurement." for each in stand_ins(service)
    ]
    export_outcomes(service=service)
    return service_outcomes(service), " ".join(notes)
