"""A flag: raised once, owned by one, closed by its owner with an outcome, and never lost from sight."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from uuid import uuid4

import pytest
from at_once import at_once
from universe import ENDED, Place, Universe, build_member, build_place

from reconnect.clinic.accounts.actions import end_membership
from reconnect.clinic.accounts.models import Member, Role
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.people.models import Person
from reconnect.clinic.questionnaires.actions import record_response
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import Answer, Response
from reconnect.clinic.safety.actions import (
    choose_calendar,
    close_flag,
    hand_over_flag,
    own_flag,
    raise_flag,
    reopen_flag,
    report_concern,
)
from reconnect.clinic.safety.models import Flag, Outcome, What
from reconnect.clinic.safety.queries import calendar_of, open_flags_of, routes_by, worklist
from reconnect.errors import ActionDenied
from reconnect.model.answer import AnswerState
from reconnect.model.flag_kind import FlagKind
from reconnect.model.load import shipped_library
from reconnect.model.route import clock_of
from reconnect.model.working_day import due_at

pytestmark = pytest.mark.furnished

WEDNESDAY = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)
FEELINGS = shipped_library().questionnaires.newest["assessment-feelings"]
BODY = shipped_library().questionnaires.newest["assessment-body"]
HARD = shipped_library().questionnaires.newest["assessment-hard-experiences"]


def someone(place: Place) -> Person:
    return place.waiting.person


def a_flag(place: Place, kind: FlagKind = FlagKind.ABUSE, at: datetime = WEDNESDAY) -> Flag:
    source = f"response:{uuid4()}"
    return raise_flag(person=someone(place), kind=kind, actor=place.clinician.actor, source=source, at=at)


def said(value: int | None, state: AnswerState = AnswerState.VALUE) -> Given:
    return Given(state, value)


def told(place: Place, questionnaire: object, **answers: Given) -> Response:
    """A block told to staff."""
    return record_response(
        episode=place.waiting.episode,
        questionnaire=questionnaire,
        given={name.replace("_", "-"): given for name, given in answers.items()},
        answered_on=ENDED,
        by=place.clinician,
        at=WEDNESDAY,
    )


def kinds(person: Person) -> list[str]:
    return sorted(flag.kind for flag in open_flags_of(person))


def events(name: str) -> int:
    return AuditEvent.objects.filter(action=name).count()


# Answers raise flags


def test_an_answer_raises_its_flag_when_it_is_sent_with_the_clock_of_its_kind(universe: Universe) -> None:
    response = told(universe.north, FEELINGS, self_harm=said(1))
    (flag,) = open_flags_of(someone(universe.north))
    assert (flag.kind, flag.source, flag.raised_at) == ("self-harm", f"response:{response.pk}", WEDNESDAY)
    assert flag.due_at == datetime(2026, 11, 18, 17, tzinfo=UTC)
    assert (flag.owner, flag.service_id) == (None, universe.north.service.pk)


def test_the_same_block_without_the_answer_raises_nothing(universe: Universe) -> None:
    for given in (said(0), said(None, AnswerState.DECLINED), said(None, AnswerState.DOES_NOT_APPLY)):
        told(universe.north, FEELINGS, self_harm=given)
    told(universe.north, FEELINGS)
    assert open_flags_of(someone(universe.north)) == []


def test_a_sealed_answer_is_opened_for_its_flag_and_stays_sealed(universe: Universe) -> None:
    response = told(universe.north, FEELINGS, self_harm=said(2))
    answer = Answer.objects.get(response=response, item_id="self-harm")
    assert (answer.value, answer.text) == (None, "2")
    assert kinds(someone(universe.north)) == ["self-harm"]


def test_a_sum_of_choices_counts_from_the_first_that_matters(universe: Universe) -> None:
    told(universe.north, BODY, new_in_two_weeks=said(2**1))
    assert kinds(someone(universe.north)) == []
    told(universe.north, BODY, new_in_two_weeks=said(2**1 + 2**3))
    assert kinds(someone(universe.north)) == ["urgent-medical"]


def test_several_answers_of_a_kind_raise_one_flag_and_several_kinds_one_each(universe: Universe) -> None:
    flagged = [item for item in HARD.items if item.flag in {FlagKind.ABUSE, FlagKind.ASSAULT}]
    assert len(flagged) > len({item.flag for item in flagged})
    told(universe.north, HARD, **{item.id: said(item.flagged_from) for item in flagged})
    assert kinds(someone(universe.north)) == ["abuse", "assault"]


def test_the_trail_says_that_a_flag_was_raised_and_not_which(universe: Universe) -> None:
    told(universe.north, FEELINGS, self_harm=said(1))
    event = AuditEvent.objects.get(action="raise_flag", target=someone(universe.north).target)
    assert "harm" not in f"{event.actor}{event.action}{event.target}"
    assert event.actor == universe.north.clinician.actor


# Owners


def test_the_same_source_raises_a_kind_once(universe: Universe) -> None:
    place = universe.north
    before = events("raise_flag")
    flags = [
        raise_flag(person=someone(place), kind=kind, actor=place.clinician.actor, source="response:x", at=WEDNESDAY)
        for kind in (FlagKind.ABUSE, FlagKind.ABUSE, FlagKind.TRAUMA)
    ]
    assert flags[0] == flags[1] != flags[2]
    assert events("raise_flag") == before + 2


def test_a_report_that_is_sent_twice_is_one_flag(universe: Universe) -> None:
    place, token = universe.north, uuid4()
    report = partial(report_concern, person=someone(place), kind=FlagKind.AT_RISK, heard="A child.", by=place.clinician)
    assert report(id=token) == report(id=token)
    assert [step.note for step in Flag.objects.get(source=f"member:{token}").steps.all()] == ["A child."]


def test_a_flag_is_past_its_time_only_when_due_and_nobody_looks_after_it(universe: Universe) -> None:
    place = universe.north
    flag = a_flag(place)
    assert flag.due_at == WEDNESDAY + timedelta(days=1)
    for at, late in ((flag.due_at - timedelta(seconds=1), False), (flag.due_at, True)):
        assert flag.is_past_time(at) is late
        assert Flag.objects.past_time(at).filter(pk=flag.pk).exists() is late
    owned = own_flag(flag=flag, by=place.clinician)
    assert not owned.is_past_time(flag.due_at)
    assert not Flag.objects.past_time(flag.due_at).filter(pk=flag.pk).exists()


def test_whoever_left_the_service_looks_after_nothing(universe: Universe) -> None:
    place = universe.north
    leaver = build_member(place.service, Role.CLINICIAN, "leavernorth")
    flag = own_flag(flag=a_flag(place), by=leaver)
    assert flag.cared_for_by == leaver
    end_membership(member=leaver)
    flag = Flag.objects.get(pk=flag.pk)
    assert flag.cared_for_by is None
    assert Flag.objects.past_time(flag.due_at).filter(pk=flag.pk).exists()
    assert own_flag(flag=flag, by=place.clinician).cared_for_by == place.clinician


def test_who_comes_second_is_told_and_the_first_keeps_it(universe: Universe) -> None:
    place = universe.north
    flag = own_flag(flag=a_flag(place), by=place.clinician)
    with pytest.raises(ActionDenied, match="Somebody else took this first"):
        own_flag(flag=flag, by=place.staff[Role.LEAD])
    own_flag(flag=flag, by=place.clinician)
    assert [step.what for step in flag.steps.all()] == [What.RAISED, What.TAKEN]


def test_its_owner_or_a_lead_hands_it_over_and_nobody_else(universe: Universe) -> None:
    place = universe.north
    lead, facilitator = place.staff[Role.LEAD], place.staff[Role.FACILITATOR]
    flag = own_flag(flag=a_flag(place), by=place.clinician)
    with pytest.raises(ActionDenied, match="Only whoever looks after this"):
        hand_over_flag(flag=flag, to=facilitator, by=facilitator)
    assert hand_over_flag(flag=flag, to=facilitator, by=place.clinician).owner == facilitator
    assert hand_over_flag(flag=flag, to=lead, by=lead).owner == lead


def test_it_is_never_handed_to_somebody_who_may_not_see_it(universe: Universe) -> None:
    place = universe.north
    gone = build_member(place.service, Role.CLINICIAN, "gonenorth")
    end_membership(member=gone)
    flag = own_flag(flag=a_flag(place), by=place.clinician)
    for other in (place.staff[Role.ADMINISTRATOR], place.staff[Role.PRIVACY_OFFICER], universe.south.clinician, gone):
        with pytest.raises(ActionDenied, match="Choose somebody of your service"):
            hand_over_flag(flag=flag, to=other, by=place.clinician)


def test_only_its_owner_closes_it_and_says_what_was_done(universe: Universe) -> None:
    place = universe.north
    flag = a_flag(place)
    close = partial(close_flag, flag=flag, outcome=Outcome.TALKED, note="We talked.")
    with pytest.raises(ActionDenied, match="take it"):
        close(by=place.clinician)
    own_flag(flag=flag, by=place.clinician)
    with pytest.raises(ActionDenied, match="take it"):
        close(by=place.staff[Role.LEAD])
    with pytest.raises(ActionDenied, match="Write down"):
        close(by=place.clinician, note="  ")
    closed = close(by=place.clinician)
    assert closed.outcome == Outcome.TALKED
    assert closed not in worklist(place.clinician)


def test_closing_it_twice_the_same_way_does_it_once_and_another_way_not_at_all(universe: Universe) -> None:
    place = universe.north
    flag = own_flag(flag=a_flag(place), by=place.clinician)
    for _ in range(2):
        close_flag(flag=flag, outcome=Outcome.TALKED, note="We talked.", by=place.clinician)
    with pytest.raises(ActionDenied, match="closed meanwhile"):
        close_flag(flag=flag, outcome=Outcome.BY_MISTAKE, note="No.", by=place.clinician)
    assert [step.what for step in flag.steps.all()] == [What.RAISED, What.TAKEN, What.CLOSED]


def test_opened_again_it_is_looked_after_and_how_it_was_closed_stays_written(universe: Universe) -> None:
    place = universe.north
    flag = own_flag(flag=a_flag(place), by=place.clinician)
    close_flag(flag=flag, outcome=Outcome.TALKED, note="We talked.", by=place.clinician)
    again = reopen_flag(flag=flag, by=place.staff[Role.LEAD])
    assert (again.closed_at, again.outcome, again.owner) == (None, "", place.staff[Role.LEAD])
    assert [(step.what, step.note) for step in flag.steps.all()][2:] == [
        (What.CLOSED, "We talked."),
        (What.REOPENED, None),
    ]


def test_another_service_touches_nothing_of_it(universe: Universe) -> None:
    flag, other = a_flag(universe.north), universe.south.clinician
    for act in (
        partial(own_flag, flag=flag),
        partial(hand_over_flag, flag=flag, to=other),
        partial(close_flag, flag=flag, outcome=Outcome.TALKED, note="Something"),
        partial(reopen_flag, flag=flag),
        partial(report_concern, person=someone(universe.north), kind=FlagKind.ABUSE, heard="Something"),
    ):
        with pytest.raises(ActionDenied, match="another service"):
            act(by=other)
    assert flag not in worklist(other)
    assert flag in worklist(universe.north.clinician)


def test_a_service_in_scotland_has_its_own_days(universe: Universe) -> None:
    new_years_eve = datetime(2025, 12, 31, 12, tzinfo=UTC)
    assert a_flag(universe.north, at=new_years_eve).due_at.date() == date(2026, 1, 2)
    choose_calendar(calendar_id="scotland", by=universe.north.staff[Role.LEAD])
    assert a_flag(universe.north, at=new_years_eve).due_at.date() == date(2026, 1, 5)
    assert a_flag(universe.south, at=new_years_eve).due_at.date() == date(2026, 1, 2)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_take_it_at_the_same_moment_one_has_it_and_all_others_are_told() -> None:
    place = build_place("north")
    members = [build_member(place.service, Role.CLINICIAN, f"taker{number}north") for number in range(12)]
    flag = a_flag(place)
    done = at_once([partial(own_flag, flag=flag, by=member) for member in members])
    assert sorted(type(each).__name__ for each in done) == ["ActionDenied"] * 11 + ["Flag"]
    (owned,) = (each for each in done if isinstance(each, Flag))
    assert Flag.objects.get(pk=flag.pk).owner == owned.owner
    assert flag.steps.filter(what=What.TAKEN).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_answer_that_is_sent_many_times_at_once_raises_one_flag() -> None:
    place = build_place("north")
    job = partial(
        raise_flag, person=someone(place), kind=FlagKind.ABUSE, actor=place.clinician.actor, source="response:x"
    )
    done = at_once([job] * 12)
    assert len({flag.pk for flag in done}) == 1
    assert Flag.objects.filter(source="response:x").count() == 1


# Three years of flags


class Ward:
    """What must be so, kept apart from the tables: who holds each open flag, when it is due, and who is still here."""

    def __init__(self, place: Place, staff: list[Member]) -> None:
        self.place = place
        self.here = {member.pk: member for member in staff}
        self.owner: dict[object, object] = {}
        self.due: dict[object, datetime] = {}
        self.routes = routes_by(place.service).values()
        self.days = calendar_of(place.service).days

    def fresh(self, kind: FlagKind, at: datetime, number: int) -> Flag:
        """A row as the action writes it; the action itself would take minutes for so many."""
        due = due_at(at, clock_of(kind, self.routes), self.place.service.zone, self.days)
        told = {"service": self.place.service, "person": someone(self.place), "source": f"response:{number}"}
        flag = Flag(kind=kind.value, raised_at=at, due_at=due, **told)
        self.due[flag.pk] = due
        return flag

    def must_stand_on_the_leads_list(self, at: datetime) -> set[object]:
        return {flag for flag, due in self.due.items() if due <= at and self.owner.get(flag) not in self.here}

    def some_are_taken_and_some_closed(self, rolled: Random, at: datetime) -> None:
        taken: dict[object, list[object]] = {}
        closed: list[object] = []
        for flag in list(self.due):
            if self.owner.get(flag) not in self.here and rolled.random() < 0.8:
                self.owner[flag] = rolled.choice(list(self.here))
                taken.setdefault(self.owner[flag], []).append(flag)
            elif self.owner.get(flag) in self.here and rolled.random() < 0.6:
                closed.append(flag)
                del self.due[flag]
        for member, flags in taken.items():
            Flag.objects.filter(pk__in=flags).update(owner=member, owned_at=at)
        Flag.objects.filter(pk__in=closed).update(closed_at=at, outcome=Outcome.TALKED)

    def somebody_comes_or_goes(self, rolled: Random, number: int) -> None:
        if rolled.random() < 0.4 and len(self.here) > 2:
            end_membership(member=self.here.pop(rolled.choice(list(self.here))))
        elif len(self.here) < 8:
            member = build_member(self.place.service, Role.CLINICIAN, f"sim{number}north")
            self.here[member.pk] = member


def test_of_10_000_flags_in_three_years_none_past_its_time_is_without_an_owner_and_off_the_leads_list(
    universe: Universe,
) -> None:
    """Members come and go, take some, close some, forget others; the flags are of every kind and hour."""
    place, rolled = universe.north, Random(20261122)  # noqa: S311 the same three years every time
    ward = Ward(place, [build_member(place.service, Role.CLINICIAN, f"start{number}north") for number in range(6)])
    begin, late, listed = datetime(2024, 1, 1, tzinfo=UTC), 0, set()
    others = set(Flag.objects.values_list("pk", flat=True))
    moments = sorted(begin + timedelta(seconds=rolled.randrange(3 * 365 * 24 * 3600)) for _ in range(10_000))
    for start in range(0, len(moments), 50):
        batch = moments[start : start + 50]
        kinds_of_batch = rolled.choices(list(FlagKind), k=50)
        rows = zip(kinds_of_batch, batch, range(start, start + 50), strict=True)
        Flag.objects.bulk_create(ward.fresh(*row) for row in rows)
        ward.some_are_taken_and_some_closed(rolled, batch[-1])
        ward.somebody_comes_or_goes(rolled, start)
        for at in (batch[-1], batch[-1] + timedelta(days=3)):
            past = Flag.objects.visible_to(place.staff[Role.LEAD]).past_time(at).exclude(pk__in=others)
            listed = set(past.values_list("pk", flat=True))
            assert listed == ward.must_stand_on_the_leads_list(at)
            late += len(listed)
    assert Flag.objects.exclude(pk__in=others).count() == 10_000
    assert late > 1_000  # a list that is always empty proves nothing


def test_a_flag_of_the_simulation_is_due_as_one_that_the_action_raised(universe: Universe) -> None:
    place, rolled = universe.north, Random(1)  # noqa: S311
    ward = Ward(place, [])
    for number in range(40):
        at, kind = WEDNESDAY + timedelta(hours=7.3 * number), rolled.choice(list(FlagKind))
        assert ward.fresh(kind, at, number).due_at == a_flag(place, kind, at).due_at
