"""The flare-up plan and its card: only what was kept, in neutral headings, and a copy that names nobody."""

import re

import pytest
from browsing import Browser, visiting
from rooms.flares import IN_PLAN, ON_CARD, keep_plan
from rooms.medicines import name_prescriber, write_note
from universe import Universe

from reconnect.clinic.flares.actions import begin_plan, put_plan_away
from reconnect.clinic.flares.presenters import ShownCard
from reconnect.clinic.medicines.models import Use
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.questionnaires.actions import send_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.model.answer import AnswerState

PLAN = {item: f"My words on {item}" for item in IN_PLAN}
SCRIPTS = 15_000


@pytest.fixture
def typed(universe: Universe) -> str:
    """What a person types to come to their own pages, once more on another day or phone."""
    return issue_home_code(episode=universe.north.answered.episode, by=universe.north.clinician).text


@pytest.fixture
def phone(typed: str) -> Browser:
    """The browser of a person on their own pages."""
    return visiting(typed, leads_to="/h/")


@pytest.fixture
def code(phone: Browser, universe: Universe) -> EntryCode:
    """Their code, in the very visit."""
    return EntryCode.objects.filter(episode=universe.north.answered.episode, withdrawn_at=None).get()


def page(browser: Browser, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def told(text: str) -> str:
    """What a page says to its reader."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_until_a_plan_is_kept_the_card_says_what_helps_in_general(phone: Browser) -> None:
    text = page(phone, "/h/d/")
    assert "You may make your card" in text
    assert "Breathe slowly" in text
    assert "A flare-up does not mean damage. But something new can mean that you need help." in text
    assert "data-phone" not in text  # there is nothing of theirs to keep on a phone
    assert phone.get("/h/d/card/").status_code == 404


def test_the_card_shows_seven_parts_in_order_and_the_plan_shows_all_nine(phone: Browser, code: EntryCode) -> None:
    keep_plan(code, PLAN)
    card = page(phone, "/h/d/")
    assert re.findall(r"<h2 id=\"(?:part-\d|always)\">([^<]+)", card) == [
        "Now",
        "In the first hour",
        "Tomorrow",
        "Going back in steps",
        "When to call",
        "Get help",
    ]
    assert [item for item in PLAN if PLAN[item] in card] == [item for item in PLAN if item in ON_CARD]
    assert all(words in page(phone, "/h/d/all/") for words in PLAN.values())


def test_what_was_sent_and_not_kept_is_on_no_card(phone: Browser, code: EntryCode) -> None:
    draft = begin_plan(code=code)
    save_answers(response=draft, given={"signs": Given(AnswerState.VALUE, text="Only for my team")}, code=code)
    send_tool(code=code, response=draft)
    for address in ("/h/d/", "/h/d/all/"):
        assert "Only for my team" not in page(phone, address)


def test_changing_begins_with_what_was_kept_and_a_newer_word_stays(phone: Browser, code: EntryCode) -> None:
    keep_plan(code, PLAN)
    first_page = phone.post("/h/d/all/begin/")["Location"]
    assert PLAN["signs"] in page(phone, first_page)
    phone.post(first_page, {"item-signs": "Another sign", "drawn": "item-signs"})
    assert phone.post("/h/d/all/begin/")["Location"] == first_page
    text = page(phone, first_page)
    assert "Another sign" in text
    assert PLAN["signs"] not in text
    assert PLAN["signs"] in page(phone, "/h/d/")  # until the new one is kept, the old one stands


def test_a_change_that_was_left_begins_with_what_was_kept_at_the_next_visit_and_loses_no_line(
    phone: Browser, code: EntryCode, typed: str
) -> None:
    keep_plan(code, PLAN)
    first_page = phone.post("/h/d/all/begin/")["Location"]
    phone.post(first_page, {"item-signs": "Never finished", "drawn": "item-signs"})

    phone = visiting(typed, leads_to="/h/")
    assert phone.post("/h/d/all/begin/")["Location"] == first_page
    second_page = first_page.removesuffix("1/") + "2/"
    shown = page(phone, first_page) + page(phone, second_page)
    assert [words for words in PLAN.values() if words not in shown] == []
    assert "Never finished" not in shown

    phone.post(first_page, {"item-signs": "Another sign", "drawn": "item-signs"})
    phone.post(first_page.removesuffix("1/") + "send/", {"ending": "keep"})
    card = page(phone, "/h/d/all/")
    assert [words for words in (PLAN | {"signs": "Another sign"}).values() if words not in card] == []


def test_what_was_written_and_not_kept_is_in_no_later_visits_plan(phone: Browser, typed: str) -> None:
    first_page = phone.post("/h/d/all/begin/")["Location"]
    phone.post(first_page, {"item-signs": "Never finished", "drawn": "item-signs"})
    phone = visiting(typed, leads_to="/h/")
    assert phone.post("/h/d/all/begin/")["Location"] == first_page
    assert "Never finished" not in page(phone, first_page)
    draft = Response.objects.get(pk=first_page.split("/")[-3])
    assert draft.answers.get(item_id="signs").text == "Never finished"  # nothing kept stands in its place


def test_a_page_left_open_elsewhere_writes_nothing_over_a_plan_that_was_kept_since(
    phone: Browser, code: EntryCode, typed: str
) -> None:
    keep_plan(code, PLAN)
    first_page = phone.post("/h/d/all/begin/")["Location"]
    other = visiting(typed, leads_to="/h/")
    other.post("/h/d/all/begin/")
    other.post(first_page.removesuffix("1/") + "send/", {"ending": "keep"})
    phone.post(first_page, {"item-signs": "From the page left open", "drawn": "item-signs"})
    other.post(first_page, {"item-signs": "From a second tab", "drawn": "item-signs"})
    text = page(other, "/h/d/")
    assert PLAN["signs"] in text
    assert not re.search("From the page left open|From a second tab", text)


def test_the_newest_plan_that_was_kept_counts_and_taking_it_off_brings_none_back(
    phone: Browser, code: EntryCode
) -> None:
    keep_plan(code, PLAN | {"signs": "The first sign"})
    keep_plan(code, PLAN | {"signs": "The second sign"})
    assert "The second sign" in page(phone, "/h/d/")
    assert phone.post("/h/d/all/away/").status_code == 302
    for address in ("/h/d/", "/h/d/all/"):
        assert not re.search("The (first|second) sign", page(phone, address))


def test_a_plan_of_another_person_is_on_nobody_elses_card(universe: Universe, code: EntryCode) -> None:
    keep_plan(code, PLAN)
    other = universe.north.waiting.episode
    entered = enter_code(typed=issue_home_code(episode=other, by=universe.north.clinician).text, network="192.0.2.9")
    assert entered is not None
    put_plan_away(code=entered)
    assert not ShownCard.of(entered).own
    assert ShownCard.of(code).own
    assert ShownCard.of(code).mark != ShownCard.of(entered).mark


def test_the_copy_for_a_phone_names_nobody_and_opens_nothing(
    phone: Browser, code: EntryCode, universe: Universe
) -> None:
    keep_plan(code, PLAN)
    name_prescriber(universe.north)
    write_note(universe.north, Use.FLARE, "One of the white ones")
    assert "One of the white ones" in page(phone, "/h/d/all/")
    text = page(phone, "/h/d/card/")
    assert all(PLAN[item] in text for item in ON_CARD)
    service = universe.north.service
    secret = [service.name, service.portal_name, service.support_note, PLAN["medicines"], "One of the white ones"]
    assert [each for each in [*secret, "csrf", "<form", "<input", "<script", str(code.pk)] if each in text] == []
    assert re.findall(r"<title>(.*)</title>", text) == ["Card"]


def test_the_printed_card_carries_no_medicine_and_its_page_names_none(phone: Browser, code: EntryCode) -> None:
    keep_plan(code, PLAN)
    shown = told(page(phone, "/h/d/card/"))
    for words in PLAN.values():
        shown = shown.replace(words, "")
    assert not re.search(
        r"intima|sex|close(ness)?\b|medicin|tablet|painkill|service|clinic|reconnect|\bpain", shown, re.I
    )


def test_a_copy_says_whose_it_is_to_the_phone_alone(phone: Browser, code: EntryCode) -> None:
    keep_plan(code, PLAN)
    response = phone.get("/h/d/card/")
    assert response["X-Card"] == ShownCard.of(code).mark
    assert response["Cache-Control"] == "no-store"
    assert str(code.episode_id).partition("-")[0] not in response["X-Card"]


def test_only_the_card_is_kept_on_a_phone_and_its_script_is_small(phone: Browser) -> None:
    worker = phone.get("/h/d/card/worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    text = worker.content.decode()
    assert set(re.findall(r'const (?:CARD|OFF) = "([^"]+)"', text)) == {"/h/d/card/", "/h/d/card/off/"}
    own = b"".join(phone.get("/static/ui/card.js").streaming_content)
    assert len(re.sub(r"const GONE = .*", "", text)) + len(own) <= 4096 + 1024
    assert Browser().get("/h/d/card/off/").status_code == 200


@pytest.mark.parametrize(
    ("letters", "size"),
    [("a", "large"), ("a" * 400, "small"), ("字" * 400, "least"), ("W" * 400, "least"), ("ab\n" * 30, "middle")],
)
def test_the_more_stands_on_a_card_the_smaller_it_is_printed(code: EntryCode, letters: str, size: str) -> None:
    keep_plan(code, dict.fromkeys(ON_CARD, letters))
    assert ShownCard.of(code).size == size


def test_every_page_says_where_to_turn_and_a_plan_who_reads_it(phone: Browser, code: EntryCode) -> None:
    keep_plan(code, PLAN)
    for address in ("/h/d/", "/h/d/all/", "/h/d/card/"):
        text = page(phone, address)
        assert 'href="/help/"' in text
        assert "Exit this page" in text
    assert "Nobody reads it at night" in page(phone, "/h/d/all/")


def test_the_card_is_one_tap_from_every_page_of_the_person_and_from_no_partners(
    phone: Browser, universe: Universe
) -> None:
    for address in ("/h/", "/help/", "/h/d/all/", "/h/e/", "/who/"):
        assert 'href="/h/d/"' in page(phone, address)
    assert 'href="/h/d/"' not in page(Browser(), "/who/")
    assert 'href="/h/d/"' not in page(visiting(universe.north.code), "/who/")
