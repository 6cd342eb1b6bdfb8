"""What a phone has to fetch before somebody can answer."""

import re
from posixpath import dirname, normpath

import pytest
from browsing import Browser, fetched, visiting
from universe import Universe

MOST = 60_000
LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')
NAMED = re.compile(r"url\([\"']?(?!data:)([^\"')]+)[\"']?\)")


def weighed(browser: Browser, page: str) -> dict[str, int]:
    """The bytes of a page and of every style, script, icon and font it names, styles' own fonts included."""
    text = browser.get(page, follow=True).content
    sizes = {page: len(text)}
    waiting = LINKED.findall(text.decode())
    assert waiting
    while waiting:
        name = waiting.pop()
        if name not in sizes:
            response, body = fetched(browser, name)
            assert response.status_code == 200, name
            sizes[name] = len(body)
            if name.endswith(".css"):
                waiting += [normpath(f"{dirname(name)}/{found}") for found in NAMED.findall(body.decode())]
    return sizes


@pytest.mark.parametrize("page", ["/", "/t/1/", "/t/2/", "/t/3/", "/t/check/", "/who/", "/done/"])
def test_a_persons_page_with_everything_it_names_is_at_most_60_kb(universe: Universe, page: str) -> None:
    sizes = weighed(visiting(universe.north.code), page)
    assert {name.rpartition(".")[2] for name in sizes} >= {"css", "js", "svg", "woff2"}
    assert sum(sizes.values()) <= MOST, sizes


def test_nothing_that_a_page_names_is_looked_for_elsewhere(universe: Universe) -> None:
    text = visiting(universe.north.code).get("/t/1/").content.decode()
    assert re.findall(r'(?:href|src|action|data-save)="(?!/|#|")([^"]*)"', text) == []
