"""Reads of somebody's own steps and kept plans, from who asks."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.library.addresses import found_at
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.questionnaires.models import EntryCode, Response, ResponseQuerySet
from reconnect.clinic.steps.models import LadderStep, TimedRule
from reconnect.model.load import shipped_library
from reconnect.model.pacing import Choice, Flare, Lacking, Pace, TimedTry, pace_on
from reconnect.model.phrases import Phrases
from reconnect.model.practice import Practice, Setting
from reconnect.model.step_idea import Idea, StepIdeas

WORKSHEETS = {  # what may be kept here, and the page that shows it
    "experiment-plan": "experiments",
    "experiment-found": "experiments",
    "planner": "planner",
    "talk-plan": "talking",
}


def steps_of(code: EntryCode) -> list[LadderStep]:
    """The steps on the person's pages, in their order."""
    return list(LadderStep.objects.of(code))


def step_of(code: EntryCode, step_id: UUID) -> LadderStep:
    """One of them, or 404."""
    return get_object_or_404(LadderStep.objects.of(code).select_related("service"), pk=step_id)


def steps_shown(episode: Episode) -> bool | None:
    """Whether the team may see the steps, by the person's newest word; None until they said so."""
    newest = episode.steps_shown.last()
    return newest.shown if newest else None


def rule_of(step: LadderStep) -> TimedRule | None:
    """The timed rule that is on for the step, or None."""
    rules = () if step.together else step.timed_rules.all()
    return next((each for each in rules if each.ended_at is None), None)


def choices_of(step: LadderStep) -> list[Choice]:
    """What was chosen for its time, oldest first. Whenever it was switched on, it stays at first."""
    zone = step.service.zone
    begun = [(each.enabled_at, Choice(each.enabled_at.astimezone(zone).date())) for each in step.timed_rules.all()]
    chosen = [(each.chosen_at, Choice(each.chosen_on, each.percent, each.back)) for each in step.pace_choices.all()]
    return [choice for _, choice in sorted(begun + chosen, key=lambda each: each[0])]


def pace_of(step: LadderStep) -> Pace | Lacking:
    """The time of a step today, from what was tried and chosen."""
    noted = (each for each in step.tries.all() if each.taken_back_at is None)
    tries = [TimedTry(each.tried_on, each.seconds, Flare(each.flare)) for each in noted]
    return pace_on(today_of(step.service), tries, choices_of(step))


def idea_groups() -> tuple[StepIdeas, ...]:
    """Ideas for steps, in order."""
    return shipped_library().step_ideas.in_order


def ideas() -> tuple[Idea, ...]:
    """Every idea of every group."""
    return tuple(idea for group in idea_groups() for idea in group.ideas)


def phrase_groups() -> tuple[Phrases, ...]:
    """Words to borrow, in order."""
    return shipped_library().phrases.in_order


def movements() -> tuple[Practice, ...]:
    """Ways to let go and move, in order."""
    found = shipped_library().practices.in_order
    return tuple(each for each in found if each.setting is Setting.MOVEMENT)


def movement_at(address: str) -> Practice:
    """The one that has this address, or 404."""
    return found_at(address, movements())


def kept_of(code: EntryCode, questionnaire_id: str) -> list[Response]:
    """What the person chose to keep of it, newest first."""
    kept = _kept(code).filter(questionnaire_id=questionnaire_id).order_by("-kept_at", "id")
    return list(kept.select_related("service").prefetch_related("answers"))


def kept_for(code: EntryCode, kept_id: UUID) -> Response:
    """One of the worksheets that they keep, or 404."""
    return get_object_or_404(_kept(code).filter(questionnaire_id__in=WORKSHEETS), pk=kept_id)


def newest_plan(code: EntryCode) -> str:
    """The id of the experiment that was planned last, kept or not, or "": nothing of it is shown."""
    plans = Response.objects.live().opened_by(code).submitted().filter(questionnaire_id="experiment-plan")
    newest = plans.order_by("submitted_at", "id").last()
    return str(newest.pk) if newest else ""


def shared_steps(person: Person) -> list[LadderStep]:
    """The steps that the person lets their team see, with what was tried and chosen. A few queries for all."""
    shared = LadderStep.objects.shown_to_team(person).select_related("service")
    return list(shared.prefetch_related("tries", "timed_rules__enabled_by", "pace_choices"))


def shared_step_for(member: Member, step_id: UUID) -> LadderStep:
    """One of them with its person, or 404 where it is another service's, or not shown."""
    found = get_object_or_404(
        LadderStep.objects.filter(service_id=member.service_id).select_related("episode__person", "service"), pk=step_id
    )
    if not LadderStep.objects.shown_to_team(found.episode.person).filter(pk=found.pk).exists():
        raise Http404
    return found


def _kept(code: EntryCode) -> ResponseQuerySet:
    return Response.objects.live().opened_by(code).kept()
