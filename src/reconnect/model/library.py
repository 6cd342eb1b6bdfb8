"""Everything the content files say, loaded once and read many times."""

from dataclasses import dataclass

from reconnect.model.calendar import Calendar
from reconnect.model.card import Card
from reconnect.model.comparison_groups import ComparisonGroups
from reconnect.model.component import Component
from reconnect.model.guidance import Guidance
from reconnect.model.help_page import HelpPage
from reconnect.model.letter_template import LetterTemplate
from reconnect.model.measure import Measure
from reconnect.model.medicine_class import MedicineClass
from reconnect.model.message_template import MessageTemplate
from reconnect.model.myth import Myth
from reconnect.model.pattern import Pattern
from reconnect.model.phrases import Phrases
from reconnect.model.piece import Piece
from reconnect.model.place import Place
from reconnect.model.practice import Practice
from reconnect.model.programme import Programme
from reconnect.model.published import PublishedPaper
from reconnect.model.questionnaire import Questionnaire
from reconnect.model.rehearsal import Rehearsal
from reconnect.model.route import Route
from reconnect.model.session_plan import SessionPlan
from reconnect.model.shelf import Shelf
from reconnect.model.stage import GroundRules, Stage
from reconnect.model.step_idea import StepIdeas
from reconnect.model.suggestion import Suggestion
from reconnect.model.technique import Technique
from reconnect.model.transcript.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Library:
    """The kinds of content so far, a shelf each, named as their folders with ``_`` for ``-``."""

    components: Shelf[Component]
    techniques: Shelf[Technique]
    questionnaires: Shelf[Questionnaire]
    published: Shelf[PublishedPaper]
    comparison_groups: Shelf[ComparisonGroups]
    suggestions: Shelf[Suggestion]
    guidance: Shelf[Guidance]
    rehearsals: Shelf[Rehearsal]
    transcripts: Shelf[Transcript]
    routes: Shelf[Route]
    calendars: Shelf[Calendar]
    patterns: Shelf[Pattern]
    letters: Shelf[LetterTemplate]
    messages: Shelf[MessageTemplate]
    places: Shelf[Place]
    help_pages: Shelf[HelpPage]
    step_ideas: Shelf[StepIdeas]
    phrases: Shelf[Phrases]
    myths: Shelf[Myth]
    practices: Shelf[Practice]
    stages: Shelf[Stage]
    ground_rules: Shelf[GroundRules]
    cards: Shelf[Card]
    medicine_classes: Shelf[MedicineClass]
    pieces: Shelf[Piece]
    sessions: Shelf[SessionPlan]
    programmes: Shelf[Programme]

    @property
    def measures(self) -> dict[str, Measure]:
        """Every measure that the newest questionnaires score, by id."""
        return {
            scoring.id: scoring.measure
            for questionnaire in self.questionnaires.newest.values()
            for scoring in questionnaire.measures
        }

    def compared_with(self, measure: str) -> tuple[ComparisonGroups, ...]:
        """The newest comparison groups on ``measure``, in the order of their ids."""
        return tuple(each for each in self.comparison_groups.newest.values() if each.measure == measure)
