"""Browsers for tests: over https as in use, and showing error pages as a person would see them."""

import re
import time
from http.cookies import SimpleCookie
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.http import HttpResponse
from django.test.client import Client, ClientHandler
from universe import PASSWORD

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.questionnaires.parts import Part
from reconnect.model.questionnaire import Questionnaire

_SITE = ClientHandler(enforce_csrf_checks=False)  # one for all: each looks through every static file at its start


class Browser(Client):
    """A test client that speaks https to the one host that is named."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"raise_request_exception": False, "SERVER_NAME": "clinic.example"} | options)
        if not options:
            self.handler = _SITE

    def generic(self, *args: Any, **options: Any) -> HttpResponse:  # type: ignore[override]
        """Send it."""
        return super().generic(*args, **(options | {"secure": True}))

    def copy(self) -> "Browser":
        """Another with the same cookies, which what this one does later does not change."""
        other = Browser()
        other.cookies = SimpleCookie({name: cookie.value for name, cookie in self.cookies.items()})
        return other


def fetched(browser: Browser, path: str) -> tuple[HttpResponse, bytes]:
    """A file of the site. Closing the answer itself would close the test's database too."""
    response = browser.get(path)
    body = response.getvalue()
    for close in response._resource_closers:
        close()
    return response, body


def signed_in(member: Member, *, second_factor: bool = True) -> Browser:
    """The browser of a member who signed in, with the steps noted as the sign-in library notes them."""
    if second_factor and not Authenticator.objects.filter(user=member).exists():
        TOTP.activate(member, generate_totp_secret())
    browser = Browser()
    browser.force_login(member)
    if second_factor:
        factor = Authenticator.objects.filter(user=member).first()
        steps = [{"method": "password", "at": time.time()}, {"method": "mfa", "id": factor.pk, "at": time.time()}]
        session = browser.session
        session.update({"account_authentication_methods": steps, "account_authentication_methods_user": str(member.pk)})
        session.save()
    return browser


def signing_in(member: Member, browser: Browser | None = None) -> Browser:
    """The browser of a member who typed in address and password, and has no second factor yet."""
    browser = browser or Browser()
    response = browser.post("/staff/sign-in/", {"login": member.email, "password": PASSWORD})
    assert response.status_code == 302, response.content.decode()
    return browser


def adding_second_step(browser: Browser) -> str:
    """Set up an authenticator through the page that offers it, which asks for the password again; its secret."""
    browser.post("/staff/confirm/?next=/staff/second-step/add/", {"password": PASSWORD})
    page = browser.get("/staff/second-step/add/").content.decode()
    secret = browser.session["mfa.totp.secret"]
    assert secret in re.sub(r"\s", "", page)
    response = browser.post("/staff/second-step/add/", {"code": authenticator(secret)})
    assert (response.status_code, response.get("Location")) == (302, "/staff/second-step/codes/")
    return secret


def authenticator(secret: str, periods_ago: int = 0) -> str:
    """The six figures that an authenticator app shows; just before they change it is the next ones."""
    if time.time() % 30 > 28:
        time.sleep(30.1 - time.time() % 30)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - periods_ago))


def visiting(code: str, browser: Browser | None = None, leads_to: str = "/t/") -> Browser:
    """The browser of a person who entered this code."""
    browser = browser or Browser()
    response = browser.post("/", {"code": code})
    assert (response.status_code, response.get("Location")) == (302, leads_to)
    return browser


def filled(part: Part | Questionnaire, said: object = "declined") -> dict[str, object]:
    """What a form sends when ``said`` is chosen everywhere: one value, or a value by item id."""
    items = part.items if isinstance(part, Questionnaire) else [question.item for question in part.questions]
    chosen = said if isinstance(said, dict) else {item.id: said for item in items}
    return {f"item-{item.id}": chosen[item.id] for item in items if item.id in chosen}
