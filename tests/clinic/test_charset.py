"""Only what is written as our own pages are is read: other encodings can hold what no page or column can."""

import pytest
from browsing import Browser
from two_people import two_people
from universe import Universe

HALF_A_LETTER = b"+2AA-"  # as UTF-7 writes it


def send(browser: Browser, address: str, field: str, charset: str, value: bytes = HALF_A_LETTER) -> int:
    """What answers a form of one field."""
    body = (
        b'--end\r\nContent-Disposition: form-data; name="' + field.encode() + b'"\r\n\r\n' + value + b"\r\n--end--\r\n"
    )
    kind = f"multipart/form-data; boundary=end; charset={charset}"
    return int(browser.generic("POST", address, body, content_type=kind).status_code)


@pytest.mark.parametrize(("address", "field"), [("/", "held"), ("/", "phrase"), ("/h/s/", "item-word-sex")])
def test_a_form_in_another_encoding_is_refused_calmly(universe: Universe, address: str, field: str) -> None:
    person = two_people(universe.north).person()
    assert send(person, address, field, "utf-7") == 400


def test_nobody_needs_a_code_to_be_refused_and_nothing_breaks(universe: Universe) -> None:
    browser = Browser()
    assert send(browser, "/", "held", "utf-7") == 400
    assert browser.get("/?q=1", CONTENT_TYPE="text/plain; charset=utf-16").status_code == 400
    assert browser.get("/?q=1", CONTENT_TYPE="text/plain; charset=nonsense").status_code == 200


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf8"])
def test_what_is_written_as_our_pages_are_is_read(universe: Universe, charset: str) -> None:
    assert send(Browser(), "/", "code", charset, "Ⅻ".encode()) == 422
