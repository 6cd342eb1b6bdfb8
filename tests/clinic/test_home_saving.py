"""At home every word is kept as it is given; a blank never blocks; a page sent too late is held for the code."""

import re

import pytest
from at_home import AtHome, at_home, filled
from browsing import Browser
from universe import Universe

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.questionnaires.models import Answer
from reconnect.clinic.safety.actions import end_duty
from reconnect.clinic.safety.models import Duty, Flag
from reconnect.model.answer import AnswerState
from reconnect.model.questionnaire import ItemKind

pytestmark = pytest.mark.furnished

HELD = re.compile(r'name="held" value="([^"]+)"')


@pytest.fixture
def home(universe: Universe) -> AtHome:
    return at_home(universe.north)


@pytest.fixture
def phone(home: AtHome) -> Browser:
    return home.enter()


def test_every_kind_of_answer_is_kept_as_soon_as_it_is_given(home: AtHome, phone: Browser) -> None:
    address = home.begin(phone)
    for item in home.block.items:
        page = 1 + home.block.items.index(item) // 5
        (sent,) = filled((item,)).items()
        assert phone.post(f"{address}{page}/save/", dict([sent])).status_code == 204
    kept = home.answers()
    assert set(kept) == {item.id for item in home.block.items}
    assert {item.id: kept[item.id] for item in home.block.items if item.kind is ItemKind.CHOICES} == {
        item.id: 2 for item in home.block.items if item.kind is ItemKind.CHOICES
    }


def test_words_are_sealed_in_the_database(home: AtHome, phone: Browser) -> None:
    phone.post(f"{home.begin(phone)}1/save/", {"item-pain-where": "In my left hip"})
    answer = Answer.objects.get(item_id="pain-where", response__person=home.care.person)
    assert (answer.text, answer.value) == ("In my left hip", None)
    sealed = Answer.objects.filter(pk=answer.pk).values_list("text", flat=True)[0].sealed
    assert b"left hip" not in sealed


def test_several_boxes_are_kept_and_shown_together_and_none_takes_them_out(home: AtHome, phone: Browser) -> None:
    address = home.begin(phone)
    assert phone.post(f"{address}1/save/", {"item-pain-when": ["1", "3"]}).status_code == 204
    assert home.answers() == {"pain-when": 2 + 8}
    assert phone.get(f"{address}1/").content.decode().count("checked") == 2
    assert phone.post(f"{address}1/save/", {"item-pain-when": ""}).status_code == 204
    assert home.answers() == {"pain-when": AnswerState.BLANK}


def test_words_may_be_changed_and_taken_out(home: AtHome, phone: Browser) -> None:
    address = home.begin(phone)
    for words in ("One", "Another"):
        phone.post(f"{address}1/save/", {"item-pain-where": words})
    assert home.answers() == {"pain-where": "Another"}
    assert ">Another</textarea>" in phone.get(f"{address}1/").content.decode()
    assert phone.post(f"{address}1/save/", {"item-pain-where": "  "}).status_code == 422
    assert phone.post(f"{address}1/save/", {"item-pain-where": ""}).status_code == 204
    assert home.answers() == {"pain-where": AnswerState.BLANK}


def test_without_script_a_page_is_kept_by_its_button_and_nothing_is_asked_twice(home: AtHome, phone: Browser) -> None:
    address = home.begin(phone)
    assert phone.post(f"{address}1/", {"item-pain-where": "Here"})["Location"] == f"{address}2/"
    kept = home.answers()
    assert kept.pop("pain-where") == "Here"
    assert set(kept.values()) == {AnswerState.BLANK}
    assert phone.post(f"{address}2/", {"sent": ""})["Location"] == f"{address}send/"


def test_without_script_words_that_stood_in_the_page_are_taken_out_by_emptying_the_box(
    home: AtHome, phone: Browser
) -> None:
    address = home.begin(phone)
    phone.post(f"{address}1/", {"item-pain-where": "Here"})
    drawn = re.findall(r'name="drawn" value="([^"]+)"', phone.get(f"{address}1/").content.decode())
    assert drawn == ["item-pain-where"]
    phone.post(f"{address}1/", {"item-pain-where": "", "drawn": drawn})
    assert home.answers()["pain-where"] == AnswerState.BLANK


def test_a_page_that_was_drawn_before_does_not_wipe_what_was_said_since(home: AtHome, phone: Browser) -> None:
    address = home.begin(phone)
    phone.post(f"{address}1/save/", {"item-pain-where": "Said in another window"})
    phone.post(f"{address}1/", {"item-pain-when": ["2"], "item-pain-where": ""})
    assert home.answers()["pain-where"] == "Said in another window"


def test_an_earlier_answer_stays_where_a_later_visit_passes_it_by(home: AtHome, phone: Browser) -> None:
    address = home.begin(phone)
    phone.post(f"{address}1/", filled(home.block.items[:5]))
    before = home.answers()
    again = home.enter()
    assert again.post(f"{address}1/", {"sent": ""})["Location"] == f"{address}2/"
    assert home.answers() == before


def test_coming_back_goes_on_at_the_first_page_with_something_open(home: AtHome, phone: Browser) -> None:
    address = home.begin(phone)
    phone.post(f"{address}1/", {"sent": ""})
    assert home.enter().get(address)["Location"] == f"{address}2/"


