"""A flag: raised once, owned by one, and closed by its owner with an outcome."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from at_once import at_once
from flagging import WEDNESDAY, a_flag, someone
from universe import ENDED, Place, Universe, build_member, build_place

from reconnect.clinic.accounts.actions import end_membership
from reconnect.clinic.accounts.models import Role
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
from reconnect.clinic.safety.queries import open_flags_of, worklist
from reconnect.errors import ActionDenied
from reconnect.model.answer import AnswerState
from reconnect.model.flag_kind import FlagKind
from reconnect.model.load import shipped_library

pytestmark = pytest.mark.furnished


FEELINGS = shipped_library().questionnaires.newest["assessment-feelings"]


BODY = shipped_library().questionnaires.newest["assessment-body"]


HARD = shipped_library().questionnaires.newest["assessment-hard-experiences"]


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
    place = build_place("north", furnished=False)
    members = [build_member(place.service, Role.CLINICIAN, f"taker{number}north") for number in range(12)]
    flag = a_flag(place)
    done = at_once([partial(own_flag, flag=flag, by=member) for member in members])
    assert sorted(type(each).__name__ for each in done) == ["ActionDenied"] * 11 + ["Flag"]
    (owned,) = (each for each in done if isinstance(each, Flag))
    assert Flag.objects.get(pk=flag.pk).owner == owned.owner
    assert flag.steps.filter(what=What.TAKEN).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_answer_that_is_sent_many_times_at_once_raises_one_flag() -> None:
    place = build_place("north", furnished=False)
    job = partial(
        raise_flag, person=someone(place), kind=FlagKind.ABUSE, actor=place.clinician.actor, source="response:x"
    )
    done = at_once([job] * 12)
    assert len({flag.pk for flag in done}) == 1
    assert Flag.objects.filter(source="response:x").count() == 1
