"""When something outside our pages fails: said calmly, with the status that says whether to come again."""

import errno

import pytest
from browsing import Browser, visiting
from django.db import OperationalError
from django.template.loader import render_to_string
from universe import PASSWORD, Universe

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.questionnaires import views


def raising(error: Exception) -> object:
    def fail(**_: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("database or disk is full"), 503),
        (OperationalError("database is locked"), 503),
        (OSError(errno.ENOSPC, "No space left on device"), 503),
        (OSError(errno.ENOENT, "No such file"), 500),
        (ValueError("ours"), 500),
    ],
    ids=str,
)
def test_what_may_work_again_is_503_and_what_is_our_fault_500(
    universe: Universe, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    phone = visiting(universe.north.code)
    monkeypatch.setattr(views, "save_answers", raising(error))
    page = phone.post("/t/2/", {"item-embarrassment": "3"})
    text = page.content.decode()
    assert page.status_code == status
    assert ("Retry-After" in page) is (status == 503)
    assert "What you saved before is safe" in text
    assert "Exit this page" in text
    assert str(error) not in text
    assert "Canary" not in text
    assert page["Content-Security-Policy"].startswith("default-src 'none'")


def test_too_many_tries_to_sign_in_are_answered_calmly(universe: Universe) -> None:
    member = universe.north.staff[Role.LEAD]
    browser = Browser()
    pages = [
        browser.post("/staff/sign-in/", {"login": member.email, "password": f"{PASSWORD} {number}"})
        for number in range(40)
    ]
    refused = [page for page in pages if page.status_code == 429]
    assert refused
    assert "Please wait" in refused[0].content.decode()
    assert member.email not in refused[0].content.decode()


@pytest.mark.parametrize(
    ("name", "heading", "says"),
    [
        ("400", "That did not work", "Your last step was not saved."),
        ("429", "Please wait a little", "Please wait five minutes"),
        ("500", "That did not work", "Your last step was not saved."),
        ("503", "That was not saved", "Please wait a minute"),
    ],
)
def test_each_page_of_trouble_says_what_to_do_and_lets_one_leave(name: str, heading: str, says: str) -> None:
    page = render_to_string(f"{name}.html")
    assert page.count(f"<h1>{heading}</h1>") == page.count("<h1>") == 1
    assert says in page
    assert "Exit this page" in page
    assert "Go to the first page" in page
