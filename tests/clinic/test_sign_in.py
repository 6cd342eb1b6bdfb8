"""Signing in: the same answer whoever does not exist, few tries, and no other way in."""

import pytest
from allauth.mfa.models import Authenticator
from browsing import Browser, adding_second_step, authenticator, signing_in, visiting
from django.core.cache import cache
from routes import plain
from starting import settings_read
from universe import PASSWORD, Universe, build_member, build_service

from reconnect.clinic.accounts.models import Member, Role
from reconnect.clinic.accounts.second_factor import SealingAdapter

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


def test_a_session_of_a_password_alone_is_not_confirmed_by_a_second_factor_added_elsewhere(member: Member) -> None:
    thief, owner = signing_in(member), signing_in(member)
    adding_second_step(owner)
    assert owner.get("/staff/people/").status_code == 200
    for path in ("/staff/", "/staff/second-step/codes/", "/staff/people/"):
        assert thief.get(path)["Location"].startswith("/staff/sign-in/")
    assert not is_in(thief)


def test_a_form_left_open_while_a_second_factor_was_added_elsewhere_confirms_nothing(member: Member) -> None:
    thief, owner = signing_in(member), signing_in(member)
    thief.post("/staff/confirm/?next=/staff/second-step/add/", {"password": PASSWORD})
    thief.get("/staff/second-step/add/")
    secret = thief.session["mfa.totp.secret"]
    adding_second_step(owner)
    thief.post("/staff/second-step/add/", {"code": authenticator(secret)})
    assert thief.get("/staff/people/")["Location"].startswith("/staff/sign-in/")


def test_what_makes_second_steps_stands_sealed(member: Member) -> None:
    secret = adding_second_step(signing_in(member))
    kept = str(list(Authenticator.objects.filter(user=member).values_list("data", flat=True)))
    assert secret not in kept
    seed = Authenticator.objects.get(user=member, type=Authenticator.Type.RECOVERY_CODES)
    assert seed.data["seed"] not in {"", SealingAdapter().decrypt(seed.data["seed"])}
    for code in seed.wrap().get_unused_codes():
        assert code not in kept


def test_a_stranger_at_a_page_of_the_staff_loses_neither_visit_nor_half_a_sign_in(
    universe: Universe, member: Member
) -> None:
    phone = visiting(universe.north.code)
    assert phone.get("/staff/people/")["Location"].startswith("/staff/sign-in/")
    assert phone.get("/t/1/").status_code == 200

    secret = adding_second_step(signing_in(member))
    desk = signing_in(member)
    assert desk.get("/staff/people/")["Location"].startswith("/staff/sign-in/")
    Authenticator.objects.filter(user=member).update(last_used_at=None)
    cache.clear()  # the code that set it up counts as used
    assert desk.post("/staff/second-step/", {"code": authenticator(secret)}).status_code == 302
    assert desk.get("/staff/people/").status_code == 200


def test_a_second_factor_is_asked_of_every_role(universe: Universe) -> None:
    for role in Role:
        member = build_member(universe.north.service, role, f"late{role}north", PASSWORD)
        assert signing_in(member).get("/staff/")["Location"] == "/staff/second-step/add/"
