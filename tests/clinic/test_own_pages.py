"""Own pages: off until a clinician who saw the person alone opens them; a phrase; a partner's."""

from datetime import timedelta

import pytest
from browsing import Browser, visiting
from django.utils import timezone
from rooms.portal import partner_with_pages
from universe import Universe, build_care

from reconnect.clinic.partners.actions import end_partner, record_involvement
from reconnect.clinic.people.days import today_of
from reconnect.clinic.portal.actions import (
    choose_phrase,
    close_pages,
    close_partner_pages,
    issue_home_code,
    issue_partner_code,
    open_pages,
    open_partner_pages,
)
from reconnect.clinic.portal.models import OwnPages
from reconnect.clinic.questionnaires.codes import code_mac
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.guessing import TRIES
from reconnect.clinic.questionnaires.models import EntryCode, FailedEntry
from reconnect.clinic.safety.actions import raise_flag
from reconnect.errors import ActionDenied
from reconnect.model.flag_kind import FlagKind

PHRASE = "four calm words here"


def code_of(text: str) -> EntryCode:
    return EntryCode.objects.get(mac=code_mac(text))


def test_a_persons_pages_are_off_until_somebody_opens_them(universe: Universe) -> None:
    place = universe.north
    care = build_care(place.clinician, "newnorth")
    with pytest.raises(ActionDenied, match="seen them alone"):
        issue_home_code(episode=care.episode, by=place.clinician)
    open_pages(episode=care.episode, seen_alone_on=today_of(place.service), by=place.clinician)
    visiting(issue_home_code(episode=care.episode, by=place.clinician).text, leads_to="/h/")


def test_opening_needs_a_day_on_which_they_were_seen_alone(universe: Universe) -> None:
    place = universe.north
    care = build_care(place.clinician, "newnorth")
    with pytest.raises(ActionDenied, match="future"):
        open_pages(episode=care.episode, seen_alone_on=today_of(place.service) + timedelta(days=1), by=place.clinician)
    with pytest.raises(ActionDenied, match="another service"):
        open_pages(episode=care.episode, seen_alone_on=today_of(place.service), by=universe.south.clinician)


def test_opening_twice_opens_once(universe: Universe) -> None:
    place = universe.north
    episode, day = place.answered.episode, today_of(place.service)
    open_pages(episode=episode, seen_alone_on=day, by=place.clinician)
    assert OwnPages.objects.standing().filter(episode=episode).count() == 1


def test_closing_ends_the_visit_and_the_code_at_once(universe: Universe) -> None:
    place = universe.north
    episode = place.answered.episode
    text = issue_home_code(episode=episode, by=place.clinician).text
    phone = visiting(text, leads_to="/h/")
    assert phone.get("/h/").status_code == 200
    close_pages(episode=episode, by=place.clinician)
    assert phone.get("/h/")["Location"] == "/"
    assert enter_code(typed=text, network="192.0.2.50") is None


def test_with_a_phrase_the_code_alone_opens_nothing_and_lasts(universe: Universe) -> None:
    place = universe.north
    text = issue_home_code(episode=place.answered.episode, by=place.clinician).text
    choose_phrase(code=code_of(text), phrase=PHRASE)
    assert PHRASE not in code_of(text).phrase
    assert enter_code(typed=text, network="192.0.2.51") is None
    assert enter_code(typed=text, network="192.0.2.52", phrase="another phrase") is None
    later = timezone.now() + timedelta(days=300)
    assert enter_code(typed=text, network="192.0.2.53", phrase=PHRASE, at=later) is not None


def test_without_a_phrase_a_code_ends_after_a_fortnight(universe: Universe) -> None:
    place = universe.north
    text = issue_home_code(episode=place.answered.episode, by=place.clinician).text
    assert enter_code(typed=text, network="192.0.2.53", at=timezone.now() + timedelta(days=15)) is None


def test_guesses_at_a_phrase_are_counted_by_the_code_whatever_network_they_come_from(universe: Universe) -> None:
    place = universe.north
    text = issue_home_code(episode=place.answered.episode, by=place.clinician).text
    code = code_of(text)
    choose_phrase(code=code, phrase=PHRASE)
    for guess in range(TRIES):
        assert enter_code(typed=text, network=f"192.0.2.{60 + guess}", phrase=f"guess number {guess}") is None
    assert enter_code(typed=text, network="192.0.2.70", phrase=PHRASE) is None
    FailedEntry.objects.filter(network=str(code)).delete()
    assert enter_code(typed=text, network="192.0.2.70", phrase=PHRASE) is not None


