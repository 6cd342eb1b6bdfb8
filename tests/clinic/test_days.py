"""Days from 1900 to today, in the forms and in the actions behind them: others have no windows to count in."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from browsing import signed_in
from universe import Universe, build_care

from reconnect.clinic.people.actions import (
    add_person,
    end_episode,
    open_episode,
    record_agreement,
    start_episode,
)
from reconnect.clinic.people.days import EARLIEST, refuse_days, today_of
from reconnect.errors import ActionDenied

DAY = timedelta(days=1)
TAKES_A_DAY: dict[str, Callable[[Universe, date], object]] = {
    "born": lambda universe, day: add_person(by=universe.north.clinician, name="Person", born_on=day),
    "referred": lambda universe, day: open_episode(
        person=universe.north.answered.person, by=universe.north.clinician, referred_on=day
    ),
    "started": lambda universe, day: start_episode(
        episode=universe.north.answered.episode, by=universe.north.clinician, on=day
    ),
    "ended": lambda universe, day: end_episode(
        episode=universe.north.answered.episode, by=universe.north.clinician, on=day
    ),
    "said": lambda universe, day: record_agreement(
        person=universe.north.answered.person, by=universe.north.clinician, agreed=True, said_on=day
    ),
}


@pytest.mark.parametrize("take", TAKES_A_DAY.values(), ids=TAKES_A_DAY)
def test_an_action_refuses_a_day_before_1900_and_tomorrow(
    universe: Universe, take: Callable[[Universe, date], object]
) -> None:
    tomorrow = today_of(universe.north.service) + DAY
    for day in (date.min, EARLIEST - DAY, tomorrow, date.max):
        with pytest.raises(ActionDenied, match=r"1900|future"):
            take(universe, day)


def test_the_first_day_and_today_are_taken(universe: Universe) -> None:
    for day in (EARLIEST, today_of(universe.north.service)):
        refuse_days(universe.north.service, day, None)
        care = build_care(universe.north.clinician, f"north{day}", started_on=EARLIEST, ended_on=day)
        clinician = signed_in(universe.north.clinician)
        for page in ("/staff/people/", f"/staff/people/p/{care.person.pk}/"):
            assert clinician.get(page).status_code == 200


def test_today_is_the_services_own(universe: Universe) -> None:
    service = universe.north.service
    late = datetime(2025, 6, 30, 23, 30, tzinfo=UTC)
    assert today_of(service, late) == date(2025, 7, 1)
    refuse_days(service, date(2025, 7, 1), at=late)
    service.timezone = "America/New_York"
    with pytest.raises(ActionDenied):
        refuse_days(service, date(2025, 7, 1), at=late)


@pytest.mark.parametrize("day", ["1899-12-31", "0001-01-01", "2999-01-01", "9999-12-31"])
def test_nobody_said_it_then(universe: Universe, day: str) -> None:
    person = universe.north.answered.person
    sent = {"agreed": "no", "said_on": day}
    page = signed_in(universe.north.clinician).post(f"/staff/people/p/{person.pk}/agreement/", sent)
    assert page.status_code == 422
    assert person.agreements.get().agreed


def test_a_date_control_offers_no_other_day(universe: Universe) -> None:
    clinician = signed_in(universe.north.clinician)
    page = clinician.get(f"/staff/people/e/{universe.north.answered.episode.pk}/").content.decode()
    today = today_of(universe.north.service).isoformat()
    assert page.count(f'min="1900-01-01" max="{today}"') == 2
