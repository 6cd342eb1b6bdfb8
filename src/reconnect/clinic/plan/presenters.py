"""What a plan's pages show, ready to print."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.formulation.queries import AcceptedArrow
from reconnect.clinic.plan.models import Goal, HeldSkill, HowEnded, Level, PlanLine, PlanStep, Target
from reconnect.clinic.plan.queries import Try, worksheets
from reconnect.clinic.plan.standing import DISCIPLINES, Standing, disciplines_of
from reconnect.clinic.questionnaires.models import Answer
from reconnect.clinic.questionnaires.told import PASSED_OVER, Told
from reconnect.model.answer import AnswerState
from reconnect.model.component import Component
from reconnect.model.questionnaire import Item
from reconnect.model.technique import Technique

OUTCOME = "helpful"  # the item of a worksheet that says what the technique did for the person


@dataclass(frozen=True, slots=True)
class AgreedBy:
    """A discipline that agreed to a target, and by whom."""

    discipline: str
    name: str
    agreed_on: date


@dataclass(frozen=True, slots=True)
class TargetCard:
    """A target: the words of its arrow ("" where it names none), who agreed, and the techniques that serve it.

    ``arrow_gone`` where it names one that the person no longer accepts; ``mine`` where the reader agreed.
    """

    target: Target
    arrow: str
    arrow_gone: bool
    agreed: tuple[AgreedBy, ...]
    enough: bool
    mine: bool
    techniques: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalCard:
    """A goal with the targets that the team works on for it, and those it does not work on any more."""

    goal: Goal
    ended: str
    targets: tuple[TargetCard, ...]
    former: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class TryCard:
    """A technique tried: the day, who typed it in, what it did for the person in their words, and all that was said."""

    response_id: UUID
    answered_on: date
    told_to: str
    outcome: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LeadNote:
    """What speaks for a second look at who leads: said, and never in the way.

    ``disciplines`` usually lead it and the lead's is none of them; ``level`` is what the lead says of themself where
    that is less than leading.
    """

    disciplines: tuple[str, ...]
    level: str


@dataclass(frozen=True, slots=True)
class LineCard:
    """A technique in the plan: how it is done now, earlier experiments (newest first) and tries (newest first)."""

    line: PlanLine
    technique: Technique
    step: PlanStep
    note: LeadNote | None
    target_ended: bool
    earlier: tuple[PlanStep, ...]
    tries: tuple[TryCard, ...]

    @property
    def plain_name(self) -> str:
        """What the person finds it under at home, or the technique's own name where nothing is there."""
        worksheet = worksheets().get(self.line.technique_id)
        return worksheet.name if worksheet else self.technique.name


@dataclass(frozen=True, slots=True)
class ComponentCard:
    """One of the three components: what the plan holds of it, and what it may take up."""

    component: Component
    lines: tuple[LineCard, ...]
    others: tuple[Technique, ...]


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan on one page."""

    goals: tuple[GoalCard, ...]
    former_goals: tuple[GoalCard, ...]
    components: tuple[ComponentCard, ...]
    skills: tuple[HeldSkill, ...]
    skills_told: Told | None
    standing: Standing
    disciplines: int = DISCIPLINES


def goal_card(
    goal: Goal, arrows: Mapping[str, AcceptedArrow], serving: Mapping[UUID, Sequence[str]], reader: Member
) -> GoalCard:
    """The goal, its targets' agreements at hand. ``serving`` are names of techniques by target."""
    targets = list(goal.targets.all())
    return GoalCard(
        goal,
        HowEnded(goal.how_ended).label if goal.how_ended else "",
        tuple(_target(each, arrows, serving, reader) for each in targets if each.ended_on is None),
        tuple(each for each in targets if each.ended_on is not None),
    )


