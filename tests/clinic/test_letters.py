"""What a letter about one person begins with: their own data, and nobody else's."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from browsing import signed_in
from django.db import IntegrityError
from lettering import GP, PARTNER, PERSON, drafted, partner_in, ready
from rooms.letters import corrected
from universe import Universe

from reconnect.clinic.care.actions.contacts import record_contact
from reconnect.clinic.care.encounter import Encounter
from reconnect.clinic.letters.actions import discard_letter, send_letter
from reconnect.clinic.letters.models import Letter, State, Way
from reconnect.clinic.letters.sight import sight_of
from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.actions.goals import end_goal, set_goal
from reconnect.clinic.plan.actions.lines import Doing, add_technique, pause_line
from reconnect.clinic.plan.models import HowEnded
from reconnect.errors import ActionDenied
from reconnect.model.letter_template import unfilled

pytestmark = pytest.mark.furnished

TRIED = (
    "What we agreed to try: “A small experiment”, “Touch, within a boundary”, “Where attention goes”"
    " and “Getting used to touch”"
)
PLANNED = "What we plan: less avoiding, sensate focus, attention and mindfulness and desensitisation"


def test_a_draft_holds_what_is_known_of_its_person_and_leaves_the_rest_to_be_seen(universe: Universe) -> None:
    place, person = universe.north, universe.north.answered.person
    letter = drafted(place)
    assert letter.recipient == person.name
    assert letter.greeting == f"Dear {person.name},"
    assert letter.paragraphs[1] == "What you would like, in your own words: Canarygoalnorth"
    assert letter.paragraphs[2] == TRIED
    assert unfilled(*letter.paragraphs) == ("next_contact",)
    assert letter.closing[1:] == [place.clinician.name, "Clinician", place.service.portal_name]
    assert letter.made_on == today_of(place.service)
    assert "We first met on 12 February 2024." in drafted(place, "end-of-treatment").paragraphs[0]


def test_what_is_not_known_stays_in_braces(universe: Universe) -> None:
    letter = drafted(universe.north, episode=universe.north.waiting.episode)
    assert unfilled(*letter.paragraphs) == ("goals", "techniques", "next_contact")


def test_goals_that_ended_and_techniques_that_rest_are_left_out(universe: Universe) -> None:
    place, today = universe.north, today_of(universe.north.service)
    told = {"episode": place.answered.episode, "by": place.clinician}
    for words in ("Dance again", "Sleep side by side"):
        set_goal(**told, words=words, set_on=today)
    add_technique(**told, technique_id="flare-up-plan", added_on=today, doing=Doing())
    first = place.answered.episode.goals.first()
    end_goal(goal=first, how_ended=HowEnded.REACHED, ended_on=today, by=place.clinician)
    pause_line(line=place.answered.episode.plan_lines.get(technique_id="flare-up-plan"), by=place.clinician)
    paragraphs = drafted(place).paragraphs
    assert paragraphs[1] == "What you would like, in your own words: Dance again; Sleep side by side"
    assert paragraphs[2] == TRIED


def test_a_gp_reads_the_teams_names_of_techniques(universe: Universe) -> None:
    assert PLANNED in drafted(universe.north, "gp-after-assessment").paragraphs


def test_the_day_of_the_next_contact_is_named_while_it_lies_ahead(universe: Universe) -> None:
    place, today = universe.north, today_of(universe.north.service)
    told = Encounter(held_on=today - timedelta(days=9), next_on=today + timedelta(days=5), leaders=(place.clinician,))
    record_contact(episode=place.answered.episode, told=told, by=place.clinician)
    day = told.next_on
    assert drafted(place).paragraphs[-1] == f"We talk again: {day.day} {day:%B %Y}"
    told = replace(told, held_on=today - timedelta(days=8), next_on=today - timedelta(days=1))
    record_contact(episode=place.answered.episode, told=told, by=place.clinician)
    assert drafted(place).paragraphs[-1] == "We talk again: {next_contact}"


def test_a_letter_to_a_gp_says_which_person_it_is_about(universe: Universe) -> None:
    person = universe.north.answered.person
    letter = drafted(universe.north, GP)
    born = date.fromisoformat(person.born_on)
    assert letter.paragraphs[0] == f"{person.name}, born {born.day} {born:%B %Y}, NHS number {person.nhs_number}"
    assert letter.recipient == ""
    assert letter.head == universe.north.service.name


@pytest.mark.parametrize("template_id", [PERSON, GP, PARTNER, "end-of-treatment", "after-first-conversation"])
def test_no_draft_holds_anything_of_anybody_else_or_what_was_said_in_private(
    universe: Universe, template_id: str
) -> None:
    place = universe.north
    letter = drafted(place, template_id)
    texts = [letter.recipient, letter.head, letter.greeting, letter.subject]
    words = " ".join([*texts, *letter.address, *letter.paragraphs, *letter.closing, *letter.outside])
    known = {place.answered.person.name, place.clinician.name, place.service.portal_name}
    known |= {place.service.name} if template_id == GP else set()
    known |= {partner_in(place).name} if template_id == PARTNER else set()
    known |= {"Canarygoalnorth"} if template_id not in {GP, PARTNER} else set()
    for name in known:
        words = words.replace(name, "")
    assert "canary" not in words.casefold()


def test_the_same_draft_is_begun_once(universe: Universe) -> None:
    token = universe.south.answered.episode.pk
    drafted(universe.north, id=token)
    with pytest.raises(IntegrityError):
        drafted(universe.north, id=token)


def test_a_second_click_leads_to_the_first_draft(universe: Universe) -> None:
    person, browser = universe.north.answered.person, signed_in(universe.north.clinician)
    before = Letter.objects.count()
    first_id = "0b8b7b9e-8a55-4b3b-9d53-2f5d4ad6a001"
    told = {"template": PERSON, "token": first_id}
    first = browser.post(f"/staff/letters/p/{person.pk}/new/", told)
    second = browser.post(f"/staff/letters/p/{person.pk}/new/", told)
    assert Letter.objects.count() == before + 1
    assert (first.status_code, second.status_code) == (302, 302)
    assert first_id in first["Location"]
    assert first_id in second["Location"]


def test_a_token_of_another_persons_letter_leads_nowhere(universe: Universe) -> None:
    other = drafted(universe.north, episode=universe.north.waiting.episode)
    browser = signed_in(universe.north.clinician)
    told = {"template": PERSON, "token": str(other.pk)}
    assert browser.post(f"/staff/letters/p/{universe.north.answered.person.pk}/new/", told).status_code == 404


def test_another_services_member_can_do_nothing_to_a_letter(universe: Universe) -> None:
    stranger, letter = universe.south.clinician, ready(universe.north)
    for act in (
        lambda: drafted(universe.north, by=stranger),
        lambda: corrected(letter, str.title, by=stranger),
        lambda: discard_letter(letter=letter, by=stranger),
        lambda: send_letter(
            letter=letter, how=Way.POSTED, sent_on=letter.made_on, sight=sight_of(letter, stranger), by=stranger
        ),
    ):
        with pytest.raises(ActionDenied, match="another service"):
            act()
    letter.refresh_from_db()
    assert (letter.state, letter.revision) == (State.DRAFT, 1)
