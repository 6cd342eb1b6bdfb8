"""Reads of plans, from who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.library.questionnaires import edition
from reconnect.clinic.people.models import Episode
from reconnect.clinic.plan.models import Competence, Goal, HeldSkill, Level, PersonsWord, PlanLine, PlanStep, Target
from reconnect.clinic.plan.standing import standing
from reconnect.clinic.questionnaires.models import Response
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Questionnaire, Use


@dataclass(frozen=True, slots=True)
class Try:
    """A worksheet that the person sent, or told staff: a technique tried. It is read where it was answered."""

    technique_id: str
    response: Response
    questionnaire: Questionnaire

    def value(self, item_id: str) -> int | None:
        """The number said to an item, None where it was not said or is not asked here."""
        item = self.questionnaire.item(item_id)
        answer = next((each for each in self.response.answers.all() if each.item_id == item_id), None)
        return None if item is None or answer is None else answer.value_of(item)

    def label(self, item_id: str) -> str:
        """The same, in the words of its label; "" where nothing was said."""
        value, item = self.value(item_id), self.questionnaire.item(item_id)
        return "" if value is None or item is None else item.chosen(value)[0]


def active_techniques(episode: Episode) -> tuple[str, ...]:
    """The ids of the techniques that the plan holds now, in its order."""
    lines = PlanLine.objects.filter(episode=episode, paused_on=None, ended_on=None)
    return tuple(lines.values_list("technique_id", flat=True))


def tries_of(episode: Episode) -> tuple[Try, ...]:
    """The worksheets sent in the episode of techniques that are or were in its plan, newest first."""
    planned = set(PlanLine.objects.filter(episode=episode).values_list("technique_id", flat=True))
    technique_of = {each: technique for each, technique in techniques_of_worksheets().items() if technique in planned}
    sent = Response.objects.live().submitted().filter(episode=episode, questionnaire_id__in=technique_of)
    found = (
        sent.select_related("service", "entered_by")
        .prefetch_related("answers")
        .order_by("-answered_on", "-submitted_at", "id")
    )
    return tuple(
        Try(technique_of[each.questionnaire_id], each, edition(each.service, each.questionnaire_id, each.version))
        for each in found
    )


def worksheets() -> dict[str, Questionnaire]:
    """The worksheet that bears a technique's name, by the technique's id; others of it have pages of their own."""
    return {each.technique: each for each in _worksheets() if each.id == f"worksheet-{each.technique}"}


def techniques_of_worksheets() -> dict[str, str]:
    """The technique of each worksheet that has one, by the worksheet's id."""
    return {each.id: each.technique for each in _worksheets()}


def _worksheets() -> list[Questionnaire]:
    shipped = shipped_library().questionnaires.newest.values()
    return [each for each in shipped if each.use is Use.WORKSHEET and each.technique]


def worksheet_of(line: PlanLine) -> Questionnaire:
    """The worksheet of the line's technique, or 404 where it has none."""
    found = worksheets().get(line.technique_id)
    if found is None:
        raise Http404
    return found


def goals_of(episode: Episode) -> list[Goal]:
    """The episode's goals with their targets and who agreed to those. Three queries."""
    return list(episode.goals.prefetch_related("targets__agreements__member"))


def agreed_goals(episode: Episode) -> tuple[Goal, ...]:
    """Those that stand, once the person agreed to the plan as it is; until then it is the team's draft."""
    goals = goals_of(episode)
    targets = [target for goal in goals for target in goal.targets.all() if target.ended_on is None]
    if standing(targets, newest_word(episode)).person_agreed_on is None:
        return ()
    return tuple(goal for goal in goals if goal.ended_on is None)


def lines_of(episode: Episode) -> list[PlanLine]:
    """The episode's lines that did not end, with all their steps. Two queries."""
    lines = episode.plan_lines.filter(ended_on=None).select_related("service")
    return list(lines.prefetch_related("steps__lead", "steps__written_by", "steps__target"))


def skills_of(episode: Episode) -> list[HeldSkill]:
    """The skills that the person is noted to have."""
    return list(episode.held_skills.filter(withdrawn_on=None))


def newest_word(episode: Episode) -> PersonsWord | None:
    """What the person said last of the plan, or None where they were not asked."""
    return episode.words_on_plan.last()


def newest_step(line: PlanLine) -> PlanStep:
    """What stands for the line now."""
    return line.steps.select_related("target__goal", "lead", "written_by").last()


def goal_for(member: Member, goal_id: UUID) -> Goal:
    """The goal with its episode and person, or 404 where it is another service's."""
    return get_object_or_404(Goal.objects.visible_to(member).select_related("episode__person"), pk=goal_id)


def target_for(member: Member, target_id: UUID) -> Target:
    """The target with its goal, episode and person, or 404 where it is another service's."""
    return get_object_or_404(Target.objects.visible_to(member).select_related("goal__episode__person"), pk=target_id)


def line_for(member: Member, line_id: UUID) -> PlanLine:
    """The line with its episode and person, or 404 where it is another service's."""
    return get_object_or_404(PlanLine.objects.visible_to(member).select_related("episode__person"), pk=line_id)


def skill_for(member: Member, skill_id: UUID) -> HeldSkill:
    """The skill with its episode and person, or 404 where it is another service's."""
    return get_object_or_404(HeldSkill.objects.visible_to(member).select_related("episode__person"), pk=skill_id)


def live_targets(episode: Episode) -> list[Target]:
    """What the team works on now."""
    return list(Target.objects.filter(goal__episode=episode, ended_on=None).select_related("goal"))


def levels_of(members: Iterable[Member]) -> dict[UUID, dict[str, Level]]:
    """What each member said last of themself, by member and technique; whoever said nothing is not in it."""
    found: dict[UUID, dict[str, Level]] = {}
    for each in Competence.objects.filter(member__in=list(members)):
        found.setdefault(each.member_id, {})[each.technique_id] = Level(each.level)
    return found


def refuse_other(episode: Episode, token: UUID | None) -> None:
    """Raise 404 where ``token`` is not the id of something in this very plan: the first click of two made it."""
    parts = (
        episode.goals.filter(pk=token),
        Target.objects.filter(goal__episode=episode, pk=token),
        episode.words_on_plan.filter(pk=token),
        episode.plan_lines.filter(pk=token),
        episode.held_skills.filter(pk=token),
        episode.responses.filter(pk=token),
    )
    if token is None or not any(part.exists() for part in parts):
        raise Http404
