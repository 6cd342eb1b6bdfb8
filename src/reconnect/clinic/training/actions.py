"""What changes what staff said of themselves."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.questionnaires.actions import record_own_response
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.training.models import Moment, Sitting
from reconnect.model.questionnaire import Questionnaire


@action
def record_sitting(
    *,
    member: Member,
    questionnaire: Questionnaire,
    given: Mapping[str, Given],
    moment: Moment,
    id: UUID | None = None,  # noqa: A002 the id it gets
    at: datetime | None = None,
) -> Sitting:
    """Keep how sure the member says they are. Raises IntegrityError where ``id`` was kept before."""
    at = at or timezone.now()
    response = record_own_response(member=member, questionnaire=questionnaire, given=given, at=at)
    sitting = Sitting(
        id=id or uuid4(), service_id=member.service_id, member=member, response=response, moment=moment.value
    )
    sitting.save(force_insert=True)
    return sitting
