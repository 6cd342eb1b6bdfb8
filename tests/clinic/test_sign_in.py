"""Signing in: the same answer whoever does not exist, few tries, and no other way in."""

import pytest
from browsing import Browser, signing_in
from routes import plain
from starting import settings_read
from universe import PASSWORD, Universe, build_member, build_service

from reconnect.clinic.accounts.models import Member, Role

ADDRESS = "/staff/sign-in/"


@pytest.fixture
def member(db: None) -> Member:
    return build_member(build_service("north"), Role.CLINICIAN, "north", PASSWORD)


def tried(email: str, password: str, **where: str) -> Browser:
    browser = Browser()
    browser.post(ADDRESS, {"login": email, "password": password}, **where)
    return browser


def is_in(browser: Browser) -> bool:
    return "_auth_user_id" in browser.session


def test_the_right_password_leads_to_the_second_step_and_no_further(member: Member) -> None:
    browser = signing_in(member)
    assert is_in(browser)
    assert browser.get("/staff/people/")["Location"] == "/staff/second-step/add/"
    assert browser.get("/staff/")["Location"] == "/staff/second-step/add/"


def test_nobody_learns_which_addresses_are_known(member: Member) -> None:
    pages = [
        Browser().post(ADDRESS, {"login": email, "password": "wrong password here"})
        for email in (member.email, "nobody@example.invalid")
    ]
    assert [page.status_code for page in pages] == [200, 200]
    assert plain(pages[0]) == plain(pages[1])


def test_an_address_may_be_typed_in_capitals(member: Member) -> None:
    assert is_in(tried(member.email.upper(), PASSWORD))


def test_after_five_wrong_passwords_the_right_one_is_refused(member: Member) -> None:
    for number in range(5):
        assert not is_in(tried(member.email, f"wrong {number}", REMOTE_ADDR=f"192.0.2.{number}"))
    assert not is_in(tried(member.email, PASSWORD, REMOTE_ADDR="192.0.2.99"))


def test_ten_wrong_passwords_close_sign_in_for_their_network_only(member: Member) -> None:
    for number in range(10):
        tried(f"nobody{number}@example.invalid", "wrong", REMOTE_ADDR="192.0.2.1")
    assert not is_in(tried(member.email, PASSWORD, REMOTE_ADDR="192.0.2.1"))
    assert is_in(tried(member.email, PASSWORD, REMOTE_ADDR="198.51.100.1"))


def test_behind_a_proxy_of_ours_tries_are_counted_by_the_caller_it_noted() -> None:
    assert settings_read(RECONNECT_BEHIND_PROXY="yes")["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
    assert settings_read()["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0


def test_without_a_proxy_nobody_escapes_the_count_by_naming_another_address(member: Member) -> None:
    for number in range(10):
        tried(f"nobody{number}@example.invalid", "wrong", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert not is_in(tried(member.email, PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.99"))


def test_somebody_without_a_password_or_struck_off_does_not_come_in(member: Member) -> None:
    unset = build_member(member.service, Role.LEAD, "unsetnorth")
    assert not is_in(tried(unset.email, ""))
    assert not is_in(tried(unset.email, "!"))
    member.is_active = False
    member.save()
    assert not is_in(tried(member.email, PASSWORD))


def test_a_password_is_kept_as_argon2_of_the_written_cost(member: Member) -> None:
    assert member.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert PASSWORD not in member.password


@pytest.mark.parametrize(
    "where", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:x"]
)
def test_signing_in_leads_to_no_other_site(member: Member, where: str) -> None:
    page = Browser().post(f"{ADDRESS}?next={where}", {"login": member.email, "password": PASSWORD, "next": where})
    assert page.status_code == 302
    assert page["Location"].startswith("/staff/")


@pytest.mark.parametrize(
    "path", ["signup/", "sign-up/", "password/reset/", "password/change/", "email/", "social/", "admin/"]
)
def test_there_is_no_other_way_in(path: str) -> None:
    for root in ("/", "/staff/", "/accounts/"):
        assert Browser().get(root + path).status_code == 404


def test_a_second_factor_is_asked_of_every_role(universe: Universe) -> None:
    for role in Role:
        member = build_member(universe.north.service, role, f"late{role}north", PASSWORD)
        assert signing_in(member).get("/staff/")["Location"] == "/staff/second-step/add/"
