"""One page before a contact: what changed, where they are, what is stuck, and one question that may be worth asking."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from reconnect.clinic.care.models import Barrier, Contact, LifeEvent
from reconnect.clinic.desk.course import Course
from reconnect.clinic.desk.facts import HARDER, MEDICINES, NO_FLARE, READINESS, Found, facts
from reconnect.clinic.desk.presenters import MOMENTS
from reconnect.clinic.groups.models import Session
from reconnect.clinic.groups.queries import session_behind
from reconnect.clinic.library.questionnaires import edition
from reconnect.clinic.plan.models import Goal, PlanStep
from reconnect.clinic.plan.queries import Try
from reconnect.clinic.questionnaires.models import Score
from reconnect.clinic.questionnaires.told import Told
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.fact import Fact
from reconnect.model.load import shipped_library
from reconnect.model.measure import Better
from reconnect.model.occasion import Occasion as Moment
from reconnect.model.questionnaire import Scoring, Wording
from reconnect.model.suggestion import Suggestion, first_fitting

RECENT = timedelta(days=365)  # how long an event that is over stays on the page
RELATIONSHIPS = {AnswerBasis.CURRENT, AnswerBasis.PAST, AnswerBasis.IMAGINED}
RULERS = ("importance", "confidence", "readiness")
OF_MEDICINES = ("kinds", "names", "opioid", "noticed", "noticed-words", "ask")
SHOWN = 3  # tries on the page; the plan shows all


@dataclass(frozen=True, slots=True)
class Stand:
    """A score, the occasion and day it is of, and the response it was made from.

    ``basis`` is which relationship the person had in mind; ``stand_in``: the wording asked was no measurement.
    """

    value: int
    moment: str
    on: date
    response_id: UUID
    basis: str
    stand_in: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A measure at the start and now. ``start`` is None where nobody answered before treatment: then there is none."""

    scoring: Scoring
    start: Stand | None
    now: Stand

    @property
    def later(self) -> Stand | None:
        """Where it stands now, or None where nobody answered since the start."""
        return None if self.now is self.start else self.now

    @property
    def points(self) -> int | None:
        """Now minus start, in points of the measure."""
        return self.now.value - self.start.value if self.start and self.start is not self.now else None

    @property
    def another_in_mind(self) -> bool:
        """Whether they are known to have had another relationship in mind the second time."""
        if self.start is None or self.start is self.now:
            return False
        return len({self.start.basis, self.now.basis} & RELATIONSHIPS) > 1

    @property
    def word(self) -> str:
        """Which way it went, as the measure counts: "better", "worse", "the same"; "" where nothing is to compare."""
        if self.points is None:
            return ""
        if self.points == 0:
            return "the same"
        return "better" if (self.points < 0) is (self.scoring.better is Better.LOWER) else "worse"


@dataclass(frozen=True, slots=True)
class Practice:
    """A technique of the plan that is practised now: how, and the newest try of it."""

    name: str
    step: PlanStep | None
    latest: Try | None


@dataclass(frozen=True, slots=True)
class Offered:
    """The suggestion, and what in the record met each of its conditions."""

    suggestion: Suggestion
    met: tuple[tuple[Fact, Found], ...]


@dataclass(frozen=True, slots=True)
class OnePage:
    """What stands on the page; whatever it says leads to where it came from."""

    course: Course
    changes: tuple[Change, ...]
    goals: tuple[Goal, ...]
    practices: tuple[Practice, ...]
    harder: tuple[Try, ...]
    flared: tuple[Try, ...]
    flare_events: tuple[LifeEvent, ...]
    medicines: tuple[Told, ...]
    rulers: tuple[Told, ...]
    barriers: tuple[LifeEvent, ...]
    unheard: Contact | None
    met_at: Session | None  # where the last contact was a session of a group
    offered: Offered | None  # none of somebody who died


def one_page(course: Course, *, died: bool = False) -> OnePage:
    """The page of the course as it is today; of somebody who died it offers nothing to ask."""
    shown = [each for each in course.events if each.ended_on is None or each.ended_on >= course.today - RECENT]
    flares = tuple(each for each in shown if each.kind == Barrier.FLARE_UP)
    return OnePage(
        course=course,
        changes=_changes(course),
        goals=tuple(goal for goal in course.goals if goal.ended_on is None),
        practices=_practices(course),
        harder=tuple(each for each in course.tries if each.value("helpful") == HARDER)[:SHOWN],
        flared=tuple(each for each in course.tries if (each.value("flare") or NO_FLARE) > NO_FLARE)[:SHOWN],
        flare_events=flares,
        medicines=tuple(
            course.told[name, item]
            for name in MEDICINES
            for item in OF_MEDICINES
            if (name, item) in course.told and course.told[name, item].said
        ),
        rulers=tuple(course.told[READINESS, each] for each in RULERS if (READINESS, each) in course.told),
        barriers=tuple(each for each in shown if each not in flares),
        unheard=course.last if course.last and course.last.unhelpful_week else None,
        met_at=session_behind(course.last) if course.last else None,
        offered=None if died else _offered(course),
    )


def _offered(course: Course) -> Offered:
    found = facts(course)
    known = {fact: each.value for fact, each in found.items()}
    suggestion = first_fitting(shipped_library().suggestions.newest.values(), known)
    if suggestion is None:
        raise LookupError("No suggestion fits always: the content is not in order.")
    return Offered(suggestion, tuple((when.fact, found[when.fact]) for when in suggestion.when))


def _changes(course: Course) -> tuple[Change, ...]:
    stands: dict[str, tuple[Scoring, dict[Moment, Stand]]] = {}
    for score in course.scores:
        if score.value is not None:
            scoring, stand = _stand(score)
            stands.setdefault(scoring.id, (scoring, {}))[1][Moment(score.response.occasion.moment)] = stand
    return tuple(
        Change(scoring, of.get(Moment.PRE), next(of[moment] for moment in reversed(Moment) if moment in of))
        for scoring, of in sorted(stands.values(), key=lambda each: each[0].name)
    )


def _stand(score: Score) -> tuple[Scoring, Stand]:
    response = score.response
    questionnaire = edition(response.service, response.questionnaire_id, response.version)
    scoring = next(each for each in questionnaire.measures if each.id == score.measure_id)
    moment = MOMENTS[Moment(response.occasion.moment)]
    stand_in = questionnaire.wording is Wording.STAND_IN
    return scoring, Stand(score.value, moment, response.answered_on, response.pk, response.basis, stand_in)


def _practices(course: Course) -> tuple[Practice, ...]:
    names = shipped_library().techniques.newest
    found = []
    for line in course.lines:
        if line.paused_on is None:
            latest = next((each for each in course.tries if each.technique_id == line.technique_id), None)
            step = next(reversed(line.steps.all()), None)
            found.append(Practice(names[line.technique_id].name, step, latest))
    return tuple(found)
