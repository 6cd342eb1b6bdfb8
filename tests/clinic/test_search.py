"""People are found by the beginning of a name, however it is spelt, in one service only; and never by an address."""

import re

import pytest
from browsing import Browser, signed_in
from universe import Universe, build_person

from reconnect.clinic.people.models import Person, PersonToken
from reconnect.clinic.sealing.tokens import search_tokens, token

NUMBERS = {"Ada d'Example": "999 777 1234", "Jürgen Strauß": "9995554321"}
NAMES = ["Zoë O'Brien-Núñez", "Anne Marie O’Brian", "Jürgen Strauß", "An Li", "李小龍", "Ada d'Example"]


@pytest.fixture
def desk(universe: Universe) -> Browser:
    for name in NAMES:
        build_person(universe.north.clinician, "north", name=name, nhs_number=NUMBERS.get(name))
    return signed_in(universe.north.clinician)


def found(desk: Browser, search: str) -> set[str]:
    """The names on the page that answers."""
    page = desk.post("/staff/people/", {"search": search})
    assert page.status_code == 200
    body = re.sub(r'value="[^"]*"', "", page.content.decode()).replace("&#39;", "'")  # what was typed in is there too
    return {name for name in NAMES if name in body}


@pytest.mark.parametrize(
    ("search", "name"),
    [
        ("zoe", 0),
        ("Zoë", 0),
        ("ZOË", 0),
        ("Zoe\u0308", 0),  # the accent as a letter of its own
        ("obrien", 0),
        ("O'Brien", 0),
        ("o’brien", 0),
        ("obr nun", 0),
        ("nunez zoe", 0),
        ("Núñ", 0),
        ("anne", 1),
        ("marie ann", 1),
        ("obrian", 1),
        ("Strauss", 2),
        ("STRAUSS jur", 2),
        ("An Li", 3),
        ("li", 3),
        ("李小龍", 4),
        ("dex", 5),
        ("999 777 1234", 5),
        ("777", 5),
        ("9997771234", 5),
        ("777 999", 5),
        ("99977", 5),
        ("999 555 4321", 2),
        ("9995554321", 2),
    ],
)
def test_a_person_is_found_by_the_beginning_of_any_word_or_by_number(desk: Browser, search: str, name: int) -> None:
    assert NAMES[name] in found(desk, search)


@pytest.mark.parametrize(
    "search", ["xyz", "zoe strauss", "zo", "ob", "zoey", "brien", "99", "999 777 9999", "7771234", "zoe' OR 1=1 --"]
)
def test_what_is_no_beginning_of_a_word_finds_nobody(desk: Browser, search: str) -> None:
    assert found(desk, search) == set()


@pytest.mark.parametrize("search", ["%", "*", " ", "' -- ;", "\x00"])
def test_what_holds_no_word_is_no_search(desk: Browser, search: str) -> None:
    assert found(desk, search) == set(NAMES)


def test_a_word_of_two_letters_is_found_whole(desk: Browser) -> None:
    assert found(desk, "an") == {"An Li"}


def test_no_search_shows_everybody(desk: Browser) -> None:
    assert found(desk, "") == set(NAMES)


def test_nobody_of_another_service_is_found(desk: Browser, universe: Universe) -> None:
    stranger = signed_in(universe.south.clinician)
    for search in ("zoe", "Canarynamenorthanswered", "999 777 1234", ""):
        assert found(stranger, search) == set()
        assert "north" not in re.sub(
            r'value="[^"]*"', "", stranger.post("/staff/people/", {"search": search}).content.decode()
        )


def test_the_same_name_has_other_tokens_in_another_service(universe: Universe) -> None:
    north, south = universe.north.service.pk, universe.south.service.pk
    assert search_tokens(north, "Zoë Example").isdisjoint(search_tokens(south, "Zoë Example"))
    assert token(north, "zoe") != token(north, "zoe", "another purpose")


def test_a_token_tells_nothing_of_the_word(universe: Universe) -> None:
    kept = set(PersonToken.objects.values_list("token", flat=True))
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in kept)
    assert token(universe.north.service.pk, "canarynamenorthanswered") in kept


def test_a_query_reaches_the_other_service_through_no_token_of_theirs(universe: Universe) -> None:
    name = universe.south.answered.person.name
    assert list(Person.objects.visible_to(universe.north.clinician).matching(universe.south.service, name)) == []
    assert list(Person.objects.visible_to(universe.south.clinician).matching(universe.south.service, name)) != []


def test_a_name_in_the_address_is_not_searched_for(desk: Browser) -> None:
    page = desk.get("/staff/people/", {"search": "zoe", "page": "2"})
    assert all(name in page.content.decode().replace("&#39;", "'") for name in NAMES)


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "1e9", "99999999999999999999", "²", "2"])
def test_a_page_that_is_none_is_the_first_or_empty(desk: Browser, page: str) -> None:
    assert desk.post("/staff/people/", {"page": page}).status_code == 200
