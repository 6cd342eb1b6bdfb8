"""A plan on one page: read at once, and put in the model's order."""

from collections.abc import Iterable

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.formulation.queries import accepted_arrows
from reconnect.clinic.library.content import edition, newest
from reconnect.clinic.people.models import Episode
from reconnect.clinic.plan.models import PlanLine
from reconnect.clinic.plan.presenters import ComponentCard, LineCard, PlanCard, goal_card, line_card
from reconnect.clinic.plan.queries import goals_of, levels_of, lines_of, newest_word, skills_of, tries_of
from reconnect.clinic.plan.standing import standing
from reconnect.clinic.questionnaires.told import newest_told
from reconnect.model.load import shipped_library
from reconnect.model.technique import Technique

SKILLS = ("assessment-doing", "skills")  # where the person says which skills they know already


def plan_card(episode: Episode, reader: Member) -> PlanCard:
    """The episode's plan as ``reader`` sees it."""
    techniques = newest(reader.service, "techniques")
    lines = _lines(episode)
    arrows = {arrow.key: arrow for arrow in accepted_arrows(episode)}
    serving: dict[object, list[str]] = {}
    for card in lines:
        serving.setdefault(card.step.target_id, []).append(card.technique.name)
    goals = goals_of(episode)
    cards = [goal_card(goal, arrows, serving, reader) for goal in goals]
    targets = [target for goal in goals for target in goal.targets.all() if target.ended_on is None]
    return PlanCard(
        tuple(card for card in cards if card.goal.ended_on is None),
        tuple(card for card in cards if card.goal.ended_on is not None),
        components(lines, techniques.values()),
        tuple(skills_of(episode)),
        newest_told(episode.person).get(SKILLS),
        standing(targets, newest_word(episode)),
    )


def components(lines: Iterable[LineCard], techniques: Iterable[Technique]) -> tuple[ComponentCard, ...]:
    """The three, in the paper's order, each with its lines in the plan's order and the techniques it may take up."""
    lines = tuple(lines)
    held = {card.technique.id for card in lines}
    return tuple(
        ComponentCard(
            component,
            tuple(card for card in lines if card.technique.component == component.id),
            tuple(each for each in ordered(techniques) if each.component == component.id and each.id not in held),
        )
        for component in shipped_library().components.in_order
    )


def ordered(techniques: Iterable[Technique]) -> list[Technique]:
    """In the order of their components, and then of the paper's table."""
    places = {each.id: each.order for each in shipped_library().components.newest.values()}
    return sorted(techniques, key=lambda each: (places[each.component], each.order))


def techniques_of(service: Service) -> dict[str, Technique]:
    """The techniques that the service goes by now, in order."""
    return {each.id: each for each in ordered(newest(service, "techniques").values())}


def technique_of(line: PlanLine) -> Technique:
    """In the edition that the line was added in."""
    technique: Technique = edition(line.service, "techniques", line.technique_id, line.technique_version)
    return technique


def _lines(episode: Episode) -> list[LineCard]:
    lines = lines_of(episode)
    tries = tries_of(episode)
    said = levels_of(step.lead for line in lines for step in list(line.steps.all())[-1:] if step.lead)
    return [
        line_card(
            line,
            technique_of(line),
            [each for each in tries if each.technique_id == line.technique_id],
            said.get(list(line.steps.all())[-1].lead_id, {}),
        )
        for line in lines
    ]
