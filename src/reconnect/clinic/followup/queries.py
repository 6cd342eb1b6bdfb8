"""Finding whom to ask back, from who asks, and what somebody said of how to write to them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Q
from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.followup.models import NotAnswered, ReachingOut, SafeChannel, Stop
from reconnect.clinic.followup.standing import SOON, Days, Standing, timing
from reconnect.clinic.groups.models import Membership, WhyLeft
from reconnect.clinic.library.questionnaires import ASKED
from reconnect.clinic.people.models import Episode, Occasion, Person
from reconnect.clinic.people.windows import AFTER_END, BEFORE_END, add_months, window
from reconnect.model.occasion import Occasion as Moment

SECTIONS = (Standing.LATE, Standing.DUE, Standing.SOON, Standing.LOST)
LOST_FOR = 12  # months: what was lost before is history, and stands in the reports
MARGIN = timedelta(days=4)  # months are clamped to their ends, so a day cannot be taken back by as many months exactly


@dataclass(frozen=True, slots=True)
class Row:
    """An occasion that is not answered in full: nothing of the person's yet but the days."""

    occasion_id: UUID
    moment: Moment
    episode_id: UUID
    person_id: UUID
    days: Days
    timing: Standing


def rows_of(service: Service, year: int | None, today: date) -> list[Row]:
    """Everyone's occasions that are late, due, soon or lost, in that order, each by the day that it hangs on.

    Whoever wants to hear no more, left or died is not there at all: nobody is to do anything about them. Lost are
    those of the last twelve months, or of all whose first contact was in ``year``.
    """
    stopped = set(Stop.objects.live().filter(service=service).values_list("person_id", flat=True))
    stopped |= _left_as_died(episode__service=service).keys()
    found = []
    for pk, moment, episode_id, person_id, started_on, ended_on in _unanswered(service, year, today):
        days = Days(started_on, ended_on)
        how = timing(Moment(moment), days, today)
        if how in SECTIONS and person_id not in stopped:
            found.append(Row(pk, Moment(moment), episode_id, person_id, days, how))
    return sorted(found, key=_place)


def asked_back(service: Service, today: date) -> list[UUID]:
    """The occasions that somebody may be asked to answer today, the longest due first."""
    rows = rows_of(service, None, today)
    return [each.occasion_id for each in rows if each.timing in {Standing.LATE, Standing.DUE}]


def standing_stop(person: Person) -> Stop | None:
    """Why nothing goes to the person any more, or None."""
    return Stop.objects.live().filter(person=person).first()


def died_among(people: Collection[UUID]) -> dict[UUID, date]:
    """Those of them who left their newest group because they died, and that day: a stop may not be recorded yet."""
    return _left_as_died(episode__person__in=people) if people else {}


def stopped_among(people: Collection[UUID]) -> set[UUID]:
    """Those of them to whom nothing goes any more."""
    stopped = Stop.objects.live().filter(person__in=people).values_list("person_id", flat=True)
    return {*stopped, *died_among(people)} if people else set()


def groups_of(rows: Iterable[Row]) -> dict[UUID, str]:
    """The group of each episode that has one: sealed, so they are read one by one."""
    ids = {each.episode_id for each in rows}
    episodes = Episode.objects.filter(pk__in=ids, group__isnull=False).only("pk", "group")
    return {each.pk: each.group for each in episodes}


def years_of(service: Service) -> list[int]:
    """The years from the first to the last in which treatment began, newest first."""
    known = Episode.objects.filter(service=service).aggregate(first=Min("started_on"), last=Max("started_on"))
    first, last = known["first"], known["last"]
    return list(range(last.year, first.year - 1, -1)) if first and last else []


def names_of(rows: Iterable[Row]) -> dict[UUID, Person]:
    """Whose they are, by id."""
    people = Person.objects.filter(pk__in={each.person_id for each in rows}).only("pk", "name", "service_id")
    return {each.pk: each for each in people}


def occasions_at(ids: Collection[UUID]) -> list[Occasion]:
    """The occasions with their episodes."""
    return list(Occasion.objects.filter(pk__in=ids).select_related("episode"))


def occasions_of(person: Person) -> list[Occasion]:
    """Every occasion of the person, of the newest episode first, in the order in which they come."""
    order = list(Moment)
    found = Occasion.objects.filter(episode__person=person).select_related("episode")
    by_moment = sorted(found, key=lambda each: order.index(Moment(each.moment)))
    return sorted(by_moment, key=lambda each: (each.episode.referred_on, each.episode_id), reverse=True)


