"""Two people enter their codes on one phone: a page of the first does nothing in the name of the second."""

import re

import pytest
from browsing import Browser
from universe import Place, Universe, build_care, code_for

from reconnect.clinic.questionnaires.models import Answer, Response
from reconnect.model.occasion import Occasion as Moment

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def entered(phone: Browser, code: str) -> None:
    """They type their code on the first page."""
    assert phone.post("/", {"code": code} | token_of(phone, "/")).status_code == 302


def token_of(phone: Browser, path: str) -> dict[str, str]:
    return {"csrfmiddlewaretoken": TOKEN.search(phone.get(path).content.decode())[1]}


@pytest.fixture
def phone() -> Browser:
    return Browser(enforce_csrf_checks=True, HTTP_ORIGIN="https://clinic.example")


@pytest.fixture
def place(universe: Universe) -> Place:
    return universe.north


def another(place: Place) -> tuple[str, object]:
    care = build_care(place.clinician, "northanother")
    return code_for(care.occasions[Moment.PRE], place.clinician), care.person


def test_an_answer_from_an_earlier_persons_page_is_not_kept_in_the_name_of_the_next(
    place: Place, phone: Browser
) -> None:
    code, person = another(place)
    entered(phone, place.code)
    drawn = token_of(phone, "/t/2/")
    entered(phone, code)
    assert phone.post("/t/2/save/", {"item-embarrassment": "7"} | drawn).status_code == 403
    assert phone.post("/done/", drawn).status_code == 403
    assert not Answer.objects.filter(response__person=person).exists()
    assert not Response.objects.submitted().filter(person=person).exists()


def test_a_page_stays_good_where_the_same_code_is_entered_again_beside_it(place: Place, phone: Browser) -> None:
    entered(phone, place.code)
    drawn = token_of(phone, "/t/2/")
    entered(phone, place.code)
    assert phone.post("/t/2/save/", {"item-embarrassment": "7"} | drawn).status_code == 204


def test_what_such_a_page_says_is_what_happened_and_tells_nothing(place: Place, phone: Browser) -> None:
    code, _ = another(place)
    entered(phone, place.code)
    drawn = token_of(phone, "/t/2/")
    entered(phone, code)
    said = phone.post("/done/", drawn).content.decode()
    assert "Nothing was saved." in said
    assert not re.search("canary(name|words|member)", said, re.IGNORECASE)
