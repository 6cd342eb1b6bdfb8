"""Finding flags and duties from who asks, and what a service goes by."""

from datetime import date, datetime
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.library.content import newest
from reconnect.clinic.people.models import Person
from reconnect.clinic.safety.models import ChosenCalendar, Duty, Flag, FlagStep
from reconnect.model.calendar import Calendar
from reconnect.model.flag_kind import FlagKind
from reconnect.model.help_page import HelpPage
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Item
from reconnect.model.route import Route, clock_of
from reconnect.model.working_day import Clock, due_at

DEFAULT_CALENDAR = "england-and-wales"
HELP = "when-to-get-help"
WITH_STAFF = ("owner", "person", "service")


def flag_for(member: Member, flag_id: UUID) -> Flag:
    """The flag with its person and owner, or 404 where it is another service's."""
    return get_object_or_404(Flag.objects.visible_to(member).select_related(*WITH_STAFF), pk=flag_id)


def worklist(member: Member) -> list[Flag]:
    """The open flags of the member's service, oldest due first."""
    return list(Flag.objects.visible_to(member).still_open().select_related(*WITH_STAFF))


def flags_of(person: Person) -> list[Flag]:
    """Every flag about the person, the newest first."""
    return list(person.flags.select_related(*WITH_STAFF).order_by("-raised_at", "id"))


def open_flags_of(person: Person) -> list[Flag]:
    """Those that nobody closed, oldest due first."""
    return list(person.flags.still_open().select_related("owner"))


def steps_of(flag: Flag) -> list[FlagStep]:
    """What happened to the flag, oldest first."""
    return list(flag.steps.select_related("by", "to"))


def routes_by(service: Service) -> dict[str, Route]:
    """The routes that the service goes by, by id."""
    return newest(service, "routes")


def calendars_by(service: Service) -> dict[str, Calendar]:
    """The calendars as the service keeps them, by id."""
    return newest(service, "calendars")


def calendar_of(service: Service) -> Calendar:
    """The one that its clocks go by."""
    chosen = ChosenCalendar.objects.filter(service=service).first()
    return calendars_by(service)[chosen.calendar_id if chosen else DEFAULT_CALENDAR]


def due_for(service: Service, kind: FlagKind, at: datetime) -> datetime:
    """When a flag of that kind, raised ``at``, has waited too long for an owner."""
    clock = clock_of(kind, routes_by(service).values())
    days = calendar_of(service).days if clock is Clock.WORKING_DAY else ()
    return due_at(at, clock, service.zone, days)


def duties_of(service: Service) -> list[Duty]:
    """The duties that were not ended, the earliest first."""
    return list(Duty.objects.filter(service=service, ended_at=None).select_related("member"))


def duty_for(member: Member, duty_id: UUID) -> Duty:
    """The duty, or 404 where it is another service's."""
    return get_object_or_404(Duty.objects.visible_to(member).select_related("member"), pk=duty_id)


def same_day_owners(service: Service, day: date) -> list[Member]:
    """Who is named for that day, and still here."""
    return [duty.member for duty in Duty.objects.on(service, day).select_related("member")]


def may_ask_at_home(service: Service, item: Item, at: datetime | None = None) -> bool:
    """Whether a person at home may be asked this: of self-harm only while somebody is named to look at the answer.

    They must be named for the day on which an answer given ``at`` falls due: at night that is the next one.
    """
    if item.flag is not FlagKind.SELF_HARM:
        return True
    due = due_for(service, FlagKind.SELF_HARM, at or timezone.now())
    return bool(same_day_owners(service, due.astimezone(service.zone).date()))


def help_page(service: Service | None) -> HelpPage:
    """What does not wait, as the service words it; as it comes with ReConnect where no service is known."""
    pages = shipped_library().help_pages.newest if service is None else newest(service, "help-pages")
    page: HelpPage = pages[HELP]
    return page


def out_of_date(service: Service, today: date) -> list[Route | Calendar | HelpPage]:
    """The routes, the calendar in use and the page of what does not wait, where their day has passed."""
    kept: list[Route | Calendar | HelpPage] = [*routes_by(service).values(), calendar_of(service), help_page(service)]
    return [each for each in kept if each.expires_on < today]
