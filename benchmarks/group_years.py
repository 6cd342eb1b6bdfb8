"""Years of groups for a clinic of a benchmark: roster, sessions, answers, ends. The first by actions, then copies.

Not a benchmark itself. Always the same for the same number of groups, but for the days, which end today.
"""

import sys
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from random import Random

from caseload import FIRST, nhs_number, surname
from copied_groups import copy_group

SIZES = (8, 10)  # people in a group
LIVED = 8  # groups
WAITS = timedelta(days=42)  # from referral to the first session
# Of everybody, how many agreed to be counted, have a safe channel, came to a session, left early, and answered when.
AGREE, CHANNEL, CAME, LEAVES = 0.93, 0.75, 0.85, 0.1
ANSWER = {"pre": 0.95, "post": 0.72, "follow_up": 0.5}
STOPS, REASONS = 0.04, 0.3  # who wants no more messages; a reason noted of whoever did not answer
AFTER_END = {"post": timedelta(days=0), "follow_up": timedelta(days=290)}


def fill_groups(by: object, groups: int, years: int) -> None:
    """So many groups, spread evenly over the years up to today; continues where an earlier run stopped.

    The first few are lived through by actions, the others are copies of them.
    """
    from reconnect.clinic.audit.transaction import writing  # noqa: PLC0415
    from reconnect.clinic.groups.models import Group  # noqa: PLC0415

    first = _today() - timedelta(days=365 * years)
    days = [first + timedelta(days=365 * years * (number + 1) // groups - 14) for number in range(groups)]
    for number in range(Group.objects.filter(service=by.service).count(), groups):
        if number < LIVED:
            with writing():  # all of a group or nothing of it
                _run_group(by, number, days[number])
        else:
            lived = Group.objects.filter(service=by.service).order_by("starts_on")[number % LIVED]
            copy_group(lived, number, (days[number] - lived.starts_on).days, _today())
        print(f"\r{number + 1:,} groups of {groups:,}", end="", file=sys.stderr)
    print(file=sys.stderr)


def _run_group(by: object, number: int, starts_on: date) -> None:
    from reconnect.clinic.groups.actions.groups import end_group, found_group  # noqa: PLC0415
    from reconnect.clinic.groups.actions.roster import add_to_group  # noqa: PLC0415
    from reconnect.clinic.people.models import Episode  # noqa: PLC0415
    from reconnect.model.load import shipped_library  # noqa: PLC0415

    random = Random(number)
    programme = shipped_library().programmes.newest["link"]
    at = _at(starts_on - timedelta(days=7))
    group = found_group(
        programme=programme,
        name=f"Link {number + 1}",
        starts_on=starts_on,
        leads=(by,),
        distress_lead=by,
        by=by,
        at=at,
    )
    size = random.randint(*SIZES)
    episodes = [_refer(by, random, 10 * number + place, starts_on - WAITS) for place in range(size)]
    on = min(starts_on, _today())
    people = [add_to_group(group=group, episode=each, on=on, by=by, at=_at(on)) for each in episodes]
    last = None
    for session in group.sessions.all():
        if session.planned_on < _today():
            _hold(by, random, session, people)
            last = session
    if last is not None and last.number == len(programme.sessions):
        ending = list(Episode.objects.filter(pk__in=[each.pk for each in episodes]).exclude(started_on=None))
        inside = {each.episode_id for each in group.memberships.filter(left_on=None)}
        end_group(
            group=group,
            on=last.held_on,
            by=by,
            ending=[each for each in ending if each.pk in inside],
            at=_at(last.held_on),
        )
    for each in episodes:
        _heard_from(by, random, each)


def _refer(by: object, random: Random, number: int, referred: date) -> object:
    from reconnect.clinic.followup.actions.channels import confirm_channel  # noqa: PLC0415
    from reconnect.clinic.outbox.channel import Channel  # noqa: PLC0415
    from reconnect.clinic.people import actions  # noqa: PLC0415

    person = actions.add_person(
        by=by,
        name=f"{FIRST[number % len(FIRST)]} {surname(number)} Sample",
        nhs_number=nhs_number(number),
        born_on=date(referred.year - random.randint(22, 70), random.randint(1, 12), random.randint(1, 28)),
        gender_reported=random.choice(("woman", "man")),
        diagnoses=["Chronic pelvic pain"],
        pain_since=referred.year - random.randint(1, 20),
        at=_at(referred) + timedelta(seconds=number % 3600),
    )
    actions.record_agreement(person=person, by=by, agreed=random.random() < AGREE, said_on=referred, at=_at(referred))
    if random.random() < CHANNEL:
        address = f"person{number}@example.invalid"
        confirm_channel(
            person=person, channel=Channel.EMAIL, address=address, confirmed_on=referred, by=by, at=_at(referred)
        )
    return actions.open_episode(person=person, by=by, referred_on=referred, at=_at(referred))


def _hold(by: object, random: Random, session: object, people: list[object]) -> None:
    from reconnect.clinic.care.models import Attendance  # noqa: PLC0415
    from reconnect.clinic.groups.actions.roster import leave_group  # noqa: PLC0415
    from reconnect.clinic.groups.actions.sessions import record_session  # noqa: PLC0415
    from reconnect.clinic.groups.meeting import Meeting, There  # noqa: PLC0415

    day = session.planned_on
    for each in [each for each in people if each.left_on is None and session.number in {3, 5}]:
        if random.random() < LEAVES / 2:
            leave_group(membership=each, on=day - timedelta(days=1), by=by, at=_at(day))
    there = {
        each.pk: There(Attendance.ATTENDED if random.random() < CAME else Attendance.DID_NOT_ATTEND)
        for each in people
        if each.left_on is None
    }
    came = any(each.state == Attendance.ATTENDED for each in there.values())
    delivered = {each.pk: each.minutes for each in session.parts.filter(left_out=False)} if came else {}
    told = Meeting(held_on=day, leaders=(by,), delivered=delivered, people=there, practice="Ten quiet minutes.")
    record_session(session=session, told=told, by=by, at=_at(day))
    session.refresh_from_db()


def _heard_from(by: object, random: Random, episode: object) -> None:
    from reconnect.clinic.followup.actions.reasons import record_not_answered  # noqa: PLC0415
    from reconnect.clinic.followup.actions.silencing import stop_for  # noqa: PLC0415
    from reconnect.clinic.followup.models import Reason, WhyStop  # noqa: PLC0415

    episode.refresh_from_db()
    for occasion in episode.occasions.all():
        day = episode.referred_on + timedelta(days=9)
        if occasion.moment != "pre":
            if episode.ended_on is None:
                continue
            day = episode.ended_on + AFTER_END[occasion.moment]
        if day > _today():
            continue
        if random.random() < ANSWER[occasion.moment]:
            _answer(by, random, occasion, day)
        elif random.random() < REASONS:
            record_not_answered(occasion=occasion, reason=random.choice(list(Reason)), said_on=day, by=by, at=_at(day))
    if episode.ended_on is not None and random.random() < STOPS:
        day = episode.ended_on
        stop_for(person=episode.person, why=random.choice(list(WhyStop)), on=day, by=by, at=_at(day))


def _answer(by: object, random: Random, occasion: object, day: date) -> None:
    from reconnect.clinic.library.questionnaires import asked_at  # noqa: PLC0415
    from reconnect.clinic.questionnaires.answering import enter_from_paper  # noqa: PLC0415
    from reconnect.clinic.questionnaires.keeping import Given  # noqa: PLC0415
    from reconnect.model.answer import AnswerState  # noqa: PLC0415
    from reconnect.model.answer_basis import AnswerBasis  # noqa: PLC0415
    from reconnect.model.occasion import Occasion as Moment  # noqa: PLC0415

    for questionnaire in asked_at(by.service, Moment(occasion.moment)).values():
        enter_from_paper(
            occasion=occasion,
            questionnaire=questionnaire,
            given={
                item.id: Given(AnswerState.VALUE, random.randint(item.low, item.high)) for item in questionnaire.items
            },
            basis=AnswerBasis.CURRENT if questionnaire.asks_basis else None,
            answered_on=day,
            by=by,
            at=_at(day),
        )


def _at(day: date) -> datetime:
    return datetime.combine(day, clock(12), UTC)


def _today() -> date:
    return datetime.now(UTC).date()
