"""The clinic's evaluation is the same as that of a table with the same people, written by hand."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from browsing import signed_in
from universe import (
    ENDED,
    FOLLOWED_UP,
    OURS,
    REFERRED,
    STARTED,
    build_care,
    build_member,
    build_service,
    canary,
    on_paper,
)

from reconnect.analysis.evaluate import Evaluation, evaluate
from reconnect.analysis.outcomes import Outcomes, Participant, Reading
from reconnect.clinic.accounts.models import Member, Role
from reconnect.clinic.people.actions import open_episode
from reconnect.clinic.reports.forms import SelectionForm
from reconnect.clinic.reports.outcomes import BACKGROUND, programmes_of, service_outcomes
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.load import shipped_library
from reconnect.model.occasion import Occasion as Moment

# name: gender, diagnoses, year pain began, agreed, ended, basis, then embarrassment before, at the end, at follow-up
# (None: not answered); the other three measures are one point more each.
PEOPLE = {
    "one": ("woman", ("Endometriosis",), 2014, True, ENDED, "current", (8, 6, 4)),
    "two": ("woman", ("Endometriosis", "Chronic pelvic pain"), 2020, True, ENDED, "current", (7, 7, 5)),
    "three": ("woman", (), None, True, ENDED, "past", (9, None, 3)),
    "four": ("man", ("Prostatitis",), 2001, True, ENDED, "imagined", (5, 2, None)),
    "five": ("man", ("Prostatitis",), 2023, True, None, "current", (4, None, None)),
    "six": ("", (), 1999, True, ENDED, "prefer not to say", (1, 1, 1)),
    "not agreed": ("woman", ("Endometriosis",), 2014, False, ENDED, "current", (0, 9, 9)),
    "not asked": ("woman", ("Endometriosis",), 2014, None, ENDED, "current", (0, 9, 9)),
}
GROUP = canary("group", "north")
DAYS = {Moment.PRE: REFERRED, Moment.POST: ENDED, Moment.FOLLOW_UP: FOLLOWED_UP}
MEASURES = ("embarrassment", "pain_interference", "avoid_touch", "avoid_sex")


def by_hand() -> Outcomes:
    counted = {name: told for name, told in PEOPLE.items() if told[3]}
    participants = tuple(
        Participant(
            name,
            gender=gender or None,
            service_id="one",
            cohort_id="group",
            diagnoses=diagnoses,
            pain_duration=None if since is None else 2024 - since,
            started_on=STARTED,
            ended_on=ended,
        )
        for name, (gender, diagnoses, since, _, ended, _, _) in counted.items()
    )
    readings = tuple(
        Reading(name, measure, moment, value + (measure != "embarrassment"), DAYS[moment], AnswerBasis(basis))
        for name, (_, _, _, _, _, basis, values) in counted.items()
        for moment, value in zip(Moment, values, strict=True)
        if value is not None
        for measure in MEASURES
    )
    questionnaires = shipped_library().questionnaires.newest
    measures = [
        scoring.measure
        for name in ("interference-and-avoidance", "msq-anxiety")
        for scoring in questionnaires[name].measures
    ]
    planned = {measure.id: tuple(Moment) for measure in measures}
    return Outcomes("by hand", tuple(measures), planned, participants, readings, BACKGROUND)


@pytest.fixture
def lead(db: None) -> Member:
    """The lead of a service with those people."""
    service = build_service("north")
    by = build_member(service, Role.CLINICIAN, "north")
    for name, (gender, diagnoses, since, agreed, ended, basis, values) in PEOPLE.items():
        told = {"name": f"Person {name}", "gender_reported": gender, "diagnoses": diagnoses, "pain_since": since}
        care = build_care(by, "north", agreed=agreed, ended_on=ended, **told)
        for moment, value in zip(Moment, values, strict=True):
            if value is not None:
                said = {item: value + (item != "embarrassment") for item in _items()}
                day, in_mind = DAYS[moment], AnswerBasis(basis)
                on_paper(care.occasions[moment], by, said=said, answered_on=day, basis=in_mind, only=OURS)
    return build_member(service, Role.LEAD, "leadnorth")


def _items() -> list[str]:
    return [item.id for item in shipped_library().questionnaires.newest[OURS].items]


def figures(evaluation: Evaluation) -> Evaluation:
    """The evaluation without who and where, which the clinic names by random ids."""
    return replace(evaluation, outcomes=None)


def test_the_evaluation_equals_that_of_the_table(lead: Member) -> None:
    assert figures(evaluate(service_outcomes(lead.service))) == figures(evaluate(by_hand()))


def test_a_figure_by_hand(lead: Member) -> None:
    """Embarrassment before and at follow-up of everyone with both: 8, 7, 9, 1 and 4, 5, 3, 1."""
    (found,) = [
        result
        for result in evaluate(service_outcomes(lead.service)).results
        if (result.measure.id, result.stratum) == ("embarrassment", "all")
        and (result.comparison.earlier, result.comparison.later) == (Moment.PRE, Moment.FOLLOW_UP)
    ]
    assert (found.spread.n, found.spread.mean_earlier, found.spread.mean_later) == (4, 6.25, 3.25)
    assert found.spread.change == -3.0


def test_a_value_more_in_the_table_would_be_noticed(lead: Member) -> None:
    table = by_hand()
    changed = replace(table, readings=(replace(table.readings[0], value=7), *table.readings[1:]))
    assert figures(evaluate(service_outcomes(lead.service))) != figures(evaluate(changed))


def test_somebody_treated_twice_counts_twice(lead: Member) -> None:
    before = len(service_outcomes(lead.service).participants)
    care = build_care(lead, "northtwice")
    open_episode(person=care.person, by=lead, referred_on=date(2025, 9, 1))
    assert len(service_outcomes(lead.service).participants) == before + 2


def test_the_leads_page_shows_these_figures(lead: Member) -> None:
    page = signed_in(lead).get("/staff/outcomes/").content.decode()
    assert "6.25" in page or "6.2" in page
    for name in PEOPLE:
        assert f"Person {name}" not in page


def test_people_who_are_left_out_are_in_no_count(lead: Member) -> None:
    flow = evaluate(service_outcomes(lead.service)).flow
    assert (flow[0].stratum, flow[0].eligible, flow[0].follow_up) == ("all", 6, 4)


def test_the_evaluation_of_a_service_without_anybody_says_so(db: None) -> None:
    service = build_service("empty")
    page = signed_in(build_member(service, Role.LEAD, "empty")).get("/staff/outcomes/")
    assert page.status_code == 200


def test_the_lead_may_look_at_a_group_or_a_period_and_sees_no_p_there(lead: Member) -> None:
    browser = signed_in(lead)
    whole = browser.get("/staff/outcomes/").content.decode()
    part = browser.post("/staff/outcomes/", {"programme": GROUP, "since": "2024-01-01", "until": "2024-12-31"})
    assert part.status_code == 200
    assert "You look at a part of your people" in part.content.decode()
    assert "You look at a part of your people" not in whole


@pytest.mark.parametrize(
    ("sent", "eligible"),
    [
        ({}, 6),
        ({"programme": GROUP}, 6),
        ({"since": STARTED.isoformat()}, 6),
        ({"until": STARTED.isoformat()}, 6),
        ({"since": (STARTED + timedelta(days=1)).isoformat()}, 0),
        ({"until": (STARTED - timedelta(days=1)).isoformat()}, 0),
    ],
)
def test_a_selection_holds_who_it_says(lead: Member, sent: dict[str, str], eligible: int) -> None:
    form = SelectionForm(sent, service=lead.service, programmes=programmes_of(lead.service))
    assert form.is_valid()
    assert len(service_outcomes(lead.service, form.selection).participants) == eligible


@pytest.mark.parametrize(
    "sent",
    [{"programme": "another's"}, {"since": "2024-02-30"}, {"since": "2024-05-01", "until": "2024-04-30"}],
)
def test_a_selection_that_cannot_be_is_refused(lead: Member, sent: dict[str, str]) -> None:
    assert signed_in(lead).post("/staff/outcomes/", sent).status_code == 422


@pytest.mark.parametrize(
    ("demonstration", "said"), [(True, "so its figures are no measurement"), (False, "so it is not scored")]
)
def test_the_page_says_what_stand_in_wording_means_for_its_figures_and_speaks_of_no_file(
    db: None,
    *,
    demonstration: bool,
    said: str,
) -> None:
    lead = build_member(build_service("north", demo=demonstration), Role.LEAD, "north")
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", signed_in(lead).get("/staff/outcomes/").content.decode()))
    assert f"MSQ anxiety is asked in stand-in wording, {said}." in page
    assert "Eligible means everyone listed, with answers or without." in page
    assert not re.search(r"people table|this file|your file|the file", page)
