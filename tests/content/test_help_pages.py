"""What does not wait, in words for everyone: who keeps it right, where it was read, and no number of a helpline."""

import re
from dataclasses import replace
from datetime import date

import pytest

from reconnect.model.help_coherence import help_complaints
from reconnect.model.help_page import HelpPage, Urgency
from reconnect.model.load import shipped_library
from reconnect.model.source import Confidence

PAGES = shipped_library().help_pages.newest.values()


def lines(page: HelpPage) -> list[str]:
    signs = [line for urgency in page.urgencies for line in (urgency.heading, *urgency.signs)]
    return [page.name, *page.before, *signs, *page.after, page.support]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_it_has_an_owner_a_last_day_and_sources(page: HelpPage) -> None:
    assert "draft" in page.owner
    assert date(2026, 12, 1) < page.expires_on <= date(2027, 12, 31)
    assert {each.confidence for each in page.sources} == {Confidence.READ, Confidence.DESIGN}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_it_names_the_emergency_lines_and_no_helpline_that_nobody_checked(page: HelpPage) -> None:
    numbers = set(re.findall(r"\d{3,}", " ".join(lines(page))))
    assert numbers == {"999", "111"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_it_says_what_was_read_and_assumes_no_body(page: HelpPage) -> None:
    text = " ".join(lines(page))
    for sign in ("last two weeks", "Numbness", "cannot pee", "poo", "Both legs", "missed period", "after your last"):
        assert sign in text
    assert not re.search(r"\b(should|must|women|men|female|male|suffer)\b", text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"support": ""}, "support"),
        ({"owner": ""}, "owner"),
        ({"urgencies": ()}, "urgencies"),
        ({"urgencies": (Urgency("Now", ()),)}, "urgencies.1"),
        ({"urgencies": (Urgency("Now", ("a",)), Urgency(" ", ("b",)))}, "urgencies.2"),
        ({"urgencies": (Urgency("Now", ("a", " ")),)}, "urgencies.1"),
    ],
)
def test_what_says_nothing_is_complained_of(wrong: dict[str, object], field: str) -> None:
    page = next(iter(PAGES))
    assert not list(help_complaints(page))
    assert [name for name, _ in help_complaints(replace(page, **wrong))] == [field]
