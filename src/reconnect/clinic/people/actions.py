"""What changes people, episodes and occasions."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.people.days import refuse_days, too_young
from reconnect.clinic.people.models import Agreement, Episode, Occasion, Person, PersonToken
from reconnect.clinic.people.nhs_number import figures_of, spaced
from reconnect.clinic.people.trail import record_about
from reconnect.clinic.sealing.tokens import search_tokens, whole_name_token
from reconnect.errors import ActionDenied
from reconnect.model.occasion import Occasion as Moment

DETAILS = (
    "name",
    "nhs_number",
    "born_on",
    "words_preferred",
    "gender_said",
    "gender_reported",
    "diagnoses",
    "pain_since",
)


@action
def add_person(
    *,
    by: Member,
    name: str,
    nhs_number: str | None = None,
    born_on: date | None = None,
    words_preferred: str | None = None,
    gender_said: str | None = None,
    gender_reported: str = "",
    diagnoses: Iterable[str] = (),
    pain_since: int | None = None,
    id: UUID | None = None,  # noqa: A002 it is the person's
    at: datetime | None = None,
) -> Person:
    """Add a person to the member's service. ``pain_since`` is a year; ``gender_reported`` is lower-cased.

    With an ``id`` the same is added once: raises IntegrityError the second time, in whichever service it stands.
    Like every action that takes a day, raises ActionDenied where it lies before 1900 or in the future; and where the
    person is younger than those whom the service sees.
    """
    at = at or timezone.now()
    _refuse_birth(by, born_on, at)
    person = Person.objects.create(
        id=id or uuid4(),
        service_id=by.service_id,
        name=name,
        nhs_number=nhs_number,
        born_on=born_on and born_on.isoformat(),
        words_preferred=words_preferred,
        gender_said=gender_said,
        gender_reported=gender_reported.strip().lower(),
        diagnoses=list(diagnoses) or None,
        pain_since=pain_since,
        added_at=at,
    )
    _make_findable(person)
    record_about(by, "add_person", person, at)
    return person


@action
def change_person(
    *,
    person: Person,
    by: Member,
    name: str,
    nhs_number: str | None = None,
    born_on: date | None = None,
    words_preferred: str | None = None,
    gender_said: str | None = None,
    gender_reported: str = "",
    diagnoses: Iterable[str] = (),
    pain_since: int | None = None,
    at: datetime | None = None,
) -> Person:
    """Put right who the person is: everything as told now, and found by nothing else. What is left out is gone."""
    _refuse_birth(by, born_on, at)
    person.name = name
    person.nhs_number = nhs_number
    person.born_on = born_on and born_on.isoformat()
    person.words_preferred = words_preferred
    person.gender_said = gender_said
    person.gender_reported = gender_reported.strip().lower()
    person.diagnoses = list(diagnoses) or None
    person.pain_since = pain_since
    person.save(update_fields=DETAILS)
    person.tokens.all().delete()
    _make_findable(person)
    record_about(by, "change_person", person, at)
    return person


@action
def open_episode(
    *,
    person: Person,
    by: Member,
    referred_on: date,
    group: str = "",
    id: UUID | None = None,  # noqa: A002 it is the episode's
    at: datetime | None = None,
) -> Episode:
    """Begin a course of care with its first occasion; the other two open with it, each with its own window.

    With an ``id`` the same is opened once: raises IntegrityError the second time.
    """
    refuse_days(by.service, referred_on, at=at)
    episode = Episode.objects.create(
        id=id or uuid4(), service_id=person.service_id, person=person, referred_on=referred_on, group=group or None
    )
    Occasion.objects.bulk_create(
        Occasion(service_id=person.service_id, episode=episode, moment=moment.value) for moment in Moment
    )
    record_about(by, "open_episode", person, at)
    return episode


@action
def change_episode(
    *, episode: Episode, by: Member, referred_on: date, group: str = "", at: datetime | None = None
) -> Episode:
    """Put right when the person was referred for this course of care, and which group it was in."""
    refuse_days(by.service, referred_on, at=at)
    episode.referred_on = referred_on
    episode.group = group or None
    episode.save(update_fields=["referred_on", "group"])
    record_about(by, "change_episode", episode.person, at)
    return episode


@action
def start_episode(*, episode: Episode, by: Member, on: date, at: datetime | None = None) -> Episode:
    """Record the day of the first ReConnect contact. Raises ActionDenied where the end is before it."""
    refuse_days(by.service, on, at=at)
    if episode.ended_on is not None and episode.ended_on < on:
        raise ActionDenied("The first contact cannot be after the recorded end: correct one of the two days.")
    episode.started_on = on
    episode.save(update_fields=["started_on"])
    record_about(by, "start_episode", episode.person, at)
    return episode


@action
def end_episode(*, episode: Episode, by: Member, on: date, at: datetime | None = None) -> Episode:
    """Record the day on which treatment ended. Raises ActionDenied before any start."""
    refuse_days(by.service, on, at=at)
    if episode.started_on is None or on < episode.started_on:
        raise ActionDenied("Record the day of the first contact first; the end cannot be before it.")
    episode.ended_on = on
    episode.save(update_fields=["ended_on"])
    record_about(by, "end_episode", episode.person, at)
    return episode


@action
def reopen_episode(*, episode: Episode, by: Member, at: datetime | None = None) -> Episode:
    """Take back the recorded end: treatment goes on, or the day was a mistake."""
    episode.ended_on = None
    episode.save(update_fields=["ended_on"])
    record_about(by, "reopen_episode", episode.person, at)
    return episode


@action
def withdraw_start(*, episode: Episode, by: Member, at: datetime | None = None) -> Episode:
    """Take back the recorded first contact. Raises ActionDenied while an end is recorded."""
    if episode.ended_on is not None:
        raise ActionDenied("An end is recorded: without a first contact, clear the end too.")
    episode.started_on = None
    episode.save(update_fields=["started_on"])
    record_about(by, "withdraw_start", episode.person, at)
    return episode


@action
def record_agreement(
    *, person: Person, by: Member, agreed: bool, said_on: date, at: datetime | None = None
) -> Agreement:
    """Record whether the person agrees to anonymised use; evaluations follow the newest word."""
    at = at or timezone.now()
    refuse_days(by.service, said_on, at=at)
    agreement = Agreement.objects.create(
        service_id=person.service_id, person=person, agreed=agreed, said_on=said_on, recorded_at=at
    )
    record_about(by, "record_agreement", person, at)
    return agreement


@action
def read_person(*, person: Person, by: Member, at: datetime | None = None) -> Person:
    """Note that the member reads this person's page."""
    record_about(by, "read_person", person, at)
    return person


def _refuse_birth(by: Member, born_on: date | None, at: datetime | None) -> None:
    refuse_days(by.service, born_on, at=at)
    if too_young(by.service, born_on, at):
        raise ActionDenied(f"This service sees people from {by.service.youngest} years on.")


def _make_findable(person: Person) -> None:
    found_by = search_tokens(person.service_id, person.name, *_ways_to_write(person.nhs_number or ""))
    found_by.add(whole_name_token(person.service_id, person.name))
    PersonToken.objects.bulk_create(
        PersonToken(person=person, service_id=person.service_id, token=token) for token in sorted(found_by)
    )


def _ways_to_write(nhs_number: str) -> tuple[str, str]:
    """With and without gaps: whoever searches does not know which it was."""
    figures = figures_of(nhs_number)
    return figures, spaced(figures)
