"""Minutes by technique, as typed in on contacts, are the minutes that the evaluation reads."""

from datetime import timedelta
from uuid import uuid4

import pytest
from browsing import signed_in
from universe import ENDED, OURS, REFERRED, STARTED, Care, Universe, build_care, on_paper

from reconnect.analysis.evaluate import evaluate
from reconnect.analysis.ingredients import Ingredients
from reconnect.analysis.outcomes import Dose
from reconnect.clinic.accounts.models import Role
from reconnect.clinic.care.actions.contacts import correct_contact, record_contact, withdraw_contact
from reconnect.clinic.care.encounter import Encounter
from reconnect.clinic.care.models import Attendance, Contact
from reconnect.clinic.people.actions import record_agreement
from reconnect.clinic.reports.outcomes import service_outcomes
from reconnect.clinic.reports.selection import Selection
from reconnect.model.load import shipped_library
from reconnect.model.occasion import Occasion as Moment

pytestmark = pytest.mark.furnished


@pytest.fixture
def care(universe: Universe) -> Care:
    """Somebody who agreed to be counted, and had no contact yet."""
    return build_care(universe.north.clinician, "northdose")


def told(universe: Universe, **other: object) -> Encounter:
    return Encounter(**({"held_on": STARTED, "leaders": (universe.north.clinician,)} | other))


def add(universe: Universe, care: Care, **techniques: int) -> Contact:
    minutes = {name.replace("_", "-"): each for name, each in techniques.items()}
    return record_contact(episode=care.episode, told=told(universe, techniques=minutes), by=universe.north.clinician)


def type_in(universe: Universe, care: Care, address: str, **minutes: str) -> int:
    """Send the page; how it answers."""
    by = universe.north.clinician
    sent = {
        "person": care.person.pk,
        "token": uuid4(),
        "held_on": STARTED.isoformat(),
        "how": "video",
        "attendance": "attended",
        "present": ["person"],
        "leaders": [by.pk],
    } | {f"minutes-{name.replace('_', '-')}": each for name, each in minutes.items()}
    return signed_in(by).post(address, sent).status_code


def dose(universe: Universe, care: Care, selection: Selection | None = None) -> set[tuple[str, float]]:
    outcomes = service_outcomes(universe.north.service, selection or Selection())
    return {(each.technique, each.minutes) for each in outcomes.dose if each.person_id == str(care.episode.pk)}


def attended(universe: Universe, care: Care) -> int | None:
    outcomes = service_outcomes(universe.north.service)
    (found,) = [each for each in outcomes.participants if each.id == str(care.episode.pk)]
    return found.sessions


def test_minutes_typed_on_the_page_reach_the_evaluation_exactly(universe: Universe, care: Care) -> None:
    new = f"/staff/care/e/{care.episode.pk}/contact/"
    assert dose(universe, care) == set()
    assert type_in(universe, care, new, pain_education="25", sensate_focus="15", naming_myths="") == 302
    assert dose(universe, care) == {("pain-education", 25), ("sensate-focus", 15)}
    assert type_in(universe, care, new, pain_education="10") == 302
    assert dose(universe, care) == {("pain-education", 35), ("sensate-focus", 15)}
    assert attended(universe, care) == 2
    entry = service_outcomes(universe.north.service).dose[0]
    assert isinstance(entry, Dose)


def test_a_contact_that_was_put_right_counts_once_and_one_that_was_taken_back_not_at_all(
    universe: Universe, care: Care
) -> None:
    first = add(universe, care, pain_education=25)
    assert type_in(universe, care, f"/staff/care/c/{first.pk}/", pain_education="20") == 302
    assert (dose(universe, care), attended(universe, care)) == ({("pain-education", 20)}, 1)
    (live,) = Contact.objects.live().filter(episode=care.episode)
    withdraw_contact(contact=live, by=universe.north.clinician)
    assert (dose(universe, care), attended(universe, care)) == (set(), None)


def test_minutes_that_nobody_recorded_are_missing_and_not_nought(universe: Universe, care: Care) -> None:
    assert attended(universe, care) is None
    add(universe, care)
    assert dose(universe, care) == set()
    assert attended(universe, care) == 1
    add(universe, care, naming_myths=5)
    assert dose(universe, care) == {("naming-myths", 5)}


def test_a_contact_that_was_missed_gives_no_minutes_and_is_no_session(universe: Universe, care: Care) -> None:
    missed = told(universe, attendance=Attendance.DID_NOT_ATTEND, person_present=False, leaders=())
    record_contact(episode=care.episode, told=missed, by=universe.north.clinician)
    assert (dose(universe, care), attended(universe, care)) == (set(), 0)
    contact = add(universe, care, naming_myths=5)
    correct_contact(contact=contact, told=missed, by=universe.north.clinician)
    assert (dose(universe, care), attended(universe, care)) == (set(), 0)


def test_minutes_of_somebody_who_does_not_agree_or_is_not_looked_at_stay_out(universe: Universe, care: Care) -> None:
    add(universe, care, naming_myths=5)
    assert dose(universe, care, Selection(since=STARTED)) == {("naming-myths", 5)}
    assert dose(universe, care, Selection(since=STARTED + timedelta(days=1))) == set()
    record_agreement(person=care.person, by=universe.north.clinician, agreed=False, said_on=REFERRED)
    assert dose(universe, care) == set()


def test_another_services_minutes_stay_there(universe: Universe, care: Care) -> None:
    add(universe, care, naming_myths=5)
    south = service_outcomes(universe.south.service)
    assert str(care.episode.pk) not in {each.person_id for each in south.dose}


def test_the_leads_page_shows_minutes_beside_later_scores(universe: Universe) -> None:
    by = universe.north.clinician
    lead = signed_in(universe.north.staff[Role.LEAD])
    minutes = ((20, 30, 10), (60, 10, 40), (40, 50, 20), (80, 20, 60), (15, 45, 35), (70, 35, 5))
    for group in ("one", "two", "three"):
        for number, (myths, senses, action) in enumerate(minutes):
            care = build_care(by, f"north{group}", name=f"Person {group} {number}")
            later = 3 + (myths + number * len(group)) % 5
            on_paper(care.occasions[Moment.PRE], by, said=6 + number % 3, answered_on=REFERRED, only=OURS)
            on_paper(care.occasions[Moment.POST], by, said=later, answered_on=ENDED, only=OURS)
            add(universe, care, naming_myths=myths, sensate_focus=senses, desensitisation=action + len(group))
            for _ in range(number % 4):
                add(universe, care)
    outcomes = service_outcomes(universe.north.service)
    parts = {each.id: each.component for each in shipped_library().techniques.newest.values()}
    lines = evaluate(outcomes, components=parts, sensitivity=False).dose
    assert any(isinstance(each.figures, Ingredients) and each.figures.n == 18 for each in lines)
    page = lead.get("/staff/outcomes/").content.decode()
    assert "Minutes and change" in page
    for part in ("Myth busting and pain education", "Sensations and feelings", "Action-experimentation"):
        assert f"60 minutes: {part}" in page
