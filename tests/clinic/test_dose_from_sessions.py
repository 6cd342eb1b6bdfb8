"""What a group did in its sessions is the dose that the evaluation's table of active ingredients is made of."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pytest
from browsing import signed_in
from grouping import ABSENT, CAME, begun, founded, held, joined, session_of, week
from universe import OURS, REFERRED, Care, Place, Universe, on_paper

from reconnect.analysis.evaluate import evaluate
from reconnect.analysis.ingredients import Ingredients
from reconnect.analysis.outcomes import Dose, Outcomes
from reconnect.clinic.accounts.models import Role
from reconnect.clinic.care.actions.contacts import record_contact
from reconnect.clinic.care.encounter import Encounter
from reconnect.clinic.groups.actions.groups import end_group
from reconnect.clinic.groups.actions.sessions import record_make_up
from reconnect.clinic.groups.models import Membership, Session, SessionAttendance
from reconnect.clinic.people.models import Episode
from reconnect.clinic.reports.outcomes import service_outcomes
from reconnect.model.load import shipped_library
from reconnect.model.occasion import Occasion as Moment

OVER = date(2026, 3, 9)
FIRST, SECOND = 5, 6  # the sessions of the shipped programme that hold most techniques
PARTS = {each.id: each.component for each in shipped_library().techniques.newest.values()}


@dataclass(frozen=True)
class Lived:
    """One person: at which of the two sessions they were, what they made up for, and had alone besides."""

    first: bool = True
    second: bool = True
    made_up: tuple[Mapping[str, int], ...] = ()
    alone: Mapping[str, int] | None = None


# Everyone differs a little, or nothing could be told apart. Minutes are made up.
LIVES = (
    (
        Lived(),
        Lived(second=False),
        Lived(first=False, made_up=({"naming-myths": 20, "sensate-focus": 10},)),
        Lived(alone={"sensate-focus": 25}),
        Lived(first=False, alone={"pain-education": 15}),
        Lived(second=False, made_up=({"desensitisation": 30},)),
    ),
    (
        Lived(first=False),
        Lived(alone={"attention-and-mindfulness": 40}),
        Lived(second=False, alone={"flare-up-plan": 20}),
        Lived(first=False, made_up=({"sensate-focus": 35, "naming-myths": 5},), alone={"desensitisation": 10}),
        Lived(),
        Lived(second=False, made_up=({"talking-with-partner": 15, "naming-myths": 45},)),
    ),
    (
        Lived(alone={"naming-myths": 30, "desensitisation": 5}),
        Lived(first=False, made_up=({"pain-education": 50},)),
        Lived(second=False),
        Lived(first=False, alone={"sensate-focus": 5}),
        Lived(second=False, made_up=({"flare-up-plan": 45, "sensate-focus": 10},)),
        Lived(),
    ),
)


def planned(session: Session) -> Counter[str]:
    """The minutes of its plan by technique, reckoned apart from the product."""
    found: Counter[str] = Counter()
    for part in session.parts.filter(left_out=False).exclude(technique_id=""):
        found[part.technique_id] += part.minutes
    return found


def live_through(place: Place, name: str, lives: tuple[Lived, ...]) -> dict[str, tuple[Counter[str], int]]:
    """A group of those people from roster to end; each one's minutes and sessions by hand, by episode."""
    by, group = place.clinician, founded(place, name)
    sessions = session_of(group, FIRST), session_of(group, SECOND)
    cares = [begun(place, f"{name.replace(' ', '')}{number}") for number in range(len(lives))]
    people = [joined(group, care, by) for care in cares]
    for session, there in zip(sessions, ("first", "second"), strict=True):
        came = {person: CAME if getattr(life, there) else ABSENT for person, life in zip(people, lives, strict=True)}
        held(session, by, came)
    expected = {}
    for number, (care, person, life) in enumerate(zip(cares, people, lives, strict=True)):
        minutes = Counter[str]()
        for session, there in zip(sessions, (life.first, life.second), strict=True):
            minutes += planned(session) if there else Counter()
        for each in life.made_up:
            _make_up(place, person, each)
            minutes += Counter(each)
        if life.alone:
            record_contact(episode=care.episode, told=_told(place, life.alone), by=by)
            minutes += Counter(life.alone)
        expected[str(care.episode.pk)] = minutes, life.first + life.second + len(life.made_up) + bool(life.alone)
        _answer(place, care, number, len(name))
    end_group(group=group, on=OVER, by=by, ending=[Episode.objects.get(pk=each.episode_id) for each in people])
    for number, care in enumerate(cares):
        on_paper(care.occasions[Moment.POST], by, said=_later(number, name), answered_on=OVER, only=OURS)
    return expected


