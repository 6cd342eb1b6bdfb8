"""A service of the clinic's database, by its name."""

from typing import TYPE_CHECKING

from reconnect.analysis.outcomes import Outcomes
from reconnect.config.commands.setting_up import SetupError, set_up

if TYPE_CHECKING:
    from reconnect.clinic.accounts.models import Service


def named_service(name: str) -> "Service":
    """The service. Raises SetupError where there is none."""
    from reconnect.clinic.accounts.models import Service  # noqa: PLC0415

    service = Service.objects.filter(name=name).first()
    if service is None:
        raise SetupError("There is no service of this name.")
    return service


def clinic_outcomes(service_name: str) -> Outcomes:
    """The outcomes of a service in the clinic's database, as its lead sees them. Raises SetupError."""
    set_up()
    from reconnect.clinic.reports.outcomes import service_outcomes  # noqa: PLC0415

    return service_outcomes(named_service(service_name))