def _target(
    target: Target, arrows: Mapping[str, AcceptedArrow], serving: Mapping[UUID, Sequence[str]], reader: Member
) -> TargetCard:
    arrow = arrows.get(target.arrow_key)
    live = [each for each in target.agreements.all() if each.withdrawn_on is None]
    return TargetCard(
        target,
        arrow.text if arrow else "",
        bool(target.arrow_key) and arrow is None,
        tuple(AgreedBy(each.discipline, each.member.name, each.agreed_on) for each in live),
        len(disciplines_of(target)) >= DISCIPLINES,
        any(each.member_id == reader.pk for each in live),
        tuple(serving.get(target.pk, ())),
    )


def line_card(line: PlanLine, technique: Technique, tries: Iterable[Try], said: Mapping[str, Level]) -> LineCard:
    """The line, its steps at hand. ``said`` are the levels that its lead says of themself, by technique."""
    *before, step = line.steps.all()
    return LineCard(
        line,
        technique,
        step,
        _lead_note(technique, step.lead, said),
        step.target is not None and step.target.ended_on is not None,
        tuple(reversed(_earlier(before, step))),
        tuple(try_card(each) for each in tries),
    )


def _earlier(before: Iterable[PlanStep], step: PlanStep) -> list[PlanStep]:
    """The experiments that another one took the place of, each once."""
    found: list[PlanStep] = []
    for each in (*before, step):
        if not found or each.experiment != found[-1].experiment:
            found.append(each)
    return [each for each in found[:-1] if each.experiment]


def _lead_note(technique: Technique, lead: Member | None, said: Mapping[str, Level]) -> LeadNote | None:
    if lead is None:
        return None
    usual = tuple(each.value for each in technique.lead.disciplines)
    level = said.get(technique.id)
    other = () if lead.discipline in usual else usual
    less = level.label.lower() if level is not None and level is not Level.LEAD else ""
    return LeadNote(other, less) if other or less else None


def try_card(tried: Try) -> TryCard:
    """What was said, in the questionnaire's order; answers to sealed items stay where they were given."""
    answers = {each.item_id: each for each in tried.response.answers.all()}
    open_items = [each for each in tried.questionnaire.items if not each.sealed]
    said = {each.id: _said(each, answers[each.id]) for each in open_items if each.id in answers}
    by = tried.response.entered_by
    return TryCard(
        tried.response.pk,
        tried.response.answered_on,
        by.name if by else "",
        said.get(OUTCOME, "").lower(),
        tuple((each.text, said[each.id]) for each in open_items if said.get(each.id)),
    )


def _said(item: Item, answer: Answer) -> str:
    """What was said, a scale's figure with its end; "" where nothing was."""
    if answer.state != AnswerState.VALUE:
        return "" if answer.state in PASSED_OVER else answer.state
    value = answer.value_of(item)
    if value is None:
        return answer.text or ""
    chosen = ", ".join(item.chosen(value))
    return f"{chosen} of {item.high}" if chosen == str(value) else chosen


@dataclass(frozen=True, slots=True)
class Competent:
    """A technique and how far this team can go with it: who leads, who would with support, and everybody's word.

    ``unsaid`` members have said nothing, which is neither yes nor no.
    """

    technique: Technique
    leads: tuple[Member, ...]
    supported: tuple[Member, ...]
    levels: tuple[Level | None, ...]
    unsaid: int


def mix(
    techniques: Iterable[Technique], members: Sequence[Member], said: Mapping[UUID, Mapping[str, Level]]
) -> tuple[Competent, ...]:
    """Technique by technique; ``levels`` in the order of ``members``, None where somebody has said nothing."""
    return tuple(_competent(each, members, said) for each in techniques)


def _competent(technique: Technique, members: Sequence[Member], said: Mapping[UUID, Mapping[str, Level]]) -> Competent:
    levels = tuple(said.get(member.pk, {}).get(technique.id) for member in members)
    leads = tuple(who for who, level in zip(members, levels, strict=True) if level is Level.LEAD)
    supported = tuple(who for who, level in zip(members, levels, strict=True) if level is Level.SUPPORTED)
    return Competent(technique, leads, supported, levels, levels.count(None))
