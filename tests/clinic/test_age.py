"""Whom a service sees: from 18 years on, or from the age that it says itself."""

from datetime import UTC, date, datetime

import pytest
from browsing import signed_in
from universe import Universe

from reconnect.clinic.accounts.actions import set_youngest
from reconnect.clinic.people.actions import add_person, change_person
from reconnect.clinic.people.models import Person
from reconnect.errors import ActionDenied

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("born", "at", "old_enough"),
    [
        (date(2006, 3, 1), NOON, True),
        (date(2006, 3, 2), NOON, False),
        (date(2004, 2, 29), datetime(2022, 2, 28, 12, tzinfo=UTC), False),
        (date(2004, 2, 29), datetime(2022, 3, 1, 12, tzinfo=UTC), True),
        # Half past midnight in London, and still the day before in UTC.
        (date(2006, 7, 1), datetime(2024, 6, 30, 23, 30, tzinfo=UTC), True),
        (date(2006, 7, 1), datetime(2024, 6, 30, 22, 30, tzinfo=UTC), False),
    ],
)
def test_somebody_is_old_enough_from_the_birthday_on(
    universe: Universe, *, born: date, at: datetime, old_enough: bool
) -> None:
    by = universe.north.clinician
    if old_enough:
        assert add_person(by=by, name="Young Example", born_on=born, at=at).born_on == born.isoformat()
    else:
        with pytest.raises(ActionDenied, match="from 18 years on"):
            add_person(by=by, name="Young Example", born_on=born, at=at)


def test_a_service_may_say_that_it_sees_people_from_16_on_and_no_younger(universe: Universe) -> None:
    place = universe.north
    set_youngest(service=place.service, years=16)
    by = place.clinician
    by.service.refresh_from_db()
    add_person(by=by, name="Young Example", born_on=date(2008, 3, 1), at=NOON)
    with pytest.raises(ActionDenied, match="from 16 years on"):
        add_person(by=by, name="Young Example", born_on=date(2008, 3, 2), at=NOON)
    with pytest.raises(ActionDenied, match="16"):
        set_youngest(service=place.service, years=15)


def test_nobody_is_made_too_young_afterwards(universe: Universe) -> None:
    person = universe.north.answered.person
    with pytest.raises(ActionDenied, match="from 18 years on"):
        change_person(person=person, by=universe.north.clinician, name="A Name", born_on=date(2008, 3, 1), at=NOON)


def test_the_form_says_so_and_keeps_what_was_typed(universe: Universe) -> None:
    today = datetime.now(UTC).date()
    sent = {"name": "Young Example", "born_on": f"{today.year - 12}-01-01", "referred_on": today.isoformat()}
    before = Person.objects.count()
    page = signed_in(universe.north.clinician).post("/staff/people/new/", sent)
    assert page.status_code == 422
    assert "from 18 years on" in page.content.decode()
    assert 'value="Young Example"' in page.content.decode()
    assert Person.objects.count() == before
