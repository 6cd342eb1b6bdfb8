"""What the caseload says is open to answer now."""

from datetime import date

import pytest
from universe import MSQ, OURS, REFERRED, STARTED, Care, Universe, build_care, on_paper

from reconnect.clinic.desk.queries import caseload
from reconnect.model.occasion import Occasion as Moment


@pytest.fixture
def care(universe: Universe) -> Care:
    """Somebody referred, whose treatment has not begun: the first occasion is open."""
    return build_care(universe.north.clinician, "northopen", started_on=None, ended_on=None)


def due(universe: Universe, care: Care, today: date = STARTED) -> tuple[str, ...]:
    page = caseload(universe.north.clinician, care.person.name, 1, today)
    (row,) = page.rows
    return row.due


def test_an_occasion_is_open_until_every_questionnaire_of_it_is_answered(universe: Universe, care: Care) -> None:
    by, occasion = universe.north.clinician, care.occasions[Moment.PRE]
    assert due(universe, care) == ("Before",)
    for said in (3, 4):  # a correction is no second questionnaire
        on_paper(occasion, by, said=said, answered_on=REFERRED, only=OURS)
        assert due(universe, care) == ("Before",)
    on_paper(occasion, by, said=3, answered_on=REFERRED, only=MSQ)
    assert due(universe, care) == ()


def test_answers_at_another_occasion_or_of_somebody_else_close_nothing(universe: Universe, care: Care) -> None:
    by = universe.north.clinician
    on_paper(care.occasions[Moment.POST], by, said=3, answered_on=REFERRED)
    on_paper(care.occasions[Moment.PRE], by, said=3, answered_on=REFERRED, only=OURS)
    other = build_care(by, "northother", started_on=None, ended_on=None)
    on_paper(other.occasions[Moment.PRE], by, said=3, answered_on=REFERRED, only=MSQ)
    assert due(universe, care) == due(universe, other) == ("Before",)
