"""Who is to be asked back is asked, one by one: what fails for one keeps nobody else waiting."""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.followup.actions.asking import BY_ITSELF, invite, remind
from reconnect.clinic.followup.facts import Facts, Ready, about, facts_of, occasion_of, ready
from reconnect.clinic.followup.models import ReachingOut
from reconnect.clinic.followup.queries import asked_back
from reconnect.clinic.followup.rhythm import BY_ITSELF as REMINDED
from reconnect.clinic.followup.standing import Standing
from reconnect.clinic.outbox.actions import put_off_messages, stop_messages
from reconnect.clinic.outbox.models import Message, State
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Occasion
from reconnect.errors import ActionDenied

LOG = logging.getLogger(__name__)
AT_ONCE = 200  # occasions looked at together
BY_DAY = (9, 19)  # hours of the service's own clock, the last one out
PUT_OFF = timedelta(hours=1)  # what may not be so any more, until it is looked at again


@dataclass(frozen=True, slots=True)
class Round:
    """How many messages were put into the outbox, and how many could not be."""

    invited: int = 0
    reminded: int = 0
    failed: int = 0


def ask_those_due(at: datetime) -> dict[str, int]:
    """For each service whose lead chose so, by day: invite and remind whoever is due. How many of what.

    A day begins at midnight. A phone that lights up then is one that somebody else in the house looks at.
    """
    by_day = [each.service for each in _chosen() if BY_DAY[0] <= at.astimezone(each.service.zone).hour < BY_DAY[1]]
    rounds = [invite_all_due(service=service, by=None, at=at) for service in by_day]
    return {
        "invited": sum(each.invited for each in rounds),
        "reminded": sum(each.reminded for each in rounds),
        "not asked": sum(each.failed for each in rounds),
    }


def settle_waiting(at: datetime) -> dict[str, int]:
    """Stop what waits about occasions that were answered or declined meanwhile, or of whoever wants to hear no more.

    Run before anything is sent: what was true when a message was written need not be any more. Where it cannot be said
    of one occasion, what waits about that one is put off, and the others are settled.
    """
    waiting = Message.objects.filter(state=State.WAITING).values_list("about", flat=True)
    ids = [each for each in map(occasion_of, waiting) if each is not None]
    told = {"stopped": 0, "put off": 0}
    for start in range(0, len(ids), AT_ONCE):
        occasions = list(
            Occasion.objects.filter(pk__in=ids[start : start + AT_ONCE]).select_related("episode__person", "service")
        )
        found = _facts_of_each(occasions)
        for occasion in occasions:
            try:
                told["stopped"] += _stop_if_over(found[occasion.pk], at)
            except Exception as error:  # noqa: BLE001 what is not known to be right does not go, and the others do
                LOG.error("%s was not settled: %s", occasion, type(error).__name__)
                told["put off"] += put_off_messages(
                    service=occasion.service, about=about(occasion.pk), until=at + PUT_OFF, actor=BY_ITSELF, at=at
                )
    return told


def invite_all_due(*, service: Service, by: Member | None, at: datetime | None = None) -> Round:
    """Invite everyone whose occasion is open, and remind whoever may be reminded by now. Doing it twice does it once.

    Nobody is reminded by itself before treatment. Each message is its own transaction.
    """
    at = at or timezone.now()
    reaching = ReachingOut.objects.filter(service=service).first()
    done: Counter[str] = Counter()
    for facts in list(_looked_at(service, today_of(service, at))):
        try:
            done[_asked(facts, reaching, service, by, at)] += 1
        except ActionDenied:  # somebody was faster, or a stop came in between
            continue
        except Exception as error:  # noqa: BLE001 one person's trouble is nobody else's
            done["failed"] += 1
            LOG.error("%s was not asked back: %s", facts.occasion, type(error).__name__)
    return Round(done["invited"], done["reminded"], done["failed"])


def _facts_of_each(occasions: list[Occasion]) -> dict[UUID, Facts]:
    """Without those of whom they cannot be read."""
    try:
        return facts_of(occasions)
    except Exception as error:  # noqa: BLE001 whose it is shows when they are read one by one
        if len(occasions) == 1:
            LOG.error("%s could not be looked at: %s", occasions[0], type(error).__name__)
            return {}
    return {pk: facts for each in occasions for pk, facts in _facts_of_each([each]).items()}


def _stop_if_over(facts: Facts, at: datetime) -> int:
    today = today_of(facts.occasion.service, at)
    over = facts.standing(today) in {Standing.ANSWERED, Standing.OUTSIDE}
    if over or facts.did_not_want or facts.days.stopped_on is not None:
        return _stop(facts.occasion, at)
    return 0


@action
def _stop(occasion: Occasion, at: datetime) -> int:
    return stop_messages(service=occasion.service, about=about(occasion.pk), actor=BY_ITSELF, at=at)


def _chosen() -> list[ReachingOut]:
    return list(ReachingOut.objects.filter(by_itself=True).select_related("service").order_by("service_id"))


def _asked(facts: Facts, reaching: ReachingOut | None, service: Service, by: Member | None, at: datetime) -> str:
    """What was done: invited, reminded, or nothing."""
    may_go = ready(facts, reaching, service, today_of(service, at))
    if not isinstance(may_go, Ready):
        return ""
    if may_go.number == 0:
        invite(occasion=facts.occasion, by=by, at=at)
        return "invited"
    if facts.moment in REMINDED:
        remind(occasion=facts.occasion, number=may_go.number, by=by, at=at)
        return "reminded"
    return ""


def _looked_at(service: Service, today: date) -> Iterator[Facts]:
    ids = asked_back(service, today)
    for start in range(0, len(ids), AT_ONCE):
        occasions = Occasion.objects.filter(pk__in=ids[start : start + AT_ONCE]).select_related(
            "episode__person", "service"
        )
        yield from facts_of(list(occasions)).values()