def _told(place: Place, techniques: Mapping[str, int]) -> Encounter:
    return Encounter(held_on=week(SECOND + 1), leaders=(place.clinician,), techniques=techniques)


def _make_up(place: Place, person: Membership, techniques: Mapping[str, int]) -> None:
    missed = SessionAttendance.objects.filter(membership=person).exclude(state=CAME.state).get()
    record_make_up(attendance=missed, told=_told(place, techniques), by=place.clinician)


def _answer(place: Place, care: Care, number: int, length: int) -> None:
    said = 5 + (number + length) % 4
    on_paper(care.occasions[Moment.PRE], place.clinician, said=said, answered_on=REFERRED, only=OURS)


def _later(number: int, name: str) -> int:
    return 2 + (number * len(name)) % 5


@pytest.fixture
def clinic(universe: Universe) -> tuple[Place, dict[str, tuple[Counter[str], int]]]:
    """Three groups from roster to end, and what everybody in them had, by hand."""
    place, expected = universe.north, {}
    for name, lives in zip(("Link 1", "Link two", "Link three"), LIVES, strict=True):
        expected |= live_through(place, name, lives)
    return place, expected


def ours(outcomes: Outcomes, people: Mapping[str, object]) -> Outcomes:
    """The outcomes of these people alone."""
    return replace(
        outcomes,
        participants=tuple(each for each in outcomes.participants if each.id in people),
        readings=tuple(each for each in outcomes.readings if each.person_id in people),
        dose=tuple(each for each in outcomes.dose if each.person_id in people),
    )


def test_two_sessions_an_absence_and_a_make_up_give_each_person_their_own_dose(
    clinic: tuple[Place, dict[str, tuple[Counter[str], int]]],
) -> None:
    place, expected = clinic
    outcomes = ours(service_outcomes(place.service), expected)
    found: dict[str, Counter[str]] = {}
    for each in outcomes.dose:
        found.setdefault(each.person_id, Counter())[each.technique] += each.minutes
    assert found == {person: minutes for person, (minutes, _) in expected.items()}
    assert {each.id: each.sessions for each in outcomes.participants} == {
        person: sessions for person, (_, sessions) in expected.items()
    }
    doses = [tuple(sorted(minutes.items())) for minutes, _ in expected.values()]
    assert len(set(doses)) > 10  # they do differ


def test_the_evaluations_rows_are_those_of_the_same_minutes_written_by_hand(
    clinic: tuple[Place, dict[str, tuple[Counter[str], int]]],
) -> None:
    place, expected = clinic
    outcomes = ours(service_outcomes(place.service), expected)
    by_hand = replace(
        outcomes,
        participants=tuple(replace(each, sessions=expected[each.id][1]) for each in outcomes.participants),
        dose=tuple(
            Dose(person, technique, minutes)
            for person, (doses, _) in expected.items()
            for technique, minutes in doses.items()
        ),
    )
    lines = evaluate(outcomes, components=PARTS, sensitivity=False).dose
    assert lines == evaluate(by_hand, components=PARTS, sensitivity=False).dose
    told = [each for each in lines if isinstance(each.figures, Ingredients)]
    assert told
    for line in told:
        assert (line.figures.n, line.figures.programmes, line.unknown) == (18, 3, 0)
        assert len(line.figures.per_hour) == len(line.components) == 3
    without = replace(by_hand, dose=by_hand.dose[3:])
    assert evaluate(without, components=PARTS, sensitivity=False).dose != lines  # a few minutes fewer are noticed


def test_the_leads_page_shows_these_rows(clinic: tuple[Place, dict[str, tuple[Counter[str], int]]]) -> None:
    place, _ = clinic
    page = signed_in(place.staff[Role.LEAD]).get("/staff/outcomes/").content.decode()
    for part in ("Myth busting and pain education", "Sensations and feelings", "Action-experimentation"):
        assert f"60 minutes: {part}" in page


def test_whoever_left_early_is_counted_where_they_began(
    clinic: tuple[Place, dict[str, tuple[Counter[str], int]]],
) -> None:
    place, expected = clinic
    names = {each.cohort_id for each in service_outcomes(place.service).participants if each.id in expected}
    assert names == {"Link 1", "Link two", "Link three"}
