"""What is told of a contact before it is kept, and what of it cannot be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.care.models import Attendance, Contact, HandsOn, How
from reconnect.errors import ActionDenied

LONGEST_CONTACT = 600  # minutes: a whole day of a programme
LONGEST_TECHNIQUE = 240
FURTHEST = timedelta(days=731)  # the next contact: two years
MOST_WEEKS = 104


@dataclass(frozen=True, slots=True)
class Encounter:
    """Everything about one contact. ``techniques``: minutes by technique; what is left out was not recorded."""

    held_on: date
    how: How = How.IN_PERSON
    in_group: bool = False
    attendance: Attendance = Attendance.ATTENDED
    person_present: bool = True
    partner_present: bool = False
    interpreter_present: bool = False
    others_present: str = ""
    leaders: tuple[Member, ...] = ()
    minutes: int | None = None
    techniques: Mapping[str, int] = field(default_factory=dict)
    practice_agreed: str = ""
    next_on: date | None = None
    next_in_weeks: int | None = None
    hands_on: HandsOn = HandsOn.NOT_TALKED_ABOUT
    hands_on_minutes: int | None = None
    unhelpful_week: bool | None = None
    note: str = ""

    @property
    def attended(self) -> bool:
        """Whether it took place."""
        return self.attendance == Attendance.ATTENDED

    @property
    def somebody_present(self) -> bool:
        """Whether anybody but the team was there."""
        return self.person_present or self.partner_present


def encounter_of(contact: Contact) -> Encounter:
    """What was told of a contact that stands there."""
    return Encounter(
        held_on=contact.held_on,
        how=How(contact.how),
        in_group=contact.in_group,
        attendance=Attendance(contact.attendance),
        person_present=contact.person_present,
        partner_present=contact.partner_id is not None,
        interpreter_present=contact.interpreter_present,
        others_present=contact.others_present or "",
        leaders=tuple(each.member for each in contact.leaders.all()),
        minutes=contact.minutes,
        techniques={each.technique_id: each.minutes for each in contact.techniques.all()},
        practice_agreed=contact.practice_agreed or "",
        next_on=contact.next_on,
        next_in_weeks=contact.next_in_weeks,
        hands_on=HandsOn(contact.hands_on),
        hands_on_minutes=contact.hands_on_minutes,
        unhelpful_week=contact.unhelpful_week,
        note=contact.note or "",
    )


def refuse_incoherent(told: Encounter, known: frozenset[str]) -> None:
    """Raise ActionDenied where parts of it cannot be true together. ``known`` are the techniques there are."""
    _refuse_what_was_not_attended(told)
    _refuse_minutes(told, known)
    _refuse_hands(told)
    _refuse_spacing(told)


def _refuse_what_was_not_attended(told: Encounter) -> None:
    there = told.somebody_present or told.interpreter_present or told.others_present
    done = told.minutes is not None or told.techniques or told.hands_on != HandsOn.NOT_TALKED_ABOUT
    if not told.attended and (there or done):
        raise ActionDenied("Nobody was there: take out who was present, the minutes and the consent, or say Attended.")
    if told.attended and not told.somebody_present:
        raise ActionDenied("Say who was there: the person, the partner, or both.")
    if told.attended and not told.leaders:
        raise ActionDenied("Say who led the contact.")


def _refuse_minutes(told: Encounter, known: frozenset[str]) -> None:
    if told.techniques and not told.person_present:
        raise ActionDenied("Minutes by technique are the person's: without the person there are none.")
    if told.techniques.keys() - known:
        raise ActionDenied("One of these techniques does not exist.")
    if told.minutes is not None and not 1 <= told.minutes <= LONGEST_CONTACT:
        raise ActionDenied(f"A contact takes from 1 to {LONGEST_CONTACT} minutes. Leave out what is not known.")
    if any(not 1 <= each <= LONGEST_TECHNIQUE for each in told.techniques.values()):
        raise ActionDenied(f"A technique takes from 1 to {LONGEST_TECHNIQUE} minutes. Leave out what was not done.")
    if told.minutes is not None and sum(told.techniques.values()) > told.minutes:
        raise ActionDenied("The minutes by technique are more than the contact took: look at both again.")


def _refuse_hands(told: Encounter) -> None:
    if told.hands_on_minutes is None:
        return
    if told.hands_on not in {HandsOn.AGREED, HandsOn.WITHDRAWN}:
        raise ActionDenied(
            "No hands-on minutes without consent given in this contact: record the consent, or no minutes."
        )
    if told.how != How.IN_PERSON or not told.person_present:
        raise ActionDenied("Hands-on work needs the person in the room: look at how they met and who was there.")
    if not 1 <= told.hands_on_minutes <= LONGEST_TECHNIQUE:
        raise ActionDenied(f"Hands-on work takes from 1 to {LONGEST_TECHNIQUE} minutes.")


def _refuse_spacing(told: Encounter) -> None:
    if told.next_on is not None and told.next_in_weeks is not None:
        raise ActionDenied("Say the next contact once: a day, or in how many weeks.")
    if told.next_on is not None and not told.held_on < told.next_on <= told.held_on + FURTHEST:
        raise ActionDenied("The next contact is after this one, and within two years.")
    if told.next_in_weeks is not None and not 1 <= told.next_in_weeks <= MOST_WEEKS:
        raise ActionDenied(f"The next contact is in 1 to {MOST_WEEKS} weeks.")
