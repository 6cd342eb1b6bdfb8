"""Plans: what counts as agreed, and what an action refuses."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from planning import DAY, Planned, planned
from rooms.formulation import canaries
from universe import Universe

from reconnect.clinic.formulation.actions import begin_formulation, save_version
from reconnect.clinic.formulation.graph import Graph, Said
from reconnect.clinic.formulation.queries import newest_version
from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.actions.goals import (
    agree_to_target,
    end_goal,
    end_target,
    record_persons_word,
    set_goal,
    withdraw_from_target,
)
from reconnect.clinic.plan.actions.lines import Doing, change_line, end_line, pause_line, resume_line
from reconnect.clinic.plan.actions.skills import note_skill
from reconnect.clinic.plan.models import HowEnded, PlanStep
from reconnect.clinic.plan.page import plan_card
from reconnect.errors import ActionDenied

pytestmark = pytest.mark.furnished


@pytest.fixture
def plan(universe: Universe) -> Planned:
    return planned(universe.north)


def draw(plan: Planned, graph: Graph) -> None:
    """The formulation as it stands from now on."""
    base = newest_version(begin_formulation(episode=plan.episode, by=plan.therapist))
    save_version(base=base, expects=base.number, graph=graph, made_on=DAY, by=plan.therapist)


def is_agreed(plan: Planned) -> bool:
    return plan_card(plan.episode, plan.therapist).standing.agreed


def test_a_plan_is_agreed_when_two_disciplines_and_the_person_agree(plan: Planned) -> None:
    target = plan.target()
    assert not is_agreed(plan)
    agree_to_target(target=target, by=plan.therapist)
    plan.says(agreed=True)
    assert not is_agreed(plan)
    agree_to_target(target=target, by=plan.physio)
    assert is_agreed(plan)


def test_two_members_of_one_discipline_are_one_discipline(plan: Planned) -> None:
    target = plan.target()
    plan.agreed(target)
    assert is_agreed(plan)
    target.agreements.update(discipline=plan.physio.discipline)
    assert not is_agreed(plan)


def test_without_the_person_no_plan_is_agreed(plan: Planned) -> None:
    target = plan.target()
    plan.agreed(target)
    plan.says(agreed=False)
    assert not is_agreed(plan)


def test_a_target_set_later_takes_the_agreement_of_plan_and_person_away(plan: Planned) -> None:
    goal = plan.goal()
    plan.agreed(plan.target(goal))
    assert is_agreed(plan)
    later = plan.target(goal)
    for member in (plan.therapist, plan.physio):
        agree_to_target(target=later, by=member)
    assert not is_agreed(plan)
    plan.says(agreed=True)
    assert is_agreed(plan)


def test_nobody_agrees_to_a_target_they_did_not_see(plan: Planned) -> None:
    goal = plan.goal()
    seen = plan.target(goal)
    plan.target(goal)
    with pytest.raises(ActionDenied, match="changed while"):
        record_persons_word(episode=plan.episode, seen={seen.pk}, agreed=True, said_on=DAY, by=plan.therapist)
    assert not plan.episode.words_on_plan.exists()


def test_a_plan_without_a_target_is_not_agreed_by_anybody(plan: Planned) -> None:
    with pytest.raises(ActionDenied, match="set one first"):
        plan.says(agreed=True)
    assert not is_agreed(plan)


def test_an_agreement_says_for_which_discipline_and_once(plan: Planned) -> None:
    target = plan.target()
    first = agree_to_target(target=target, by=plan.physio)
    assert agree_to_target(target=target, by=plan.physio) == first
    assert [each.discipline for each in target.agreements.all()] == ["physiotherapy"]


def test_an_agreement_that_is_taken_back_stays_and_no_longer_counts(plan: Planned) -> None:
    target = plan.target()
    plan.agreed(target)
    withdraw_from_target(target=target, by=plan.physio)
    assert not is_agreed(plan)
    assert target.agreements.count() == 2
    agree_to_target(target=target, by=plan.physio)
    assert is_agreed(plan)


def test_somebody_without_a_discipline_cannot_agree(plan: Planned) -> None:
    with pytest.raises(ActionDenied, match="discipline is not recorded"):
        agree_to_target(target=plan.target(), by=plan.place.clinician)


def test_nobody_agrees_to_a_target_that_ended(plan: Planned) -> None:
    target = plan.target()
    end_target(target=target, by=plan.physio)
    with pytest.raises(ActionDenied, match="ended"):
        agree_to_target(target=target, by=plan.physio)


def test_a_goal_ends_with_its_targets_and_only_once(plan: Planned) -> None:
    goal = plan.goal()
    target = plan.target(goal)
    end_goal(goal=goal, how_ended=HowEnded.FAR_ENOUGH, ended_on=DAY, by=plan.physio)
    target.refresh_from_db()
    assert target.ended_on == DAY
    with pytest.raises(ActionDenied, match="already"):
        end_goal(goal=goal, how_ended=HowEnded.LET_GO, ended_on=DAY, by=plan.physio)
    with pytest.raises(ActionDenied, match="another one"):
        plan.target(goal)


def test_a_goal_does_not_end_before_a_target_of_it_was_set(plan: Planned) -> None:
    goal = plan.goal()
    target = plan.target(goal, set_on=DAY + timedelta(7))
    with pytest.raises(ActionDenied, match="target"):
        end_goal(goal=goal, how_ended=HowEnded.REACHED, ended_on=DAY, by=plan.physio)
    target.refresh_from_db()
    assert target.ended_on is None
    end_goal(goal=goal, how_ended=HowEnded.REACHED, ended_on=target.set_on, by=plan.physio)


def test_a_goal_does_not_end_before_it_was_set(plan: Planned) -> None:
    with pytest.raises(ActionDenied, match="before it was set"):
        end_goal(goal=plan.goal(), how_ended=HowEnded.REACHED, ended_on=DAY - timedelta(1), by=plan.physio)


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2999, 1, 1)])
def test_impossible_days_are_refused(plan: Planned, day: date) -> None:
    with pytest.raises(ActionDenied):
        set_goal(episode=plan.episode, words="To dance", set_on=day, by=plan.physio)
    with pytest.raises(ActionDenied):
        plan.line(added_on=day)
    with pytest.raises(ActionDenied):
        plan.line(doing=Doing(experiment="Three minutes", experiment_on=day))


def test_a_target_names_only_an_arrow_that_the_person_accepted(plan: Planned) -> None:
    goal, graph = plan.goal(), canaries("north")
    (arrow,) = graph.arrows
    with pytest.raises(ActionDenied, match="not accepted"):
        plan.target(goal, arrow_key=arrow.key)
    draw(plan, graph)
    plan.target(goal, arrow_key=arrow.key)
    (card,) = plan_card(plan.episode, plan.therapist).goals[0].targets
    assert (card.arrow, card.arrow_gone) == (arrow.text, False)


def test_an_arrow_that_is_no_longer_so_is_said_beside_its_target(plan: Planned) -> None:
    goal, graph = plan.goal(), canaries("north")
    draw(plan, graph)
    plan.target(goal, arrow_key=graph.arrows[0].key)
    draw(plan, replace(graph, arrows=(replace(graph.arrows[0], said=Said.NO),)))
    (card,) = plan_card(plan.episode, plan.therapist).goals[0].targets
    assert (card.arrow, card.arrow_gone) == ("", True)


def test_what_is_added_with_an_id_is_added_once(plan: Planned) -> None:
    token = uuid4()
    set_goal(episode=plan.episode, words="To dance", set_on=DAY, by=plan.physio, id=token)
    with pytest.raises(IntegrityError):
        set_goal(episode=plan.episode, words="To dance", set_on=DAY, by=plan.physio, id=token)


def test_another_services_plan_is_out_of_reach_of_every_action(plan: Planned, universe: Universe) -> None:
    target, line, stranger = plan.target(), plan.line(), universe.south.clinician
    stranger.discipline = "nursing"
    acts = [
        lambda: set_goal(episode=plan.episode, words="x", set_on=DAY, by=stranger),
        lambda: plan.target(target.goal, by=stranger),
        lambda: end_goal(goal=target.goal, how_ended=HowEnded.LET_GO, ended_on=DAY, by=stranger),
        lambda: end_target(target=target, by=stranger),
        lambda: agree_to_target(target=target, by=stranger),
        lambda: withdraw_from_target(target=target, by=stranger),
        lambda: plan.says(agreed=True, by=stranger),
        lambda: change_line(line=line, after=1, doing=Doing(), by=stranger),
        lambda: pause_line(line=line, by=stranger),
        lambda: resume_line(line=line, by=stranger),
        lambda: end_line(line=line, by=stranger),
        lambda: note_skill(episode=plan.episode, skill="x", noted_on=DAY, by=stranger),
    ]
    for act in acts:
        with pytest.raises(ActionDenied, match="another service"):
            act()
    assert PlanStep.objects.filter(line=line).count() == 1
    target.refresh_from_db()
    line.refresh_from_db()
    assert (target.ended_on, line.paused_on, line.ended_on) == (None, None, None)


def test_no_word_of_a_plan_can_be_read_in_the_database(plan: Planned) -> None:
    line = plan.line(doing=Doing(adaptation="Alone first", experiment="Three minutes", experiment_on=DAY))
    step = PlanStep.objects.filter(line=line).values().get()
    assert b"Alone" not in bytes(step["adaptation"].sealed)
    assert today_of(plan.place.service) >= step["experiment_on"]
