"""The techniques of a plan: what is practised, tried and changed."""

from datetime import timedelta

import pytest
from planning import DAY, Planned, card_of, planned
from universe import Universe

from reconnect.clinic.accounts.actions import end_membership
from reconnect.clinic.accounts.models import Role
from reconnect.clinic.plan.actions.goals import end_target
from reconnect.clinic.plan.actions.lines import Doing, Overtaken, change_line, end_line, pause_line, resume_line
from reconnect.clinic.plan.queries import active_techniques, tries_of
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.questionnaires.actions import open_tool, send_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.errors import ActionDenied
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library

pytestmark = pytest.mark.furnished


SENSATE, TALKING = "sensate-focus", "talking-with-partner"


@pytest.fixture
def plan(universe: Universe) -> Planned:
    return planned(universe.north)


def test_what_the_person_practises_is_the_plan_itself(plan: Planned) -> None:
    assert active_techniques(plan.episode) == ()
    first = plan.line(TALKING)
    plan.line(SENSATE)
    assert active_techniques(plan.episode) == (TALKING, SENSATE)
    pause_line(line=first, by=plan.physio)
    assert active_techniques(plan.episode) == (SENSATE,)
    resume_line(line=first, by=plan.physio)
    assert active_techniques(plan.episode) == (TALKING, SENSATE)
    end_line(line=first, by=plan.physio)
    assert active_techniques(plan.episode) == (SENSATE,)


def test_a_technique_stands_in_a_plan_once_and_may_come_back(plan: Planned) -> None:
    line = plan.line()
    with pytest.raises(ActionDenied, match="already"):
        plan.line()
    end_line(line=line, by=plan.physio)
    plan.line()
    assert active_techniques(plan.episode) == (SENSATE,)


def test_what_left_the_plan_neither_changes_nor_comes_back_by_itself(plan: Planned) -> None:
    line = plan.line()
    end_line(line=line, by=plan.physio)
    resume_line(line=line, by=plan.physio)
    assert active_techniques(plan.episode) == ()
    with pytest.raises(ActionDenied, match="left the plan"):
        change_line(line=line, after=1, doing=Doing(), by=plan.physio)


def test_a_try_told_to_staff_stands_in_the_plan_at_once(plan: Planned) -> None:
    plan.line()
    assert card_of(plan).tries == ()
    plan.tried()
    assert [each.outcome for each in card_of(plan).tries] == ["it made things harder"]


def test_a_try_sent_from_home_stands_in_the_plan_at_once_and_nowhere_twice(plan: Planned) -> None:
    plan.line()
    worksheet = shipped_library().questionnaires.newest[f"worksheet-{SENSATE}"]
    code = enter_code(typed=issue_home_code(episode=plan.episode, by=plan.physio).text, network="192.0.2.1")
    draft = open_tool(code=code, questionnaire=worksheet)
    save_answers(response=draft, given={"helpful": Given(AnswerState.VALUE, 0)}, code=code)
    assert tries_of(plan.episode) == ()
    send_tool(code=code, response=draft)
    assert [each.response for each in tries_of(plan.episode)] == [draft]
    (tried,) = card_of(plan).tries
    assert (tried.outcome, tried.response_id, tried.told_to) == ("it helped", draft.pk, "")


def test_tries_are_newest_first_and_of_the_plan_only(plan: Planned) -> None:
    line = plan.line()
    for day in (DAY, DAY + timedelta(7), DAY + timedelta(2)):
        plan.tried(on=day)
    plan.tried(TALKING)
    pause_line(line=line, by=plan.physio)
    assert [(each.response.answered_on - DAY).days for each in tries_of(plan.episode)] == [7, 2, 0]


def test_an_unhelpful_week_changes_the_experiment_and_the_old_one_is_kept(plan: Planned) -> None:
    line = plan.line(doing=Doing(experiment="Ten minutes in bed", experiment_on=DAY))
    smaller = Doing(experiment="Two minutes on the sofa", experiment_on=DAY + timedelta(7))
    change_line(line=line, after=1, doing=smaller, by=plan.physio)
    card = card_of(plan)
    assert card.step.experiment == "Two minutes on the sofa"
    assert [each.experiment for each in card.earlier] == ["Ten minutes in bed"]


def test_the_second_of_two_is_told_and_writes_nothing(plan: Planned) -> None:
    line = plan.line()
    change_line(line=line, after=1, doing=Doing(adaptation="Alone first"), by=plan.therapist)
    with pytest.raises(Overtaken) as told:
        change_line(line=line, after=1, doing=Doing(adaptation="With music"), by=plan.physio)
    assert told.value.standing.adaptation == "Alone first"
    assert [step.adaptation for step in line.steps.all()] == [None, "Alone first"]


def test_the_same_words_sent_twice_are_one_step(plan: Planned) -> None:
    line = plan.line()
    for _ in range(2):
        change_line(line=line, after=1, doing=Doing(adaptation="Alone first"), by=plan.therapist)
    assert line.steps.count() == 2
    with pytest.raises(Overtaken):
        change_line(line=line, after=1, doing=Doing(adaptation="Alone first"), by=plan.physio)


def test_only_somebody_who_treats_people_here_leads(plan: Planned, universe: Universe) -> None:
    line = plan.line()
    gone = plan.physio
    end_membership(member=gone)
    for lead in (universe.south.clinician, plan.place.staff[Role.ADMINISTRATOR], gone):
        with pytest.raises(ActionDenied, match="can lead"):
            change_line(line=line, after=1, doing=Doing(lead=lead), by=plan.therapist)
    change_line(line=line, after=1, doing=Doing(lead=plan.therapist), by=plan.therapist)


def test_a_technique_serves_only_a_live_target_of_its_own_plan(plan: Planned, universe: Universe) -> None:
    line, target = plan.line(), plan.target()
    other = universe.north.answered.episode.goals.get().targets.get()
    with pytest.raises(ActionDenied, match="does not stand"):
        change_line(line=line, after=1, doing=Doing(target=other), by=plan.physio)
    change_line(line=line, after=1, doing=Doing(target=target), by=plan.physio)
    end_target(target=target, by=plan.physio)
    target.refresh_from_db()
    with pytest.raises(ActionDenied, match="does not stand"):
        change_line(line=line, after=2, doing=Doing(target=target), by=plan.physio)


def test_an_experiment_and_its_day_belong_together(plan: Planned) -> None:
    for doing in (Doing(experiment="Three minutes"), Doing(experiment_on=DAY)):
        with pytest.raises(ActionDenied, match="belong together"):
            plan.line(doing=doing)
