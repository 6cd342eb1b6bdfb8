"""Only people whose newest word is yes are in the evaluation."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from browsing import signed_in
from django.utils import timezone
from universe import REFERRED, Care, Universe, build_care, on_paper

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.people.actions import record_agreement
from reconnect.clinic.people.models import Agreement
from reconnect.clinic.reports.outcomes import service_outcomes
from reconnect.model.occasion import Occasion as Moment


@pytest.fixture
def care(universe: Universe) -> Care:
    """Somebody who answered, and was not asked about agreement."""
    place = universe.north
    care = build_care(place.clinician, "northnew", agreed=None)
    on_paper(care.occasions[Moment.PRE], place.clinician, said=4, answered_on=REFERRED)
    return care


def in_evaluation(universe: Universe, care: Care) -> tuple[bool, bool]:
    """Whether the person is counted, and whether any answer of theirs is."""
    outcomes = service_outcomes(universe.north.service)
    participant = str(care.episode.pk)
    return (
        participant in {each.id for each in outcomes.participants},
        participant in {each.person_id for each in outcomes.readings},
    )


def say(universe: Universe, care: Care, words: Iterable[bool] = (True,)) -> None:
    """One word a day, the last one a month ago."""
    start = timezone.now() - timedelta(days=33)
    for number, agreed in enumerate(words):
        at = start + timedelta(days=number)
        record_agreement(person=care.person, by=universe.north.clinician, agreed=agreed, said_on=REFERRED, at=at)


@pytest.mark.parametrize(
    ("words", "counted"),
    [((), False), ((True,), True), ((False,), False), ((True, False), False), ((False, True), True)],
)
def test_the_newest_word_counts_and_no_word_is_no(
    universe: Universe, care: Care, words: tuple[bool, ...], *, counted: bool
) -> None:
    say(universe, care, words)
    assert in_evaluation(universe, care) == (counted, counted)


def test_every_word_is_kept(universe: Universe, care: Care) -> None:
    say(universe, care, (True, False, True))
    assert list(Agreement.objects.filter(person=care.person).values_list("agreed", flat=True)) == [True, False, True]


def test_somebody_who_takes_it_back_leaves_the_leads_page_at_once(universe: Universe, care: Care) -> None:
    lead = signed_in(universe.north.staff[Role.LEAD])

    def eligible() -> str:
        return lead.get("/staff/outcomes/").content.decode()

    say(universe, care)
    with_them = eligible()
    record_agreement(person=care.person, by=universe.north.clinician, agreed=False, said_on=REFERRED)
    assert "canaryreportednorthnew" in with_them.lower()
    assert "canaryreportednorthnew" not in eligible().lower()


def test_agreement_in_one_service_says_nothing_in_the_other(universe: Universe, care: Care) -> None:
    say(universe, care)
    south = service_outcomes(universe.south.service)
    assert str(care.episode.pk) not in {each.id for each in south.participants}


def test_staff_record_it_on_its_page(universe: Universe, care: Care) -> None:
    clinician, address = signed_in(universe.north.clinician), f"/staff/people/p/{care.person.pk}/agreement/"
    assert clinician.post(address, {"agreed": "perhaps", "said_on": "2024-01-08"}).status_code == 422
    assert clinician.post(address, {"agreed": "yes", "said_on": "2024-01-08"}).status_code == 302
    assert in_evaluation(universe, care) == (True, True)
    assert clinician.post(address, {"agreed": "no", "said_on": "2024-01-09"}).status_code == 302
    assert in_evaluation(universe, care) == (False, False)


def test_nobody_can_have_said_it_tomorrow(universe: Universe, care: Care) -> None:
    sent = {"agreed": "yes", "said_on": date(2999, 1, 1).isoformat()}
    page = signed_in(universe.north.clinician).post(f"/staff/people/p/{care.person.pk}/agreement/", sent)
    assert page.status_code == 422
    assert in_evaluation(universe, care) == (False, False)
