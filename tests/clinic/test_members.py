"""Who comes in, who is helped back in, and who is shut out."""

import pytest
from browsing import Browser, adding_second_step, signing_in
from universe import PASSWORD, build_member, build_service

from reconnect.clinic.accounts.actions import (
    add_member,
    end_membership,
    remove_second_factor,
    set_password,
)
from reconnect.clinic.accounts.models import Member, Role
from reconnect.errors import ActionDenied


@pytest.fixture
def member(db: None) -> Member:
    return build_member(build_service("north"), Role.CLINICIAN, "north", PASSWORD)


@pytest.fixture
def desk(member: Member) -> Browser:
    browser = signing_in(member)
    adding_second_step(browser)
    assert browser.get("/staff/people/").status_code == 200
    return browser


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password", ""),
        ("password", "a"),
        ("password", "password1234"),
        ("password", "new@example.invalid"),
        ("email", "not an address"),
        ("email", ""),
        ("name", ""),
        ("name", "x" * 121),
        ("role", "owner"),
        ("discipline", "wizard"),
    ],
)
def test_a_member_who_cannot_be_is_refused_with_what_to_change(member: Member, field: str, value: str) -> None:
    told = {"name": "New Member", "email": "new@example.invalid", "role": Role.LEAD, "password": PASSWORD}
    with pytest.raises(ActionDenied) as refused:
        add_member(service=member.service, **(told | {field: value}))
    assert len(str(refused.value)) > 10
    assert Member.objects.count() == 1
    add_member(service=member.service, **told)


def test_an_address_is_one_members(member: Member) -> None:
    with pytest.raises(ActionDenied, match="already exists"):
        add_member(service=member.service, name="Another", email=member.email.upper(), role=Role.LEAD)


def test_whoever_left_is_out_at_once_and_does_not_come_back(member: Member, desk: Browser) -> None:
    end_membership(member=member)
    assert desk.get("/staff/people/")["Location"].startswith("/staff/sign-in/")
    again = Browser()
    again.post("/staff/sign-in/", {"login": member.email, "password": PASSWORD})
    assert "_auth_user_id" not in again.session


def test_a_new_password_ends_every_session_of_the_old_one(member: Member, desk: Browser) -> None:
    with pytest.raises(ActionDenied):
        set_password(member=member, password="short")  # noqa: S106
    set_password(member=member, password=PASSWORD[::-1])
    assert desk.get("/staff/people/")["Location"].startswith("/staff/sign-in/")


def test_a_lost_authenticator_confirms_nothing_any_more_and_another_can_be_added(member: Member, desk: Browser) -> None:
    remove_second_factor(member=member)
    assert desk.get("/staff/people/")["Location"] == "/staff/second-step/add/"
    fresh = signing_in(member)
    adding_second_step(fresh)
    assert fresh.get("/staff/people/").status_code == 200
    assert desk.get("/staff/people/")["Location"].startswith("/staff/sign-in/")
