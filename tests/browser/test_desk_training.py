"""Staff's own skills on a real server: answered, seen by oneself, rehearsed; on a desk and on a tablet."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from live_clinic import Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]


@pytest.mark.parametrize(
    ("width", "script"), [(1280, True), (820, False)], ids=["desk-with-script", "tablet-without-script"]
)
def test_a_clinician_says_how_sure_they_feel_and_the_lead_sees_nothing_of_it(
    visit: Visit, width: int, *, script: bool
) -> None:
    clinician = visit(width, java_script_enabled=script)
    page = clinician.goto("/demo/clinician/")
    page.get_by_role("link", name="Training").click()
    clinician.passes("My skills")
    page.get_by_role("link", name="Answer now").click()
    clinician.passes("How sure you feel")

    clinician.expect("422 /staff/training/answer/")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Not saved yet")).to_be_visible()
    clinician.passes("How sure you feel")

    page.get_by_label("After training").check()
    for skill in range(10):
        page.locator("fieldset:has(.scale)").nth(skill).get_by_role("radio", name="8", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My skills")
    assert page.get_by_role("cell", name="8", exact=True).count() >= 10
    clinician.passes("My skills")

    for place, heading in (("The team’s picture", "The team’s picture"), ("Rehearse", "Rehearse")):
        page.get_by_role("link", name=place, exact=True).click()
        clinician.passes(heading)
    page.locator("summary").first.click()
    expect(page.get_by_text("To try").first).to_be_visible()

    lead = visit(width, java_script_enabled=script)
    lead.goto("/demo/lead/")
    seen = lead.goto("/staff/training/")
    assert seen.get_by_role("cell", name="8", exact=True).count() == 0
