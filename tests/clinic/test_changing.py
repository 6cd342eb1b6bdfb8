"""What was written down wrong is put right, and who comes back begins another episode."""

import re
from html import unescape

import pytest
from browsing import Browser, signed_in
from universe import REFERRED, STARTED, Universe, canary

from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.desk.queries import caseload
from reconnect.clinic.people.actions import change_episode, change_person
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.reports.outcomes import service_outcomes
from reconnect.errors import ActionDenied

NEW_NUMBER = "943 476 5919"


@pytest.fixture
def desk(universe: Universe) -> Browser:
    return signed_in(universe.north.clinician)


def form_of(browser: Browser, address: str) -> dict[str, str]:
    """What the page's form would send as it stands."""
    page = browser.get(address).content.decode().partition('class="people-form"')[2]
    inputs = re.findall(r"<input [^>]*>", page.partition("</form>")[0])
    fields = {re.search(r'name="(\w+)"', each)[1]: re.search(r'value="([^"]*)"', each) for each in inputs}
    return {name: unescape(value[1]) if value else "" for name, value in fields.items()}


def details(person: Person) -> tuple[object, ...]:
    kept = Person.objects.get(pk=person.pk)
    return (
        kept.name,
        kept.nhs_number,
        kept.born_on,
        kept.words_preferred,
        kept.gender_said,
        kept.gender_reported,
        kept.diagnoses,
        kept.pain_since,
    )


def found(universe: Universe, text: str) -> set[object]:
    page = caseload(universe.north.clinician, text, 1, REFERRED)
    return {row.person.pk for row in page.rows}


def test_the_form_shows_what_is_known_and_saved_as_it_stands_changes_nothing(desk: Browser, universe: Universe) -> None:
    person = universe.north.answered.person
    before = details(person)
    assert None not in before
    address = f"/staff/people/p/{person.pk}/details/"
    assert desk.post(address, form_of(desk, address))["Location"] == f"/staff/people/p/{person.pk}/"
    assert details(person) == before


def test_each_detail_is_changed_and_the_trail_says_that_it_was(desk: Browser, universe: Universe) -> None:
    person = universe.north.answered.person
    tokens = set(person.tokens.values_list("token", flat=True))
    sent = {
        "name": "Vermilion Example",
        "nhs_number": "9434765919",
        "born_on": "1950-02-28",
        "words_preferred": "",
        "gender_said": "woman",
        "gender_reported": " Woman ",
        "diagnoses": "One; Two;One",
        "pain_since": "",
    }
    assert desk.post(f"/staff/people/p/{person.pk}/details/", sent).status_code == 302
    wanted = ("Vermilion Example", NEW_NUMBER, "1950-02-28", "", "woman", "woman", ["One", "Two"], None)
    assert details(person) == wanted
    event = AuditEvent.objects.last()
    assert (event.action, event.actor, event.target) == ("change_person", universe.north.clinician.actor, person.target)
    assert tokens.isdisjoint(person.tokens.values_list("token", flat=True))


def test_who_was_renamed_is_found_by_the_new_name_and_number_only(desk: Browser, universe: Universe) -> None:
    person = universe.north.answered.person
    name, number = person.name, person.nhs_number
    change_person(person=person, by=universe.north.clinician, name="Vermilion Example", nhs_number=NEW_NUMBER)
    assert [found(universe, text) for text in (name, number)] == [set(), set()]
    assert [found(universe, text) for text in ("vermil", NEW_NUMBER, "943")] == [{person.pk}] * 3


def test_ones_own_number_is_not_asked_about_and_somebody_elses_is(desk: Browser, universe: Universe) -> None:
    person, other = universe.north.answered.person, universe.north.waiting.person
    address = f"/staff/people/p/{person.pk}/details/"
    sent = form_of(desk, address)
    assert desk.post(address, sent | {"name": "Another Name"}).status_code == 302
    page = desk.post(address, sent | {"nhs_number": other.nhs_number})
    assert page.status_code == 422
    assert f'href="/staff/people/p/{other.pk}/"' in page.content.decode()
    assert "same_number" not in desk.post(address, sent | {"name": ""}).content.decode()
    again = sent | {"nhs_number": other.nhs_number, "same_number": other.nhs_number}
    assert desk.post(address, again).status_code == 302


def test_who_comes_back_begins_another_episode_once_and_both_stand_on_the_page(
    desk: Browser, universe: Universe
) -> None:
    person = universe.north.answered.person
    address = f"/staff/people/p/{person.pk}/episode/"
    sent = form_of(desk, address) | {"referred_on": "2025-08-01", "group": "Link 9"}
    assert [desk.post(address, sent)["Location"] for _ in range(2)] == [f"/staff/people/p/{person.pk}/"] * 2
    newest, first = person.episodes.all()
    assert (newest.referred_on.isoformat(), newest.group, newest.occasions.count()) == ("2025-08-01", "Link 9", 3)
    assert (first.pk, first.referred_on) == (universe.north.answered.episode.pk, REFERRED)
    page = desk.get(f"/staff/people/p/{person.pk}/").content.decode()
    assert re.findall(r"Episode from <time[^>]*>([^<]+)", page) == ["1 Aug 2025", "8 Jan 2024"]
    assert page.count(">Make a code<") == 5  # three of the new episode, two of the old one
    participants = {each.id for each in service_outcomes(universe.north.service).participants}
    assert {str(newest.pk), str(first.pk)} <= participants


def test_an_episode_form_of_somebody_elses_opens_nothing(desk: Browser, universe: Universe) -> None:
    person, before = universe.north.answered.person, Episode.objects.count()
    for other in (universe.north.waiting, universe.south.answered):
        sent = {"referred_on": "2025-08-01", "token": str(other.episode.pk)}
        assert desk.post(f"/staff/people/p/{person.pk}/episode/", sent).status_code == 404
    assert Episode.objects.count() == before


def test_the_day_of_referral_and_the_group_are_put_right(desk: Browser, universe: Universe) -> None:
    episode = universe.north.answered.episode
    address = f"/staff/people/e/{episode.pk}/referral/"
    sent = form_of(desk, address)
    assert sent["referred_on"] == REFERRED.isoformat()
    assert sent["group"] == canary("group", "northanswered")
    assert desk.post(address, sent | {"referred_on": "2024-01-09", "group": ""}).status_code == 302
    episode = Episode.objects.get(pk=episode.pk)
    assert (episode.referred_on.isoformat(), episode.group, episode.started_on) == ("2024-01-09", None, STARTED)
    assert AuditEvent.objects.last().action == "change_episode"


def test_another_services_people_and_episodes_are_not_changed(universe: Universe) -> None:
    care, by = universe.south.answered, universe.north.clinician
    for change in (
        lambda: change_person(person=care.person, by=by, name="Another Name"),
        lambda: change_episode(episode=care.episode, by=by, referred_on=STARTED),
    ):
        with pytest.raises(ActionDenied):
            change()
    assert Person.objects.get(pk=care.person.pk).name == canary("name", "southanswered")
    assert Episode.objects.get(pk=care.episode.pk).referred_on == REFERRED
