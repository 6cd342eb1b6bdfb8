"""Plans: what counts as agreed, what is practised, and what an action refuses."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from planning import DAY, Planned, planned
from rooms.formulation import canaries
from universe import Universe

from reconnect.clinic.accounts.actions import end_membership
from reconnect.clinic.accounts.models import Role
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
from reconnect.clinic.plan.actions.lines import Doing, Overtaken, change_line, end_line, pause_line, resume_line
from reconnect.clinic.plan.actions.skills import note_skill, say_levels
from reconnect.clinic.plan.models import Competence, HowEnded, Level, PlanStep
from reconnect.clinic.plan.page import plan_card, techniques_of
from reconnect.clinic.plan.presenters import LineCard, mix
from reconnect.clinic.plan.queries import active_techniques, levels_of, tries_of
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


def card_of(plan: Planned, technique_id: str = SENSATE) -> LineCard:
    """The technique as the plan's page shows it."""
    parts = plan_card(plan.episode, plan.therapist).components
    return next(card for part in parts for card in part.lines if card.technique.id == technique_id)


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


def test_a_lead_of_another_discipline_is_said_and_not_refused(plan: Planned) -> None:
    plan.line("medication-management", doing=Doing(lead=plan.physio))
    assert card_of(plan, "medication-management").note.disciplines == ("medicine", "pharmacy", "nursing")
    plan.line("desensitisation", doing=Doing(lead=plan.physio))
    assert card_of(plan, "desensitisation").note is None


def test_a_lead_who_says_not_yet_is_shown_with_what_they_say(plan: Planned) -> None:
    say_levels(member=plan.physio, levels={"desensitisation": Level.NOT_YET})
    plan.line("desensitisation", doing=Doing(lead=plan.physio))
    assert card_of(plan, "desensitisation").note.level == "not yet"


def test_the_newest_level_counts_and_the_same_is_not_written_twice(plan: Planned) -> None:
    for level in (Level.NOT_YET, Level.SUPPORTED, Level.SUPPORTED):
        say_levels(member=plan.physio, levels={SENSATE: level})
    assert levels_of([plan.physio, plan.therapist]) == {plan.physio.pk: {SENSATE: Level.SUPPORTED}}
    assert Competence.objects.filter(member=plan.physio).count() == 2


def test_the_mix_pairs_who_needs_support_with_who_leads(plan: Planned) -> None:
    say_levels(member=plan.physio, levels={SENSATE: Level.SUPPORTED, TALKING: Level.SUPPORTED})
    say_levels(member=plan.therapist, levels={SENSATE: Level.LEAD})
    members = [plan.therapist, plan.physio]
    found = {
        each.technique.id: each for each in mix(techniques_of(plan.place.service).values(), members, levels_of(members))
    }
    assert (found[SENSATE].leads, found[SENSATE].supported) == ((plan.therapist,), (plan.physio,))
    assert (found[TALKING].leads, found[TALKING].supported) == ((), (plan.physio,))
    assert (found["pain-education"].leads, found["pain-education"].supported) == ((), ())
    assert (found["pain-education"].levels, found["pain-education"].unsaid) == ((None, None), 2)
    assert found[TALKING].unsaid == 1


def test_levels_are_said_by_who_treats_people_and_of_techniques(plan: Planned) -> None:
    with pytest.raises(ActionDenied, match="treat people"):
        say_levels(member=plan.place.staff[Role.ADMINISTRATOR], levels={SENSATE: Level.LEAD})
    with pytest.raises(ActionDenied, match="no such technique"):
        say_levels(member=plan.physio, levels={"levitation": Level.LEAD})


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
