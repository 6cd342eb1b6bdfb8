"""A real Chromium for every browser test; pages that ask the network for anything fail."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from chromium import launch

# ms. Other tests have the machine too: what is awaited comes at once where it does not, and is never waited out.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    browser = launch(driver)
    yield browser
    browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """``open_page(path, width=..., **context)``: the page; afterwards no request left it and no error was logged."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    complaints: list[str] = []

    def open_page(path: Path, width: int = 1280, **options: str | bool) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert complaints == []


@pytest.fixture(scope="session")
def axe_violations() -> Callable[..., list[str]]:
    """Every rule of WCAG and of good practice that axe finds broken on the page, with the element.

    Without ``contrast`` the colours are not looked at, which takes four times as long as all the rest.
    """

    def violations(page: Page, *, contrast: bool = True) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        asked = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": contrast}}}
        found = page.evaluate("asked => axe.run(asked).then(results => results.violations)", asked)
        return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]

    return violations
