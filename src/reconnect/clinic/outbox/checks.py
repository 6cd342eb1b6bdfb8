"""The deployment check that says so while messages go nowhere."""

from django.core.checks import Warning as Caution
from django.core.checks import register

from reconnect.clinic.outbox.carriers.chosen import carriers
from reconnect.clinic.outbox.carriers.folder import Folder


@register("messages", deploy=True)
def messages_leave(**_: object) -> list[Caution]:
    """A warning outside a demonstration where they are only written into a folder."""
    if not any(isinstance(carrier, Folder) for carrier in carriers().values()):
        return []
    return [
        Caution(
            "Messages are written into a folder, and reach nobody.",
            hint="Set RECONNECT_EMAIL or RECONNECT_NOTIFY_KEY instead of RECONNECT_MESSAGES_FOLDER.",
            id="reconnect.W004",
        )
    ]