def test_what_no_page_asks_is_not_taken(home: AtHome, phone: Browser) -> None:
    address = home.begin(phone)
    for sent in ({"item-nothing": "1"}, {"item-bleeding": ["1"]}, {"item-pain-when": "99"}, {"visit": "9"}):
        assert phone.post(f"{address}1/save/", sent).status_code == 422
    assert home.answers() == {}


def test_what_is_longer_than_some_pages_is_cut_and_markup_is_shown_as_words(home: AtHome, phone: Browser) -> None:
    address = home.begin(phone)
    phone.post(f"{address}1/save/", {"item-pain-where": "<script>alert(1)</script>" + "x" * 20_000})
    assert len(str(home.answers()["pain-where"])) == 10_000
    page = phone.get(f"{address}1/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_draft_has_no_day_and_reaches_nobody(home: AtHome, phone: Browser) -> None:
    phone.post(f"{home.begin(phone)}1/", filled(home.block.items[:5]))
    response = home.care.person.responses.get(occasion=None)
    assert (response.submitted_at, response.answered_on) == (None, None)


def late(home: AtHome, phone: Browser, sent: dict[str, object]) -> str:
    """Somebody whose page was open for too long, and what the answer to Save holds."""
    address = home.begin(phone)
    draft = address.split("/")[3]
    phone.cookies.clear()
    answer = phone.post(f"{address}1/", sent | {"response": draft})
    assert answer.status_code == 403
    text = answer.content.decode()
    assert "What you just sent is not lost" in text
    assert "In my left hip" not in text
    return HELD.search(text)[1]


def test_a_page_sent_after_its_visit_was_over_waits_for_the_code_all_boxes_and_words(
    home: AtHome, phone: Browser
) -> None:
    held = late(home, phone, {"item-pain-when": ["1", "3"], "item-pain-where": "In my left hip"})
    assert home.answers() == {}
    assert phone.post("/", {"code": home.code, "held": held})["Location"] == "/h/"
    assert home.answers() == {"pain-when": 2 + 8, "pain-where": "In my left hip"}
    page = phone.get(f"{home.begin(phone)}1/").content.decode()
    assert "In my left hip" not in page
    assert "checked" not in page


def test_what_is_held_goes_nowhere_else(universe: Universe, home: AtHome, phone: Browser) -> None:
    held = late(home, phone, {"item-pain-where": "In my left hip"})
    other = at_home(universe.south)
    other.begin(other.enter())
    Browser().post("/", {"code": other.code, "held": held})
    Browser().post("/", {"code": universe.north.code, "held": held})
    assert home.answers() == other.answers() == {}


def test_a_page_without_any_answer_holds_nothing(home: AtHome, phone: Browser) -> None:
    address = home.begin(phone)
    phone.cookies.clear()
    assert phone.post(f"{address}1/", {"item-pain-where": ""})["Location"] == "/"
    assert phone.post(f"{address}1/save/", {"item-pain-where": "Here"})["Location"] == "/"


FEELINGS = "assessment-feelings"


def nobody_is_named(home: AtHome) -> None:
    for duty in Duty.objects.filter(service=home.place.service, ended_at=None):
        end_duty(duty=duty, by=home.place.staff[Role.LEAD])


def asked(phone: Browser, address: str) -> list[list[str]]:
    """The names of the questions, page by page."""
    pages = [phone.get(f"{address}{number}/").content.decode() for number in (1, 2)]
    return [list(dict.fromkeys(re.findall(r'name="item-([^"]+)"', page))) for page in pages]


def test_of_self_harm_is_asked_only_while_somebody_is_named_to_look(universe: Universe) -> None:
    home = at_home(universe.north, FEELINGS)
    phone = home.enter()
    address = home.begin(phone)
    named = asked(phone, address)
    nobody_is_named(home)
    assert "self-harm" in [item for page in named for item in page]
    # The others stay on their pages: an answer that is on its way finds its question.
    assert asked(phone, address) == [[item for item in page if item != "self-harm"] for page in named]


def test_what_was_asked_before_is_heard_even_where_nobody_is_named_any_more(universe: Universe) -> None:
    home = at_home(universe.north, FEELINGS)
    phone = home.enter()
    address = home.begin(phone)
    item = home.block.item("self-harm")
    page = 1 + home.block.items.index(item) // 5
    before = Flag.objects.count()
    nobody_is_named(home)
    assert phone.post(f"{address}{page}/", filled((item,), item.high))["Location"].startswith(address)
    assert home.answers()["self-harm"] == str(item.high)
    phone.post(f"{address}send/")
    assert Flag.objects.count() == before + 1


def test_a_page_without_it_is_no_blank_of_it(universe: Universe) -> None:
    home = at_home(universe.north, FEELINGS)
    nobody_is_named(home)
    phone = home.enter()
    address = home.begin(phone)
    for page in (1, 2):
        phone.post(f"{address}{page}/", {"sent": ""})
    assert "self-harm" not in home.answers()
    assert phone.get(address)["Location"] == f"{address}send/"
    phone.post(f"{address}send/")
    assert home.answers()["self-harm"] == AnswerState.NOT_SHOWN
