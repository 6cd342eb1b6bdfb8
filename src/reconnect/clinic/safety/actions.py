"""What changes flags, duties, and what a service goes by. A flag never closes by itself."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member, Role
from reconnect.clinic.accounts.policy import CLINICAL
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.library.overtaking import change_newest
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Person
from reconnect.clinic.people.trail import record_about, refuse_elsewhere
from reconnect.clinic.safety.models import ChosenCalendar, Duty, Flag, FlagStep, Outcome, What
from reconnect.clinic.safety.queries import calendars_by, due_for
from reconnect.errors import ActionDenied
from reconnect.model.calendar import Calendar
from reconnect.model.flag_kind import FlagKind
from reconnect.model.help_page import HelpPage
from reconnect.model.route import Route


@action
def raise_flag(*, person: Person, kind: FlagKind, actor: str, source: str, at: datetime | None = None) -> Flag:
    """Say that something told must reach somebody. The same ``source`` raises the same kind once, however often asked.

    ``actor`` is whom the trail names: the code or the member through whom it was told.
    """
    return _raise(person, kind, actor, source, at or timezone.now())


@action
def report_concern(
    *,
    person: Person,
    kind: FlagKind,
    heard: str,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the report's
    at: datetime | None = None,
) -> Flag:
    """Raise a flag for what a member heard or saw, in their words. With an ``id`` the same is raised once."""
    refuse_elsewhere(by, person)
    return _raise(person, kind, by.actor, f"member:{id or uuid4()}", at or timezone.now(), by=by, note=heard)


@action
def own_flag(*, flag: Flag, by: Member, at: datetime | None = None) -> Flag:
    """Look after the flag from now on. Raises ActionDenied where somebody who is still here was faster."""
    flag, at = _held(flag, by), at or timezone.now()
    _refuse_closed(flag)
    if flag.cared_for_by is not None and flag.owner_id != by.pk:
        raise ActionDenied("Somebody else took this first. Their name stands below.")
    if flag.owner_id != by.pk:
        _give(flag, by, at)
        _step(flag, What.TAKEN, by, at)
        record_about(by, "own_flag", flag.person, at)
    return flag


@action
def hand_over_flag(*, flag: Flag, to: Member, by: Member, at: datetime | None = None) -> Flag:
    """Give the flag to another member, as its owner or as a lead. Raises ActionDenied for anybody else."""
    flag, at = _held(flag, by), at or timezone.now()
    _refuse_closed(flag)
    _refuse_others(to, by)
    if flag.owner_id == to.pk:
        return flag
    if flag.owner_id != by.pk and by.role != Role.LEAD:
        raise ActionDenied("Only whoever looks after this, or a lead, may hand it over.")
    _give(flag, to, at)
    _step(flag, What.HANDED_OVER, by, at, to=to)
    record_about(by, "hand_over_flag", flag.person, at)
    return flag


@action
def close_flag(*, flag: Flag, outcome: Outcome, note: str, by: Member, at: datetime | None = None) -> Flag:
    """Say how it ended, and what was done. Only its owner closes a flag; closing it twice the same way does it once."""
    flag, at = _held(flag, by), at or timezone.now()
    if not note.strip():
        raise ActionDenied("Write down what was done.")
    last = flag.steps.filter(what=What.CLOSED).last()
    if flag.closed_at is not None and last.by_id == by.pk and (last.outcome, last.note) == (outcome, note):
        return flag
    _refuse_closed(flag)
    if flag.owner_id != by.pk:
        raise ActionDenied("Only whoever looks after this may close it: take it, or have it handed over, first.")
    flag.closed_at, flag.outcome = at, Outcome(outcome).value
    flag.save(update_fields=["closed_at", "outcome"])
    _step(flag, What.CLOSED, by, at, outcome=flag.outcome, note=note)
    record_about(by, "close_flag", flag.person, at)
    return flag


@action
def reopen_flag(*, flag: Flag, by: Member, at: datetime | None = None) -> Flag:
    """There is more to do: whoever reopens it looks after it. How it was closed before stays written."""
    flag, at = _held(flag, by), at or timezone.now()
    if flag.closed_at is None:
        return flag
    flag.closed_at, flag.outcome = None, ""
    flag.save(update_fields=["closed_at", "outcome"])
    _give(flag, by, at)
    _step(flag, What.REOPENED, by, at)
    record_about(by, "reopen_flag", flag.person, at)
    return flag


@action
def name_duty(
    *,
    member: Member,
    by: Member,
    from_on: date | None = None,
    until_on: date | None = None,
    id: UUID | None = None,  # noqa: A002 it is the duty's
    at: datetime | None = None,
) -> Duty:
    """Name who looks, the same day, at what cannot wait: from today, or ``from_on``, and until somebody ends it.

    With an ``id`` the same is named once: raises IntegrityError the second time.
    """
    at = at or timezone.now()
    today = today_of(by.service, at)
    _refuse_others(member, by)
    if from_on is not None and from_on < today:
        raise ActionDenied("A duty begins today or later.")
    if until_on is not None and until_on < (from_on or today):
        raise ActionDenied("The last day cannot be before the first.")
    duty = Duty.objects.create(
        id=id or uuid4(),
        service_id=by.service_id,
        member=member,
        from_on=from_on or today,
        until_on=until_on,
        named_by=by,
        named_at=at,
    )
    record(actor=by.actor, action="name_duty", target=member.actor, service_id=by.service_id, at=at)
    return duty


@action
def end_duty(*, duty: Duty, by: Member, at: datetime | None = None) -> Duty:
    """The member is no longer named, from now on."""
    if duty.service_id != by.service_id:
        raise ActionDenied("This member belongs to another service.")
    at = at or timezone.now()
    if duty.ended_at is None:
        duty.ended_at = at
        duty.save(update_fields=["ended_at"])
        record(actor=by.actor, action="end_duty", target=duty.member.actor, service_id=by.service_id, at=at)
    return duty


@action
def choose_calendar(*, calendar_id: str, by: Member, at: datetime | None = None) -> ChosenCalendar:
    """Go by the bank holidays of that part of the country. Flags that are open keep the time they were given."""
    if calendar_id not in calendars_by(by.service):
        raise ActionDenied("There is no such calendar.")
    chosen, _ = ChosenCalendar.objects.update_or_create(service_id=by.service_id, defaults={"calendar_id": calendar_id})
    target = f"service:{by.service_id}"
    record(actor=by.actor, action="choose_calendar", target=target, service_id=by.service_id, at=at)
    return chosen


@action
def change_route(*, route: Route, seen: int, by: Member, at: datetime | None = None) -> Route:
    """Go by this route from now on, whose edition ``seen`` was looked at. Raises ActionDenied where it is no longer
    the newest one, and ContentError where a field is not right.
    """
    return change_newest("routes", route, seen, by, at)


@action
def change_calendar(*, calendar: Calendar, seen: int, by: Member, at: datetime | None = None) -> Calendar:
    """Keep these holidays from now on; otherwise as a route is changed."""
    return change_newest("calendars", calendar, seen, by, at)


@action
def change_help(*, page: HelpPage, seen: int, by: Member, at: datetime | None = None) -> HelpPage:
    """Say from now on what does not wait in these words; otherwise as a route is changed."""
    return change_newest("help-pages", page, seen, by, at)


@action
def read_worklist(*, by: Member, at: datetime | None = None) -> None:
    """Note that the member looked at who is on the list."""
    target = f"service:{by.service_id}"
    record(actor=by.actor, action="read_worklist", target=target, service_id=by.service_id, at=at)


def _raise(
    person: Person,
    kind: FlagKind,
    actor: str,
    source: str,
    at: datetime,
    *,
    by: Member | None = None,
    note: str | None = None,
) -> Flag:
    due = due_for(person.service, kind, at)
    flag, is_new = Flag.objects.get_or_create(
        person=person,
        source=source,
        kind=kind.value,
        defaults={"service_id": person.service_id, "raised_at": at, "due_at": due},
    )
    if is_new:
        _step(flag, What.RAISED, by, at, note=note)
        record(actor=actor, action="raise_flag", target=person.target, service_id=person.service_id, at=at)
    return flag


def _held(flag: Flag, by: Member) -> Flag:
    """The flag as it stands now, kept from others until the transaction is over."""
    refuse_elsewhere(by, flag.person)
    # First held, then read: PostgreSQL shows who waited the newest flag, but beside it the owner of before.
    Flag.objects.select_for_update().only("pk").get(pk=flag.pk)
    return Flag.objects.select_related("owner", "person").get(pk=flag.pk)


def _refuse_closed(flag: Flag) -> None:
    if flag.closed_at is not None:
        raise ActionDenied("This was closed meanwhile. Open it again if there is more to do.")


def _refuse_others(member: Member, by: Member) -> None:
    if member.service_id != by.service_id or not member.is_active or member.role not in CLINICAL:
        raise ActionDenied("Choose somebody of your service who may see people's records.")


def _give(flag: Flag, owner: Member, at: datetime) -> None:
    flag.owner, flag.owned_at = owner, at
    flag.save(update_fields=["owner", "owned_at"])


def _step(
    flag: Flag,
    what: What,
    by: Member | None,
    at: datetime,
    *,
    to: Member | None = None,
    outcome: str = "",
    note: str | None = None,
) -> None:
    FlagStep.objects.create(
        service_id=flag.service_id, flag=flag, what=what.value, by=by, to=to, outcome=outcome, note=note, at=at
    )
