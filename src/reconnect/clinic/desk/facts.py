"""What is so before a contact, as the rules of the suggestions name it, and where it can be read."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from reconnect.clinic.asking.models import Said
from reconnect.clinic.care.models import Attendance, Barrier
from reconnect.clinic.desk.course import Course
from reconnect.clinic.plan.standing import standing
from reconnect.model.fact import Fact

GRIEF = timedelta(days=90)  # our design: how long a loss comes before the plan
READINESS = "assessment-readiness"
MEDICINES = ("assessment-medicines", "worksheet-medication-management", "my-medicines")
HARDER, HELPED, NO_FLARE = 2, 0, 0  # steps of the worksheets' items "helpful" and "flare"
NOT_TRIED = 2  # of "tried"


@dataclass(frozen=True, slots=True)
class Found:
    """What a fact is, and the page that says so: the name of its address, and the id in it."""

    value: int | bool | None
    page: str
    of: UUID


def facts(course: Course) -> dict[Fact, Found]:
    """Every fact. None where it is not known."""
    return _asking(course) | _contacts(course) | _life(course) | _tries(course) | _work(course) | _rulers(course)


def _asking(course: Course) -> dict[Fact, Found]:
    permission, person = course.permission, course.person.pk
    answer = permission.answer if permission else None
    again = permission.ask_again_on if permission else None
    return {
        Fact.ASKED: Found(permission is not None, "asking", person),
        Fact.SAID_NO: Found(answer == Said.NO, "asking", person),
        Fact.SAID_NOT_NOW: Found(answer == Said.NOT_NOW, "asking", person),
        Fact.MAY_ASK_AGAIN: Found(again is not None and again <= course.today, "asking", person),
        Fact.FLAG_OPEN: Found(bool(course.flags), "person_flags", person),
    }


def _contacts(course: Course) -> dict[Fact, Found]:
    newest, person = next(iter(course.contacts), None), course.person.pk
    weeks = (course.today - course.last.held_on).days // 7 if course.last else None
    missed = newest is not None and newest.attendance == Attendance.DID_NOT_ATTEND
    return {
        Fact.NO_CONTACT_YET: Found(course.last is None, "timeline", person),
        Fact.MISSED_LAST_CONTACT: Found(missed, "timeline", person),
        Fact.WEEKS_SINCE_CONTACT: Found(weeks, "timeline", person),
    }


def _life(course: Course) -> dict[Fact, Found]:
    losses = {Barrier.BEREAVEMENT, Barrier.RELATIONSHIP}
    lost = any(each.kind in losses and each.began_on >= course.today - GRIEF for each in course.events)
    new = any(each.kind != Barrier.FLARE_UP and each.began_on >= course.since for each in course.events)
    return {
        Fact.LOSS: Found(lost, "timeline", course.person.pk),
        Fact.NEW_EVENT: Found(new and course.last is not None, "timeline", course.person.pk),
    }


def _tries(course: Course) -> dict[Fact, Found]:
    tries, person = course.new_tries, course.person.pk
    said = {each.value("helpful") for each in tries}
    flared = any((each.value("flare") or NO_FLARE) > NO_FLARE for each in tries)
    event = any(
        each.kind == Barrier.FLARE_UP and (each.began_on >= course.since or each.ended_on is None)
        for each in course.events
    )
    told_so = not tries and course.last is not None and course.last.unhelpful_week is True
    asked = any(
        (told := course.told.get((name, "ask"))) is not None and told.words and told.answered_on >= course.since
        for name in MEDICINES
    )
    return {
        Fact.FLARE: Found(flared or event, "timeline" if event else "plan", person),
        Fact.UNHELPFUL_WEEK: Found(HARDER in said or told_so, "timeline" if told_so else "plan", person),
        Fact.HELPED: Found(HELPED in said, "plan", person),
        Fact.TRIED: Found(any(each.value("tried") != NOT_TRIED for each in tries), "plan", person),
        Fact.MEDICINE_QUESTION: Found(asked, "asking", person),
    }


def _work(course: Course) -> dict[Fact, Found]:
    looked_into = not course.has_partner or course.involvement is not None
    agreed = standing(course.targets, course.word).agreed
    return {
        Fact.FORMULATED: Found(bool(course.arrows), "formulation", course.person.pk),
        Fact.PLAN_AGREED: Found(agreed, "plan", course.person.pk),
        Fact.PARTNER_NOT_LOOKED_INTO: Found(not looked_into, "partner", course.person.pk),
    }


def _rulers(course: Course) -> dict[Fact, Found]:
    found = {}
    for fact, item in ((Fact.IMPORTANCE, "importance"), (Fact.CONFIDENCE, "confidence")):
        told = course.told.get((READINESS, item))
        found[fact] = Found(told.value if told else None, "asking", course.person.pk)
    return found
