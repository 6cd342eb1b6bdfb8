"""A page sent after its visit was over is not lost: it waits, sealed, for the code, and goes nowhere else."""

import re
from datetime import timedelta

import pytest
from browsing import Browser, visiting
from universe import Place, Universe, code_for

from reconnect.clinic.questionnaires import held as module
from reconnect.clinic.questionnaires.models import Answer, Response
from reconnect.model.occasion import Occasion as Moment

SENT = {"item-embarrassment": "7", "item-avoid-touch": "declined"}
DRAFT = re.compile(r'name="response" value="([^"]*)"')
HELD = re.compile(r'name="held" value="([^"]+)"')


@pytest.fixture
def place(universe: Universe) -> Place:
    return universe.north


def late(place: Place, sent: dict[str, str], page: str = "/t/2/") -> tuple[Browser, str]:
    """Somebody whose page was open for too long, and what the answer to Save holds."""
    phone = visiting(place.code)
    draft = DRAFT.search(phone.get(page).content.decode())[1]
    phone.cookies.clear()
    answer = phone.post(page, sent | {"response": draft})
    assert answer.status_code == 403
    text = answer.content.decode()
    assert "What you just sent is not lost" in text
    assert 'action="/"' in text
    assert not any(value in text for value in sent)
    return phone, HELD.search(text)[1]


def kept(place: Place) -> dict[str, object]:
    answers = Answer.objects.filter(response__person=place.waiting.person)
    return {each.item_id: each.value if each.value is not None else each.state for each in answers}


def test_it_is_saved_once_the_code_is_entered_and_shown_to_nobody(place: Place) -> None:
    phone, held = late(place, SENT)
    assert kept(place) == {}
    assert phone.post("/", {"code": "0000-0000-0000", "held": held}).content.decode().count(held) == 1
    assert phone.post("/", {"code": place.code, "held": held})["Location"] == "/t/"
    assert kept(place) == {"embarrassment": 7, "avoid-touch": "declined"}
    assert "checked" not in phone.get("/t/2/").content.decode()


def test_the_relationship_in_mind_is_held_too(place: Place) -> None:
    phone, held = late(place, {"basis": "past"}, "/t/1/")
    phone.post("/", {"code": place.code, "held": held})
    assert {each.basis for each in Response.objects.filter(person=place.waiting.person)} == {"past"}


def test_it_does_not_follow_into_another_persons_questions_nor_another_occasion(universe: Universe) -> None:
    _, held = late(universe.north, SENT)
    Browser().post("/", {"code": universe.south.code, "held": held})
    other = code_for(universe.north.waiting.occasions[Moment.POST], universe.north.clinician)
    Browser().post("/", {"code": other, "held": held})
    assert not Answer.objects.filter(response__submitted_at=None).exclude(response__occasion=None).exists()


def test_nor_does_the_relationship_in_mind(universe: Universe) -> None:
    _, held = late(universe.north, {"basis": "past"}, "/t/1/")
    Browser().post("/", {"code": universe.south.code, "held": held})
    assert not Response.objects.filter(submitted_at=None).exclude(basis="").exists()


def test_it_does_not_overwrite_what_was_said_hours_later(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    _, held = late(place, SENT)
    now = module.timezone.now()
    monkeypatch.setattr(module.timezone, "now", lambda: now + timedelta(hours=2, seconds=1))
    module.save_held(held=held, code=visiting_code(place))
    assert kept(place) == {}


def visiting_code(place: Place) -> object:
    return place.waiting.occasions[Moment.PRE].codes.get(withdrawn_at=None)


@pytest.mark.parametrize("held", ["", "x", "AAAA", "é", "A" * 10_000, "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkw"])
def test_what_was_not_sealed_here_is_dropped(place: Place, held: str) -> None:
    assert Browser().post("/", {"code": place.code, "held": held})["Location"] == "/t/"
    assert kept(place) == {}


def test_a_page_without_any_answer_holds_nothing(place: Place) -> None:
    assert Browser().post("/t/2/", {"response": "x", "item-embarrassment": ""})["Location"] == "/"
    assert Browser().post("/t/2/save/", SENT)["Location"] == "/"
