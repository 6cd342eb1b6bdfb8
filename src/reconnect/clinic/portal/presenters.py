"""What a slip says of a code."""

from dataclasses import dataclass
from datetime import date

from reconnect.clinic.questionnaires.models import EntryCode


@dataclass(frozen=True, slots=True)
class Slip:
    """The last day of a code, where the service is, and what the service calls its pages."""

    portal_name: str
    until: date


def slip_of(code: EntryCode) -> Slip:
    """The code's slip, without the code."""
    return Slip(code.service.portal_name, code.expires_at.astimezone(code.service.zone).date())
