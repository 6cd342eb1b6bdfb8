"""What goes with every answer: nothing from elsewhere, no frame, no copy, no word to other sites."""

import re

import pytest
from browsing import Browser, fetched
from crawling import Crawl
from django.http import HttpResponse
from django.test import Client
from documents import text_of

OURS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ELSEWHERE = re.compile(r"""(?:https?:)?//[a-z0-9.-]+\.[a-z]+""", re.IGNORECASE)
OWN = "https://clinic.example"  # printed with a code


def directives(response: HttpResponse) -> dict[str, set[str]]:
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {name: set(values) for name, *values in parts}


def assert_guarded(response: HttpResponse) -> None:
    policy = directives(response)
    assert policy.pop("default-src") == policy.pop("frame-ancestors") == policy.pop("base-uri") == {"'none'"}
    assert policy.pop("require-trusted-types-for") == {"'script'"}
    # One page may begin a script that outlives it: the copy of a card on a phone.
    assert policy.pop("worker-src") in ({"'none'"}, {"'self'"})
    assert all(values == {"'self'"} for values in policy.values()), policy
    assert "script-src" in policy
    assert "form-action" in policy
    for name, value in OURS.items():
        assert response[name] == value, name


def test_every_answer_is_guarded_whoever_asks_for_what(crawled: Crawl) -> None:
    for visit in crawled.visits:
        assert_guarded(visit.response)
        assert visit.response["Cache-Control"] == "no-store", visit
        assert visit.response["Strict-Transport-Security"].startswith("max-age=31536000"), visit


def test_only_the_card_may_begin_a_script_that_outlives_its_page(crawled: Crawl) -> None:
    free = {visit.row.route for visit in crawled.visits if directives(visit.response)["worker-src"] == {"'self'"}}
    assert free == {"/h/d/", "/h/d/card/", "/h/d/card/worker.js"}


def test_pages_that_nobody_wrote_are_guarded_too() -> None:
    browser = Browser()
    for response in (
        browser.get("/nothing/"),
        browser.get("/", headers={"host": "elsewhere.example"}),
        Client().get("/", SERVER_NAME="clinic.example"),
        Client().get("/", SERVER_NAME="elsewhere.example"),
        Browser(enforce_csrf_checks=True).post("/", {"code": "x"}),
    ):
        assert response.status_code in {301, 400, 403, 404}
        assert_guarded(response)
        assert response["Cache-Control"] == "no-store"


def test_files_may_be_kept_and_are_guarded_otherwise() -> None:
    response, _ = fetched(Browser(), "/static/ui/pages.css")
    assert (response.status_code, response["Content-Type"]) == (200, 'text/css; charset="utf-8"')
    assert_guarded(response)
    assert "no-store" not in response["Cache-Control"]


def test_no_file_that_a_page_names_says_what_the_site_is_about(crawled: Crawl) -> None:
    named = set()
    for visit in crawled.visits:
        named |= set(re.findall(r'(?:href|src)="(/static/[^"]+)"', text_of(visit.response)))
    assert len(named) > 8
    assert not [name for name in named if re.search(r"clinic|pain|sex|intima|reconnect", name, re.IGNORECASE)]


@pytest.mark.parametrize("host", ["elsewhere.example", "clinic.example.elsewhere.example", "127.0.0.1", ""])
def test_a_host_that_was_not_named_is_refused(host: str) -> None:
    assert Browser().get("/", headers={"host": host}).status_code == 400


def test_a_forwarded_host_is_not_believed() -> None:
    response = Browser().get("/staff/people/", headers={"x-forwarded-host": "elsewhere.example"})
    assert "elsewhere" not in response["Location"]


def test_what_is_not_asked_over_https_is_sent_there() -> None:
    response = Client().get("/who/", SERVER_NAME="clinic.example")
    assert (response.status_code, response["Location"]) == (301, "https://clinic.example/who/")


def test_cookies_are_for_this_host_over_https_and_for_no_script(crawled: Crawl) -> None:
    names = set()
    for visit in crawled.visits:
        for name, cookie in visit.response.cookies.items():
            names.add(name)
            assert cookie["secure"], name
            assert (cookie["samesite"], cookie["domain"], cookie["path"]) == ("Strict", "", "/") or not cookie.value
            assert cookie["httponly"] or not cookie.value
            if name != "__Host-tablet":  # what a room's tablet is for is not over when its browser is closed
                assert (cookie["max-age"], cookie["expires"]) == ("", "") or not cookie.value, name
    assert names >= {"__Host-session", "__Host-forgery"}


def test_no_page_names_another_site(crawled: Crawl) -> None:
    for visit in crawled.visits:
        if "Content-Disposition" in visit.response:
            continue  # a document says by an address what kind of XML it holds, and nothing asks there
        assert set(ELSEWHERE.findall(text_of(visit.response))) <= {OWN}, visit


def test_a_page_that_names_another_site_would_be_noticed() -> None:
    assert ELSEWHERE.findall('<link href="https://fonts.example.com/a">') == ["https://fonts.example.com"]
    assert ELSEWHERE.findall('<script src="//cdn.example.com/a.js">') == ["//cdn.example.com"]
    assert ELSEWHERE.findall('<a href="/staff/people/">') == []


def test_no_page_holds_script_or_style_of_its_own(crawled: Crawl) -> None:
    for visit in crawled.visits:
        if "Content-Disposition" in visit.response:
            continue  # saved, and opened on its own with a policy of its own
        page = text_of(visit.response)
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", page), visit
