"""What every action of a person on their own steps shares: whose step it is, and the event of what they did."""

from datetime import datetime

from reconnect.clinic.audit.trail import record
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.steps.models import LadderStep
from reconnect.errors import ActionDenied


def own_step(code: EntryCode, step: LadderStep) -> LadderStep:
    """The step as it stands on the pages that the code opens. Raises ActionDenied for any other."""
    found = LadderStep.objects.of(code).filter(pk=step.pk).first()
    if found is None:
        raise ActionDenied("This step is not on these pages.")
    return found


def note(code: EntryCode, name: str, at: datetime | None) -> None:
    """The event of what the person did."""
    record(actor=f"code:{code.id}", action=name, target=code.person.target, service_id=code.service_id, at=at)


def hold(code: EntryCode) -> None:
    """Keep others from changing the same steps meanwhile. Raises ActionDenied for a code that opens none."""
    if code.episode is None:
        raise ActionDenied("This code opens no steps.")
    code.episode.hold()