def test_the_page_of_the_phrase_wants_it_twice_and_long_enough(universe: Universe) -> None:
    place = universe.north
    phone = visiting(issue_home_code(episode=place.answered.episode, by=place.clinician).text, leads_to="/h/")
    for sent, reason in (
        ({"phrase": "short", "again": "short"}, "at least 8 letters"),
        ({"phrase": "password", "again": "password"}, "easy to guess"),
        ({"phrase": PHRASE, "again": "something else"}, "not the same phrase"),
        ({}, "Please type your phrase here."),
    ):
        answer = phone.post("/h/x/", sent)
        assert answer.status_code == 422
        assert reason in answer.content.decode()
    assert phone.post("/h/x/", {"phrase": PHRASE, "again": PHRASE}).status_code == 200
    assert phone.get("/h/").status_code == 200  # the visit goes on


def test_whoever_finds_the_pages_open_cannot_put_a_phrase_of_theirs_in_the_place_of_the_owners(
    universe: Universe,
) -> None:
    place = universe.north
    text = issue_home_code(episode=place.answered.episode, by=place.clinician).text
    phone = visiting(text, leads_to="/h/")
    assert "Your phrase of now" not in phone.get("/h/x/").content.decode()
    phone.post("/h/x/", {"phrase": PHRASE, "again": PHRASE})
    assert "Your phrase of now" in phone.get("/h/x/").content.decode()
    theirs = {"phrase": "somebody elses words", "again": "somebody elses words"}
    for guess in ({}, {"present": "not the phrase"}):
        answer = phone.post("/h/x/", theirs | guess)
        assert answer.status_code == 422
        assert "This is not the phrase of now." in answer.content.decode()
    assert enter_code(typed=text, network="192.0.2.51", phrase=PHRASE) is not None
    owner = Browser()
    owner.post("/", {"code": text, "phrase": PHRASE})
    sent = {"phrase": "four other words here", "again": "four other words here", "present": PHRASE}
    assert owner.post("/h/x/", sent).status_code == 200
    assert enter_code(typed=text, network="192.0.2.51", phrase="four other words here") is not None


def test_the_first_page_takes_code_and_phrase_together(universe: Universe) -> None:
    place = universe.north
    text = issue_home_code(episode=place.answered.episode, by=place.clinician).text
    choose_phrase(code=code_of(text), phrase=PHRASE)
    phone = Browser()
    assert phone.post("/", {"code": text}).status_code == 422
    answer = phone.post("/", {"code": text, "phrase": PHRASE})
    assert (answer.status_code, answer["Location"]) == (302, "/h/")


def test_a_partners_pages_need_the_finding_that_the_person_was_seen_alone_and_it_is_safe(universe: Universe) -> None:
    place = universe.north
    partner = partner_with_pages(place)
    close_partner_pages(partner=partner, by=place.clinician)
    record_involvement(
        partner=partner, person_seen_alone=True, safe=False, found_on=today_of(place.service), by=place.clinician
    )
    for act in (open_partner_pages, issue_partner_code):
        with pytest.raises(ActionDenied):
            act(partner=partner, by=place.clinician)


@pytest.mark.parametrize("ending", [close_partner_pages, end_partner])
def test_a_partner_whose_pages_ended_finds_what_they_find_when_nothing_is_shared(
    universe: Universe, ending: object
) -> None:
    place = universe.north
    partner = partner_with_pages(place)
    text = issue_partner_code(partner=partner, by=place.clinician).text
    before = visiting(text, leads_to="/h/")
    assert before.get("/h/g/").status_code == 200
    ending(partner=partner, by=place.clinician)
    after = before.get("/h/g/")
    assert after.status_code == 200
    assert "nothing to do" in after.content.decode()
    assert visiting(text, leads_to="/h/").get("/h/g/").status_code == 200


def test_what_was_told_since_closes_nobodys_pages_so_that_nobody_notices(universe: Universe) -> None:
    place = universe.north
    partner = partner_with_pages(place)
    text = issue_partner_code(partner=partner, by=place.clinician).text
    phone = visiting(text, leads_to="/h/")
    page = phone.get("/h/g/").content
    told = {"actor": place.clinician.actor, "source": "test", "at": timezone.now()}
    raise_flag(person=partner.person, kind=FlagKind.ABUSE, **told)
    assert phone.get("/h/g/").content == page
    with pytest.raises(ActionDenied):  # but no new code is made for them
        issue_partner_code(partner=partner, by=place.clinician)
