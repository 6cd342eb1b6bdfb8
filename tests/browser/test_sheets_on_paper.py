"""Every sheet that a group's people take home fits one side of paper, and every run-sheet two."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from reconnect.model.address import address_of
from reconnect.model.load import shipped_library

if TYPE_CHECKING:
    from live_clinic import Visitor
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

READERS = ("", "1", "2", "3", "4")  # anybody, and each voice
SIDES = re.compile(rb"/Type\s*/Page\b(?!s)")


def sides(page: "Page") -> int:
    """How many sides of paper the page takes."""
    return len(SIDES.findall(page.pdf(prefer_css_page_size=True)))


def test_each_sheet_prints_on_one_side_for_every_reader_and_each_run_sheet_on_two(
    visit: "Callable[..., Visitor]",
) -> None:
    visitor = visit(1280)
    visitor.goto("/demo/clinician/")
    taken = {}
    for plan in shipped_library().sessions.newest.values():
        address = f"/staff/programmes/s/{address_of(plan.id)}/{plan.version}"
        for reader in READERS:
            page = visitor.goto(f"{address}/handout/?for={reader}")
            assert page.locator("#sheet").inner_text() == plan.handout.title
            taken[plan.id, reader] = sides(page)
        page = visitor.goto(f"{address}/run-sheet/")
        assert plan.parts[-1].title in page.locator(".run").inner_text()
        taken[plan.id, "run-sheet"] = sides(page)
    assert {key: count for key, count in taken.items() if count > 1 + (key[1] == "run-sheet")} == {}
    assert len(taken) == 6 * len(shipped_library().sessions.newest)
