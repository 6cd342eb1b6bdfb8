"""The plans' room, for the tests that look at all rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconnect.clinic.accounts.actions import add_member
from reconnect.clinic.accounts.models import Role
from reconnect.clinic.formulation.queries import accepted_arrows
from reconnect.clinic.plan.actions.goals import (
    agree_to_target,
    end_goal,
    end_target,
    record_persons_word,
    set_goal,
    set_target,
    withdraw_from_target,
)
from reconnect.clinic.plan.actions.lines import (
    Doing,
    add_technique,
    change_line,
    end_line,
    pause_line,
    read_stalled,
    resume_line,
)
from reconnect.clinic.plan.actions.skills import note_skill, say_levels, withdraw_skill
from reconnect.clinic.plan.models import Goal, HowEnded, Level, PlanLine, Target
from reconnect.clinic.questionnaires.actions import record_response
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.model.answer import AnswerState
from reconnect.model.discipline import Discipline
from reconnect.model.load import shipped_library
from rooms import BANNER, BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Place, Universe

    from reconnect.clinic.accounts.models import Member

TECHNIQUE, TO_ADD = "avoidance-reduction", "pain-education"


def colleague(place: Place, discipline: Discipline) -> Member:
    """Another clinician of the place, with a discipline; the same one whoever asks."""
    mark = f"{discipline.value.replace(' ', '')}{place.mark}"
    found = place.service.members.filter(email=f"canaryemail{mark}@example.invalid").first()
    return found or add_member(
        service=place.service,
        name=f"Canarymember{mark}".title(),
        email=f"canaryemail{mark}@example.invalid",
        role=Role.CLINICIAN,
        discipline=discipline.value,
    )


def furnish(place: Place) -> dict[str, object]:
    """A goal, an agreed target with its arrow, a technique with its adaptation, experiment and a try, and a skill."""
    episode, by, day = place.answered.episode, place.clinician, place.answered.episode.started_on
    lead = colleague(place, Discipline.PSYCHOLOGY)
    goal = set_goal(episode=episode, words=_canary("goal", place), set_on=day, by=by)
    (arrow,) = accepted_arrows(episode)
    target = set_target(goal=goal, words=_canary("target", place), arrow_key=arrow.key, set_on=day, by=by)
    agree_to_target(target=target, by=lead)
    record_persons_word(episode=episode, seen={target.pk}, agreed=True, said_on=day, by=by)
    doing = Doing(target, lead, _canary("adaptation", place), _canary("experiment", place), day)
    line = add_technique(episode=episode, technique_id=TECHNIQUE, added_on=day, doing=doing, by=by)
    held = note_skill(episode=episode, skill=_canary("heldskill", place), noted_on=day, by=by)
    say_levels(member=lead, levels={TECHNIQUE: Level.LEAD})
    record_response(
        episode=episode,
        questionnaire=shipped_library().questionnaires.newest[f"worksheet-{TECHNIQUE}"],
        given={"found": Given(AnswerState.VALUE, text=_canary("tried", place))},
        answered_on=day,
        by=by,
    )
    return {
        "goal_id": goal.pk,
        "target_id": target.pk,
        "line_id": line.pk,
        "skill_id": held.pk,
        "new_technique_id": TO_ADD,
    }


def _canary(field: str, place: Place) -> str:
    return f"Canary{field}{place.mark}".title()


_PLAN = BAR | BANNER | {"goal", "target", "adaptation", "experiment", "heldskill", "tried", "arrow"}
_CARERS = [
    ("/staff/plan/team/stalled/", BAR | {"name"}),
    ("/staff/plan/team/", BAR),
    ("/staff/plan/e/<uuid:episode_id>/goal/", BAR | BANNER),
    ("/staff/plan/e/<uuid:episode_id>/word/", BAR | BANNER | {"target"}),
    ("/staff/plan/e/<uuid:episode_id>/skill/", BAR | BANNER),
    ("/staff/plan/e/<uuid:episode_id>/add/", BAR | BANNER | {"target"}),
    ("/staff/plan/e/<uuid:episode_id>/sheet/", BAR | BANNER | {"goal", "target", "experiment", "heldskill"}),
    ("/staff/plan/g/<uuid:goal_id>/end/", BAR | BANNER | {"goal"}),
    ("/staff/plan/g/<uuid:goal_id>/target/", BAR | BANNER | {"goal", "arrow"}),
    ("/staff/plan/l/<uuid:line_id>/standing/", _PLAN),
    ("/staff/plan/l/<uuid:line_id>/try/", BAR | BANNER | {"tried"}),
    ("/staff/plan/l/", BAR | BANNER | {"target", "adaptation", "experiment"}),
    ("/staff/plan/", _PLAN),
]
ALLOWED = dict.fromkeys(("clinician", "facilitator", "lead"), _CARERS)
_OF_EPISODE = ("", "sheet/", "goal/", "word/", "skill/", f"add/{TO_ADD}/")
READS: dict[str, Callable[[Place], str]] = {
    "plan": lambda place: f"/staff/plan/p/{place.answered.person.pk}/",
    **{
        f"plan {page}": lambda place, page=page: f"/staff/plan/e/{place.answered.episode.pk}/{page}"
        for page in _OF_EPISODE
    },
    "goal's end": lambda place: f"/staff/plan/g/{place.parts['goal_id']}/end/",
    "new target": lambda place: f"/staff/plan/g/{place.parts['goal_id']}/target/",
    "line": lambda place: f"/staff/plan/l/{place.parts['line_id']}/",
    "told try": lambda place: f"/staff/plan/l/{place.parts['line_id']}/try/",
}


def _goal(universe: Universe) -> Goal:
    return Goal.objects.get(pk=universe.north.parts["goal_id"])


def _target(universe: Universe) -> Target:
    return Target.objects.get(pk=universe.north.parts["target_id"])


def _line(universe: Universe) -> PlanLine:
    return PlanLine.objects.get(pk=universe.north.parts["line_id"])


def _told(universe: Universe) -> dict[str, object]:
    episode = universe.north.answered.episode
    return {"episode": episode, "by": universe.north.clinician}


def _agree(universe: Universe) -> Act:
    member = colleague(universe.north, Discipline.OCCUPATIONAL_THERAPY)
    return lambda: agree_to_target(target=_target(universe), by=member)


def _withdraw(universe: Universe) -> Act:
    member = _target(universe).agreements.get().member
    return lambda: withdraw_from_target(target=_target(universe), by=member)


def _resume(universe: Universe) -> Act:
    pause_line(line=_line(universe), by=universe.north.clinician)
    return lambda: resume_line(line=_line(universe), by=universe.north.clinician)


def _day(universe: Universe) -> object:
    return universe.north.answered.episode.started_on


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    set_goal: lambda universe: lambda: set_goal(**_told(universe), words="To dance", set_on=_day(universe)),
    end_goal: lambda universe: (
        lambda: end_goal(
            goal=_goal(universe), how_ended=HowEnded.REACHED, ended_on=_day(universe), by=universe.north.clinician
        )
    ),
    set_target: lambda universe: (
        lambda: set_target(
            goal=_goal(universe), words="Sitting close", set_on=_day(universe), by=universe.north.clinician
        )
    ),
    end_target: lambda universe: lambda: end_target(target=_target(universe), by=universe.north.clinician),
    agree_to_target: _agree,
    withdraw_from_target: _withdraw,
    record_persons_word: lambda universe: (
        lambda: record_persons_word(
            **_told(universe), seen={_target(universe).pk}, agreed=False, said_on=_day(universe)
        )
    ),
    add_technique: lambda universe: (
        lambda: add_technique(**_told(universe), technique_id=TO_ADD, added_on=_day(universe))
    ),
    change_line: lambda universe: (
        lambda: change_line(line=_line(universe), after=1, doing=Doing(), by=universe.north.clinician)
    ),
    pause_line: lambda universe: lambda: pause_line(line=_line(universe), by=universe.north.clinician),
    resume_line: _resume,
    read_stalled: lambda universe: lambda: read_stalled(by=universe.north.clinician),
    end_line: lambda universe: lambda: end_line(line=_line(universe), by=universe.north.clinician),
    note_skill: lambda universe: lambda: note_skill(**_told(universe), skill="Pacing", noted_on=_day(universe)),
    withdraw_skill: lambda universe: (
        lambda: withdraw_skill(held=universe.north.answered.episode.held_skills.get(), by=universe.north.clinician)
    ),
    say_levels: lambda universe: lambda: say_levels(member=universe.north.clinician, levels={TECHNIQUE: Level.NOT_YET}),
}
