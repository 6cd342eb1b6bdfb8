"""A view that declares no policy stops the start, and reaches nobody if it was started all the same."""

import sys
from types import ModuleType

import pytest
from browsing import Browser, signed_in
from django.core.checks import run_checks
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from universe import Universe

from reconnect.clinic.accounts.policy import ANYONE, policy, views
from reconnect.config import urls

FORGOTTEN = "reconnect.E001"


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("what nobody may see")


@policy(ANYONE)
def declared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("anyone may see this")


@pytest.fixture
def site(settings: "pytest_django.Settings", monkeypatch: pytest.MonkeyPatch) -> ModuleType:  # noqa: F821
    """The site with two views more, one of them without a policy, inside an include."""
    site = ModuleType("site_with_more")
    site.urlpatterns = [
        *urls.urlpatterns,
        path("declared/", declared),
        path("more/", include([path("forgotten/", forgotten)])),
    ]
    monkeypatch.setitem(sys.modules, site.__name__, site)
    settings.ROOT_URLCONF = site.__name__
    return site


def test_every_view_of_the_site_declares_a_policy() -> None:
    assert run_checks(tags=["policies"]) == []
    assert len(views()) > 20


def test_the_check_names_the_route_of_a_view_without_a_policy(site: ModuleType) -> None:
    (error,) = run_checks(tags=["policies"])
    assert error.id == FORGOTTEN
    assert error.is_serious()
    assert "/more/forgotten/" in error.msg


def test_a_policy_that_is_none_of_ours_is_no_policy(site: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declared, "policy", "anyone")
    assert sorted(error.msg.split()[0] for error in run_checks(tags=["policies"])) == ["/declared/", "/more/forgotten/"]


def test_a_view_without_a_policy_is_not_there_for_anybody(site: ModuleType, universe: Universe) -> None:
    for browser in (Browser(), *(signed_in(member) for member in universe.north.staff.values())):
        page = browser.get("/more/forgotten/")
        assert page.status_code == 404
        assert "nobody may see" not in page.content.decode()
        assert browser.get("/declared/").status_code == 200


def test_what_is_no_address_at_all_looks_the_same(site: ModuleType, universe: Universe) -> None:
    browser = Browser()
    assert browser.get("/more/forgotten/").content == browser.get("/more/never-there/").content
