"""A member of staff signs in: a password, a second step, recovery codes, and nothing for those who guess."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
ADDRESS, PASSWORD = "nurse@example.invalid", "a kettle, a stone and 7 rivers"
PERIOD = 30  # seconds that a code of the second step is good for

ADD_MEMBER = """
from reconnect.clinic.accounts.actions import add_member
from reconnect.clinic.accounts.models import Role, Service
add_member(service=Service.objects.get(), name="Nurse Sample", email=sys.argv[1], role=Role.CLINICIAN,
           discipline="nursing", password=sys.argv[2])
"""
CODE_NOW = """
import time
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
print(format_hotp_value(hotp_value(sys.argv[1], int(time.time()) // 30)))
"""


def test_a_new_member_adds_a_second_step_and_signs_in_with_it(visit: Visit, live_clinic: "LiveClinic") -> None:
    live_clinic.run(ADD_MEMBER, ADDRESS, PASSWORD)
    member = visit()

    when_they_sign_in(member, PASSWORD)
    when_they_confirm_that_it_is_they(member)
    member.passes("Add a second step to your sign-in")
    then_no_page_is_theirs_before_the_second_step(member)
    key = member.page.locator("code.key").inner_text()
    used = when_they_type_the_code(member, live_clinic, key, "Add")

    expect(member.page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    member.passes("Recovery codes")
    assert member.page.get_by_role("listitem").count() == 10
    member.page.get_by_role("link", name="Go on").click()
    expect(member.page.get_by_role("heading", name="People")).to_be_visible()

    member.page.get_by_role("button", name="Sign out").click()
    member.passes("Sign in")
    then_no_page_is_theirs_before_they_sign_in(member)
    then_a_guess_does_not_say_whose_address_is_known(member)

    when_they_sign_in(member, PASSWORD)
    expect(member.page.get_by_role("heading", name="Second step")).to_be_visible()
    member.passes("Second step")
    wait_for_another_code_than(used)
    when_they_type_the_code(member, live_clinic, key, "Sign in")
    expect(member.page.get_by_role("heading", name="People")).to_be_visible()
    expect(member.page.get_by_text("Nurse Sample, Fictitious Clinic")).to_be_visible()


def when_they_sign_in(member: "Visitor", password: str, address: str = ADDRESS) -> None:
    page = member.goto("/staff/sign-in/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def when_they_confirm_that_it_is_they(member: "Visitor") -> None:
    member.passes("Please confirm that it is you")
    member.page.get_by_label("Password").fill(PASSWORD)
    member.page.get_by_role("button", name="Go on").click()


def when_they_type_the_code(member: "Visitor", clinic: "LiveClinic", key: str, button: str) -> int:
    """Type the code of this moment; the period it belongs to."""
    code, period = "", -1
    while period != int(time.time()) // PERIOD:
        period = int(time.time()) // PERIOD
        code = clinic.run(CODE_NOW, key)
    member.page.get_by_label("Code").fill(code)
    member.page.get_by_role("button", name=button).click()
    return period


def wait_for_another_code_than(period: int) -> None:
    """Each code works once."""
    time.sleep(max(0, (period + 1) * PERIOD - time.time()) + 0.1)


def then_no_page_is_theirs_before_the_second_step(member: "Visitor") -> None:
    for path in ("/staff/", "/staff/people/", "/staff/people/new/"):
        member.goto(path)
        expect(member.page.get_by_role("heading", name="Add a second step to your sign-in")).to_be_visible()


def then_no_page_is_theirs_before_they_sign_in(member: "Visitor") -> None:
    for path in ("/staff/", "/staff/people/", "/staff/outcomes/"):
        member.goto(path)
        expect(member.page.get_by_role("heading", name="Sign in")).to_be_visible()


def then_a_guess_does_not_say_whose_address_is_known(member: "Visitor") -> None:
    shown = []
    for address in (ADDRESS, "nobody@example.invalid"):
        when_they_sign_in(member, "not the password, not at all", address)
        expect(member.page.get_by_role("heading", name="That did not work")).to_be_visible()
        shown.append(without_the_token(member.page))
    assert shown[0] == shown[1]
    member.passes("Sign in")


def without_the_token(page: Page) -> str:
    page.eval_on_selector_all("[name=csrfmiddlewaretoken]", "all => all.forEach(each => each.remove())")
    return page.content()