def occasion_for(member: Member, occasion_id: UUID) -> Occasion:
    """The occasion with its episode and person, or 404 where it is another service's."""
    occasions = Occasion.objects.visible_to(member).select_related("episode__person", "service")
    found: Occasion = get_object_or_404(occasions, pk=occasion_id)
    found.service = found.episode.person.service = member.service  # the very same, which every page asks for anyway
    return found


def channel_for(member: Member, channel_id: UUID) -> SafeChannel:
    """The channel with its person, or 404 where it is another service's."""
    channels = SafeChannel.objects.visible_to(member).select_related("person")
    return get_object_or_404(channels, pk=channel_id)


def reason_for(member: Member, reason_id: UUID) -> NotAnswered:
    """The reason with its person, or 404 where it is another service's."""
    reasons = NotAnswered.objects.visible_to(member).select_related("occasion__episode__person")
    return get_object_or_404(reasons, pk=reason_id)


def stop_of(member: Member, stop_id: UUID) -> Stop:
    """The stop with its person, or 404 where it is another service's."""
    return get_object_or_404(Stop.objects.visible_to(member).select_related("person"), pk=stop_id)


def stops_of(person: Person) -> list[Stop]:
    """Every stop of the person, newest first, those that were taken back included."""
    return list(Stop.objects.filter(person=person).select_related("by"))


def channels_of(person: Person) -> list[SafeChannel]:
    """Every channel of the person, what was confirmed last first, those that ended included."""
    return list(SafeChannel.objects.filter(person=person).select_related("occasion__episode", "by"))


def reasons_of(person: Person) -> list[NotAnswered]:
    """Every reason for not answering, newest first, replaced ones included."""
    found = NotAnswered.objects.filter(occasion__episode__person=person)
    return list(found.select_related("by", "occasion__episode"))


def reaching_of(service: Service) -> ReachingOut | None:
    """What the service's messages say of it, or None before a lead said so."""
    return ReachingOut.objects.filter(service=service).first()


def _left_as_died(**whose: object) -> dict[UUID, date]:
    newer = Membership.objects.filter(episode__person=OuterRef("episode__person"), added_at__gt=OuterRef("added_at"))
    died = Membership.objects.filter(~Exists(newer), why_left=WhyLeft.DIED, **whose)
    return dict(died.values_list("episode__person_id", "left_on"))


def _unanswered(service: Service, year: int | None, today: date) -> Iterable[tuple[Any, ...]]:
    """The occasions of which not all was answered, as far as their days can be told apart by the database."""
    sent = Q(
        responses__submitted_at__isnull=False,
        responses__retracted_at=None,
        responses__questionnaire_id__in=ASKED,
    )
    found = Occasion.objects.filter(_within(year, today), service=service)
    found = found.annotate(given=Count("responses", filter=sent)).filter(given__lt=len(ASKED)).order_by()
    return found.values_list(
        "pk", "moment", "episode_id", "episode__person_id", "episode__started_on", "episode__ended_on"
    )


def _within(year: int | None, today: date) -> Q:
    """A little wider than the four sections: which of them it is, days tell, and no database."""
    since = add_months(today, -LOST_FOR) - MARGIN
    pre = Q(moment=Moment.PRE)
    post = Q(moment=Moment.POST, episode__ended_on__lte=today + BEFORE_END + SOON)
    later = Q(moment=Moment.FOLLOW_UP, episode__ended_on__lte=add_months(today + SOON, -9) + MARGIN)
    if year is not None:
        return (pre | post | later) & Q(episode__started_on__year=year)
    pre &= Q(episode__started_on=None) | Q(episode__started_on__gte=since)
    post &= Q(episode__ended_on__gte=add_months(since, -AFTER_END) - MARGIN)
    later &= Q(episode__ended_on__gte=add_months(since, -12) - MARGIN)
    return pre | post | later


def _place(row: Row) -> tuple[object, ...]:
    """Late before due, soon and lost; within them the nearest to its last day first, and lost the newest first."""
    span = window(row.moment, row.days.started_on, row.days.ended_on)
    closes = span.closes if span is not None and span.closes is not None else date.max
    nearest = -closes.toordinal() if row.timing is Standing.LOST else closes.toordinal()
    return SECTIONS.index(row.timing), nearest, row.occasion_id
