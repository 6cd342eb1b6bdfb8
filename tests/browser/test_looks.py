"""Colours are not looked at twice where nothing is drawn otherwise; where anything is, they are."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from live_clinic import Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

FAINT = """() => {
  const added = document.createElement("p");
  added.textContent = "hardly to be read";
  added.style.color = "#ccc";
  added.style.backgroundColor = "#ddd";
  document.querySelector("main").append(added);
}"""


def test_what_is_drawn_otherwise_is_looked_at_again(visit: Callable[..., "Visitor"]) -> None:
    visitor = visit()
    visitor.goto("/help/")
    heading = visitor.page.locator("h1").inner_text()
    for _ in range(2):
        visitor.passes(heading)
    visitor.page.evaluate(FAINT)
    with pytest.raises(AssertionError, match="color-contrast"):
        visitor.passes(heading)
