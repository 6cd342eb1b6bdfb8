"""Nobody is made to fetch their record: what people can open themselves has no file to save, and no whole of it."""

import re

import pytest
from browsing import Browser, signed_in, visiting
from crawling import Crawl
from django.http import HttpResponse
from universe import Universe

from reconnect.clinic.accounts.policy import ANYONE, views
from reconnect.clinic.portal.permissions import AS_PARTNER, AT_HOME, OWN_PAGES
from reconnect.clinic.questionnaires.permissions import VISITOR

THEIRS = {policy.name for policy in (ANYONE, VISITOR, AT_HOME, OWN_PAGES, AS_PARTNER)}
SHOWN = {"text/html", "text/javascript"}
PEOPLE = {"person", "at home", "partner", "anonymous"}
TELLING = re.compile(r"export|download|record|archive|all-?data|sar\b", re.IGNORECASE)


def is_a_file(response: HttpResponse) -> bool:
    """Whether a browser would save it, or it is no page at all."""
    kind = response.get("Content-Type", "text/html").partition(";")[0]
    return "attachment" in response.get("Content-Disposition", "") or kind not in SHOWN


def routes_of_people() -> set[str]:
    """Every route that somebody reaches who is no member of staff."""
    return {route for route, view in views() if getattr(view, "policy").name in THEIRS}  # noqa: B009 a view's own


def test_nothing_that_people_open_is_a_file_to_save(crawled: Crawl) -> None:
    routes = routes_of_people()
    visits = [each for each in crawled.visits if each.who in PEOPLE and each.row.route in routes]
    assert {"/", "/h/", "/h/g/", "/h/g/s/"} <= {each.row.route for each in visits}
    assert [str(each) for each in visits if is_a_file(each.response)] == []


def test_no_address_of_theirs_speaks_of_one() -> None:
    names = {route for route, _ in views() if route in routes_of_people()}
    assert len(names) > 15
    assert [route for route in names if TELLING.search(route)] == []


@pytest.mark.furnished
def test_a_file_of_staff_would_be_noticed_and_is_none_of_theirs(universe: Universe) -> None:
    lead = next(each for each in universe.north.staff.values() if each.role == "lead")
    address = f"/staff/outcomes/share/{universe.north.release.pk}/report.html/"
    assert is_a_file(signed_in(lead).get(address))
    for browser in (Browser(), visiting(str(universe.north.parts["partner_code"]), leads_to="/h/")):
        assert browser.get(address).status_code == 302
