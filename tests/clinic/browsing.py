"""Browsers for tests: over https as in use, and showing error pages as a person would see them."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.http import HttpResponse
from django.test import Client

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.questionnaires.parts import Part
from reconnect.model.questionnaire import Questionnaire

Open = Callable[[], "Browser"]


class Browser(Client):
    """A test client that speaks https to the one host that is named."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"raise_request_exception": False, "SERVER_NAME": "clinic.example"} | options)

    def generic(self, *args: Any, **options: Any) -> HttpResponse:  # type: ignore[override]
        """Send it."""
        return super().generic(*args, **(options | {"secure": True}))

    def copy(self) -> "Browser":
        """Another with the same cookies, which what this one does later does not change."""
        other = Browser()
        other.cookies.load(self.cookies.output(header="", sep=";"))
        return other


def signed_in(member: Member, *, second_factor: bool = True) -> Browser:
    """The browser of a member who signed in; the second factor is the sign-in library's own."""
    if second_factor and not Authenticator.objects.filter(user=member).exists():
        TOTP.activate(member, generate_totp_secret())
    browser = Browser()
    browser.force_login(member)
    return browser


def visiting(code: str, browser: Browser | None = None) -> Browser:
    """The browser of a person who entered this code."""
    browser = browser or Browser()
    response = browser.post("/", {"code": code})
    assert (response.status_code, response.get("Location")) == (302, "/t/")
    return browser


def filled(part: Part | Questionnaire, said: object = "declined") -> dict[str, object]:
    """What a form sends when ``said`` is chosen everywhere: one value, or a value by item id."""
    items = part.items if isinstance(part, Questionnaire) else [question.item for question in part.questions]
    chosen = said if isinstance(said, dict) else {item.id: said for item in items}
    return {f"item-{item.id}": chosen[item.id] for item in items if item.id in chosen}
