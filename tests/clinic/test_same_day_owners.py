"""Who is named for what cannot wait, and what is asked at home only while somebody is."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from at_home import at_home
from browsing import signed_in
from safety_desk import LONG_AGO, body, nothing_open
from universe import Place, Universe

from reconnect.clinic.accounts.actions import end_membership
from reconnect.clinic.accounts.models import Role
from reconnect.clinic.people.days import today_of
from reconnect.clinic.safety.actions import end_duty, name_duty
from reconnect.clinic.safety.models import Duty
from reconnect.clinic.safety.queries import may_ask_at_home
from reconnect.errors import ActionDenied
from reconnect.model.flag_kind import FlagKind
from reconnect.model.load import shipped_library

pytestmark = pytest.mark.furnished


@pytest.fixture
def place(universe: Universe) -> Place:
    return nothing_open(universe.north)


SELF_HARM = shipped_library().questionnaires.newest["assessment-feelings"].item("self-harm")


def test_nobody_at_home_is_asked_of_self_harm_while_nobody_is_named(place: Place) -> None:
    home = at_home(place, "assessment-feelings")
    question = SELF_HARM.text

    def asked() -> bool:
        browser = home.enter()
        address = home.begin(browser)
        pages = [browser.get(f"{address}{number}/") for number in range(1, 4)]
        return any(question in page.content.decode() for page in pages if page.status_code == 200)

    assert asked()
    for duty in Duty.objects.filter(service=place.service):
        end_duty(duty=duty, by=place.staff[Role.LEAD])
    assert not asked()


def test_self_harm_is_asked_at_home_only_while_somebody_is_named_for_the_day_it_falls_due(place: Place) -> None:
    service, lead = place.service, place.staff[Role.LEAD]
    for duty in Duty.objects.filter(service=service):
        end_duty(duty=duty, by=lead)
    friday = date(2026, 11, 27)
    by_day, by_night = (datetime(2026, 11, 27, hour, tzinfo=UTC) for hour in (11, 22))
    assert not may_ask_at_home(service, SELF_HARM, by_day)
    duty = name_duty(member=place.clinician, by=lead, from_on=friday, until_on=friday, at=by_day)
    assert may_ask_at_home(service, SELF_HARM, by_day)
    assert not may_ask_at_home(service, SELF_HARM, by_night)  # it would fall due on Saturday, when nobody is named
    assert not may_ask_at_home(service, SELF_HARM, by_day + timedelta(days=1))
    end_duty(duty=duty, by=lead)
    assert not may_ask_at_home(service, SELF_HARM, by_day)


def test_whoever_left_is_no_longer_named(universe: Universe) -> None:
    service = universe.north.service
    assert may_ask_at_home(service, SELF_HARM)
    end_membership(member=universe.north.clinician)
    assert not may_ask_at_home(service, SELF_HARM)
    assert may_ask_at_home(universe.south.service, SELF_HARM)


def test_everything_else_is_asked_whoever_is_named(place: Place) -> None:
    Duty.objects.all().update(ended_at=LONG_AGO)
    items = [item for each in shipped_library().questionnaires for item in each.items]
    assert {item.id for item in items if not may_ask_at_home(place.service, item)} == {
        item.id for item in items if item.flag is FlagKind.SELF_HARM
    }


@pytest.mark.parametrize("who", [Role.ADMINISTRATOR, Role.PRIVACY_OFFICER])
def test_nobody_is_named_who_may_not_see_the_list(place: Place, who: Role) -> None:
    with pytest.raises(ActionDenied, match="who may see people's records"):
        name_duty(member=place.staff[who], by=place.staff[Role.LEAD])


def test_two_clicks_name_once_and_a_day_that_passed_is_refused(place: Place) -> None:
    browser = signed_in(place.staff[Role.LEAD])
    token = re.search(r'name="token" value="([\w-]+)"', body(browser, "/staff/safety/duty/"))[1]
    before, today = Duty.objects.count(), today_of(place.service)
    sent = {"token": token, "member": place.clinician.pk, "from_on": today.isoformat(), "until_on": ""}
    assert [browser.post("/staff/safety/duty/", sent).status_code for _ in range(2)] == [302, 302]
    assert Duty.objects.count() == before + 1
    page = browser.post("/staff/safety/duty/", sent | {"from_on": (today - timedelta(days=1)).isoformat()})
    assert page.status_code == 422
    assert "This day has passed." in page.content.decode()
