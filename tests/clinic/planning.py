"""A plan being made, by actions: what tests of plans begin with."""

from dataclasses import dataclass
from datetime import date

from rooms.plan import colleague
from universe import Place

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.models import Episode
from reconnect.clinic.plan.actions.goals import agree_to_target, record_persons_word, set_goal, set_target
from reconnect.clinic.plan.actions.lines import Doing, add_technique
from reconnect.clinic.plan.models import Goal, PlanLine, Target
from reconnect.clinic.plan.page import plan_card
from reconnect.clinic.plan.presenters import LineCard
from reconnect.clinic.plan.queries import live_targets
from reconnect.clinic.questionnaires.actions import record_response
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import Response
from reconnect.model.answer import AnswerState
from reconnect.model.discipline import Discipline
from reconnect.model.load import shipped_library

DAY = date(2024, 3, 4)
HARDER = 2  # the step of "helpful" that says so


@dataclass(frozen=True)
class Planned:
    """An episode without a plan so far, and two colleagues of different disciplines."""

    place: Place
    episode: Episode
    therapist: Member
    physio: Member

    def goal(self, words: str = "To hold hands again") -> Goal:
        """What the person wants."""
        return set_goal(episode=self.episode, words=words, set_on=DAY, by=self.therapist)

    def target(self, goal: Goal | None = None, **told: object) -> Target:
        """What the team works on."""
        return set_target(
            goal=goal or self.goal(),
            **({"words": "Sitting close", "set_on": DAY, "by": self.therapist} | told),
        )

    def agreed(self, target: Target) -> None:
        """Both disciplines agree, and the person."""
        for member in (self.therapist, self.physio):
            agree_to_target(target=target, by=member)
        self.says(agreed=True)

    def says(self, *, agreed: bool, by: Member | None = None) -> None:
        """What the person says of the targets that stand."""
        seen = {each.pk for each in live_targets(self.episode)}
        record_persons_word(episode=self.episode, seen=seen, agreed=agreed, said_on=DAY, by=by or self.therapist)

    def line(self, technique_id: str = "sensate-focus", doing: Doing | None = None, added_on: date = DAY) -> PlanLine:
        """A technique in the plan."""
        return add_technique(
            episode=self.episode,
            technique_id=technique_id,
            added_on=added_on,
            doing=doing or Doing(),
            by=self.therapist,
        )

    def tried(self, technique_id: str = "sensate-focus", on: date = DAY, helpful: int = HARDER) -> Response:
        """The technique's worksheet, told to the physio."""
        return record_response(
            episode=self.episode,
            questionnaire=shipped_library().questionnaires.newest[f"worksheet-{technique_id}"],
            given={"helpful": Given(AnswerState.VALUE, helpful)},
            answered_on=on,
            by=self.physio,
        )


def planned(place: Place) -> Planned:
    """Of the person who waits."""
    members = [colleague(place, each) for each in (Discipline.OCCUPATIONAL_THERAPY, Discipline.PHYSIOTHERAPY)]
    return Planned(place, place.waiting.episode, *members)


def card_of(plan: Planned, technique_id: str = "sensate-focus") -> LineCard:
    """The technique as the plan's page shows it."""
    parts = plan_card(plan.episode, plan.therapist).components
    return next(card for part in parts for card in part.lines if card.technique.id == technique_id)
