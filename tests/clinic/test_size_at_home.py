"""What a phone has to fetch for any page of a person's or partner's: 60 KB at most, and 15 KB of script.

What the server looks up for it is little, too.
"""

import re
from dataclasses import replace
from unittest import mock

import pytest
from at_home_everywhere import WHO, entering, rows
from browsing import Browser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from routes import address
from test_page_size import MOST, weighed
from universe import Universe

from reconnect.clinic.home.first_page import FirstPage, first_page
from reconnect.clinic.home.views import own
from reconnect.clinic.questionnaires.models import EntryCode

pytestmark = [pytest.mark.furnished, pytest.mark.either]

SCRIPT = 15_000
QUERIES = 25
ELSEWHERE = re.compile(r'(?:href|src|action|data-save)="(?!/|#|")([^"]*)"')


def opened(who: str, universe: Universe) -> tuple[Browser, list[str]]:
    """Their browser, and the addresses of the pages that open."""
    browser = entering(who, universe)
    ways = [address(row, universe) for row in rows(who) if row.route != "/leave/" and row.expected[who] == "200"]
    return browser, [way for way in ways if b"<main" in browser.get(way).content]


@pytest.mark.parametrize("who", WHO)
def test_every_page_with_all_it_names_is_light(universe: Universe, who: str) -> None:
    browser, ways = opened(who, universe)
    assert len(ways) >= 6
    for way in ways:
        sizes = weighed(browser, way)
        assert sum(sizes.values()) <= MOST, (way, sizes)
        assert sum(size for name, size in sizes.items() if name.endswith(".js")) <= SCRIPT, (way, sizes)


@pytest.mark.parametrize("who", WHO)
def test_every_page_takes_few_queries(universe: Universe, who: str) -> None:
    browser, ways = opened(who, universe)
    for way in ways:
        with CaptureQueriesContext(connection) as asked:
            browser.get(way)
        assert len(asked) <= QUERIES, (way, len(asked))


@pytest.mark.parametrize("who", WHO)
def test_no_page_names_anything_of_another_site(universe: Universe, who: str) -> None:
    browser, ways = opened(who, universe)
    for way in ways:
        assert ELSEWHERE.findall(browser.get(way).content.decode()) == [], way


def test_a_heavy_page_would_be_noticed(universe: Universe) -> None:
    def long(code: EntryCode) -> FirstPage:
        return replace(first_page(code), goals=("far " * 15_000,))

    browser, _ = opened("at home", universe)
    assert sum(weighed(browser, "/h/").values()) <= MOST
    with mock.patch.object(own, "first_page", long):
        assert sum(weighed(browser, "/h/").values()) > MOST
