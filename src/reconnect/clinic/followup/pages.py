"""What each page of following up shows, put together from what is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.followup import queries
from reconnect.clinic.followup.facts import facts_of, ready
from reconnect.clinic.followup.forms import ListForm
from reconnect.clinic.followup.models import ReachingOut
from reconnect.clinic.followup.presenters import (
    MESSAGES,
    SENDING,
    Line,
    channel_line,
    line_of,
    listing,
    page_of,
    reason_line,
    stop_line,
)
from reconnect.clinic.followup.queries import Row
from reconnect.clinic.followup.wording import HIDDEN, Written, last_day, template_of, written_for
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Occasion, Person
from reconnect.clinic.questionnaires.issuing import VALID


@dataclass(frozen=True, slots=True)
class Preview:
    """A message as it would read. ``held`` says why none may go; then there is nothing else."""

    held: str
    name: str = ""
    button: str = ""
    number: int = 0
    channel_id: str = ""
    channel: str = ""
    to: str = ""
    words: Written | None = None
    with_code: bool = False

    @property
    def told(self) -> dict[str, Any]:
        """What its form sends: which message was looked at, and by which channel it would go."""
        return {"number": self.number, "channel_id": self.channel_id}


def everyone(by: Member, sent: Mapping[str, str] | None) -> dict[str, Any]:
    """The list, as far as it is asked for."""
    service, today = by.service, today_of(by.service)
    form = ListForm(sent or {}, years=queries.years_of(service))
    year = form.chosen("year")
    rows = queries.rows_of(service, year, today)
    groups = queries.groups_of(rows)
    form.offer_groups(sorted(set(groups.values())))
    standing, group = form.chosen("standing"), form.chosen("group")
    rows = [each for each in rows if standing in {None, each.timing} and group in {None, groups.get(each.episode_id)}]
    number = form.chosen("page") or 1
    shown, pages = page_of(rows, number)
    lines = _lines(shown, groups, service, today)
    return {"listing": listing(rows, shown, lines, number, pages), "form": form, "today": today}


def of_person(person: Person, service: Service) -> dict[str, Any]:
    """Everything about one person."""
    today, reaching = today_of(service), queries.reaching_of(service)
    occasions = queries.occasions_of(person)
    facts = facts_of(occasions)
    channels = [channel_line(each, today) for each in queries.channels_of(person)]
    stops = [stop_line(each) for each in queries.stops_of(person)]
    stopped = any(stop.retracted_at is None for _, stop in stops)
    return {
        "lines": [
            (each.episode, line_of(facts[each.pk], person, each.episode.group or "", reaching, service, today))
            for each in occasions
        ],
        "channels": [each for each in channels if each.ended_at is None],
        "earlier": [each for each in channels if each.ended_at is not None],
        "stops": stops,
        "died_on": None if stopped else queries.died_among([person.pk]).get(person.pk),
        "reasons": [reason_line(each) for each in queries.reasons_of(person)],
        "zone": service.zone,
    }


def preview_of(occasion: Occasion, service: Service) -> Preview:
    """The message that would go about the occasion now, its code not made yet."""
    today = today_of(service)
    facts = facts_of([occasion])[occasion.pk]
    may_go = ready(facts, queries.reaching_of(service), service, today)
    if isinstance(may_go, str):
        return Preview(may_go)
    channel = may_go.channel
    code = HIDDEN if channel.may_hold_code else None
    until = last_day(timezone.now() + VALID, service)
    return Preview(
        "",
        MESSAGES[min(facts.went, may_go.number)],
        SENDING[min(facts.went, may_go.number)],
        may_go.number,
        str(channel.pk),
        Channel(channel.channel).label,
        channel.address,
        written_for(Channel(channel.channel), may_go.reaching, service, facts.went, code, until),
        channel.may_hold_code,
    )


def examples(service: Service, reaching: ReachingOut | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """How each message reads with a code, in the service's own words; nothing before a lead said what they say."""
    if reaching is None:
        return []
    until = last_day(timezone.now() + VALID, service)
    return [
        (
            template_of(service, went).name,
            [(each.label, written_for(each, reaching, service, went, HIDDEN, until).text) for each in Channel],
        )
        for went in range(len(MESSAGES))
    ]


def _lines(shown: list[Row], groups: Mapping[Any, str], service: Service, today: date) -> list[Line]:
    people = queries.names_of(shown)
    facts = facts_of(queries.occasions_at([each.occasion_id for each in shown]))
    reaching = queries.reaching_of(service)
    return [
        line_of(
            facts[each.occasion_id],
            people[each.person_id],
            groups.get(each.episode_id, ""),
            reaching,
            service,
            today,
        )
        for each in shown
    ]
