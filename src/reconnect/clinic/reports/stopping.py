"""What is known of why somebody was not heard from, read from the rooms of follow-up and of groups."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.followup.models import NotAnswered, Stop, WhyStop
from reconnect.clinic.groups.models import Membership, WhyLeft
from reconnect.model.occasion import Occasion as Moment


@dataclass(frozen=True, slots=True)
class Stopping:
    """From ``day`` on nobody may ask any more; ``why`` is of WhyStop."""

    why: str
    day: date

    @property
    def ends_treatment(self) -> bool:
        """Whether treatment is over with it; who wants no messages may still come."""
        return self.why in {WhyStop.DIED, WhyStop.WITHDRAWN}


def stops_of(service: Service) -> dict[UUID, Stopping]:
    """Those that stand, by person."""
    standing = Stop.objects.live().filter(service=service).values_list("person_id", "why", "on")
    return {person_id: Stopping(why, day) for person_id, why, day in standing.order_by()}


def reasons_given(service: Service) -> dict[tuple[UUID, Moment], str]:
    """Why an occasion was not answered, as far as somebody knows, by episode and occasion; words of Reason."""
    standing = NotAnswered.objects.live().filter(service=service).order_by()
    rows = standing.values_list("occasion__episode_id", "occasion__moment", "reason")
    return {(episode_id, Moment(moment)): reason for episode_id, moment, reason in rows}


def leavers_of(service: Service) -> dict[UUID, date]:
    """The day on which somebody left their newest group before its end, by episode. One-to-one is no stopping."""
    newest = Membership.objects.filter(service=service).order_by("joined_on", "added_at")
    found = {episode_id: (day, why) for episode_id, day, why in newest.values_list("episode_id", "left_on", "why_left")}
    return {
        episode_id: day for episode_id, (day, why) in found.items() if day is not None and why != WhyLeft.TO_ONE_TO_ONE
    }
