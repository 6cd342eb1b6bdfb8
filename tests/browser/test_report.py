"""The report in a real browser: readable by everyone, and silent on the network."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from reconnect.cli import main

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
Axe = Callable[[Page], list[str]]
SCREENS = {"phone": 375, "small phone": 320, "tablet": 820, "wide": 1440}
HOSTILE = "<img src=x onerror=document.title='taken'>"


@pytest.fixture(scope="module")
def demo_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo")
    assert main(["demo", "--out", str(out)]) == 0
    return out / "report.html"


@pytest.fixture(scope="module")
def awkward_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One person with both values, one without any, a gender and a file name that are HTML."""
    folder = tmp_path_factory.mktemp("awkward")
    data = folder / "<b>data.csv"
    data.write_text(f"person_id,gender,measure,pre,post\n1,{HOSTILE},msq_anxiety,12,9\n2,,msq_anxiety,,\n")
    assert main(["evaluate", str(data), "--out", str(folder)]) == 0
    return folder / "report.html"


@pytest.fixture(params=["demo_report", "awkward_report"])
def report(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue(request.param)
    return path


@pytest.mark.parametrize("width", SCREENS.values(), ids=SCREENS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_report_breaks_no_axe_rule_and_does_not_scroll_sideways(
    report: Path, scheme: str, width: int, open_page: Open, axe_violations: Axe
) -> None:
    page = open_page(report, width, color_scheme=scheme)
    for closed in page.locator("summary").all():
        closed.click()

    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_does_find_what_is_wrong(open_page: Open, axe_violations: Axe, tmp_path: Path) -> None:
    broken = tmp_path / "broken.html"
    broken.write_text("<!doctype html><title>Broken</title><img src='data:,'>")

    assert any(each.startswith("image-alt") for each in axe_violations(open_page(broken)))


def test_report_says_what_a_lead_must_know_first(demo_report: Path, open_page: Open) -> None:
    page = open_page(demo_report)

    headings = page.locator("h2").all_inner_texts()
    assert headings[:3] == ["Who came back", "What changed", "What we cannot know from this"]
    first = page.locator("section").first.inner_text()
    assert "Of 100 who started, 16 were not heard from again; at follow-up 44 were not." in first
    assert "96 eligible, 89 started, 70 answered at the end, 50 at follow-up." in first
    assert "39 of 89 who started did not answer at follow-up (44 %); 14 were never heard from again." in first
    assert "People changed; this cannot show why." in page.inner_text("main")
    assert "Do not pass this page on" in page.inner_text("main")


def test_every_chart_has_a_name_a_description_and_a_table(demo_report: Path, open_page: Open) -> None:
    page = open_page(demo_report)

    charts = page.get_by_role("img").all()
    assert len(charts) == 6
    for chart in charts:
        assert chart.locator("title").text_content()
        assert chart.locator("desc").text_content()
        assert chart.locator("xpath=following::table[1]").count() == 1


@pytest.mark.parametrize("width", [375, 320])
def test_letters_in_charts_are_large_enough_on_a_phone_and_touch_nothing(
    report: Path, width: int, open_page: Open
) -> None:
    page = open_page(report, width)

    charts = page.locator("svg.lettered").all()
    assert charts
    for chart in charts:
        sizes = chart.evaluate(
            """svg => [...svg.querySelectorAll("text")].map(
                 text => parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a)"""
        )
        assert min(sizes) >= 12
        assert chart.evaluate(TOUCHING) == []


# Pairs of boxes of letters and marks that overlap; an axis and the bar behind its circles may.
TOUCHING = """svg => {
  const boxes = [...svg.querySelectorAll("text, rect, circle")].map(each => [each, each.getBoundingClientRect()]);
  return boxes.flatMap(([a, first], place) => boxes.slice(place + 1)
    .filter(([b, second]) => [a, b].some(each => each.tagName == "text")
      && first.left < second.right && second.left < first.right
      && first.top + 2 < second.bottom && second.top + 2 < first.bottom)
    .map(([b]) => `${a.textContent || a.tagName} ${b.textContent || b.tagName}`));
}"""


@pytest.mark.parametrize("width", [375, 320])
def test_how_many_came_back_fits_a_phone_with_its_columns_named(demo_report: Path, width: int, open_page: Open) -> None:
    page = open_page(demo_report, width)
    page.locator("summary").first.click()
    region = page.get_by_role("region", name="How many came back, as a table")

    assert region.evaluate("each => each.scrollWidth <= each.clientWidth")
    everyone = region.get_by_role("row", name="everyone")
    assert everyone.get_by_role("cell").count() == 5
    assert everyone.get_by_role("cell").last.evaluate("each => getComputedStyle(each, '::before').content") == (
        '"Every time"'
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edge_of_an_interval_stands_out_from_the_card(demo_report: Path, scheme: str, open_page: Open) -> None:
    page = open_page(demo_report, color_scheme=scheme)
    bar = page.locator("rect.reach").first

    edge, card = bar.evaluate(
        """each => [getComputedStyle(each).stroke, getComputedStyle(each.closest(".card")).backgroundColor]"""
    )
    assert contrast(edge, card) >= 3
    assert bar.evaluate("each => parseFloat(getComputedStyle(each).strokeWidth)") >= 1.5


def contrast(first: str, second: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(channel) / 255 for channel in re.findall(r"\d+", colour)[:3]]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_wide_tables_can_be_scrolled_by_keyboard(demo_report: Path, open_page: Open) -> None:
    page = open_page(demo_report, 375)
    table = page.get_by_role("region", name="Every measure, group of people and comparison")

    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("element => element.scrollLeft > 0", arg=table.element_handle())


def test_text_from_the_data_is_text(awkward_report: Path, open_page: Open) -> None:
    page = open_page(awkward_report)

    assert page.title() == "Outcomes report"
    assert page.locator("main img").count() == 0
    assert HOSTILE.lower() in page.inner_text("main")


def test_colours_of_the_reader_are_kept(demo_report: Path, open_page: Open) -> None:
    page = open_page(demo_report, forced_colors="active")

    dot = page.locator("circle.complete").first
    assert dot.evaluate("each => getComputedStyle(each).fill") == page.evaluate("getComputedStyle(document.body).color")


def test_report_prints_on_few_pages(demo_report: Path, open_page: Open) -> None:
    page = open_page(demo_report)

    assert 2 <= page.pdf(format="A4").count(b"/Type /Page\n") <= 14


def test_all_before_the_tables_prints_on_one_page(demo_report: Path, open_page: Open) -> None:
    page = open_page(demo_report)
    page.evaluate("document.querySelectorAll('.tables, .tables ~ *, body > footer').forEach(each => each.remove())")

    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1


def test_the_one_page_is_read_in_less_than_two_screens(demo_report: Path, open_page: Open) -> None:
    page = open_page(demo_report, 1440)
    last = page.locator("section").nth(2)

    assert last.get_by_role("heading").inner_text() == "What we cannot know from this"
    assert last.evaluate("each => each.getBoundingClientRect().bottom") <= 2 * 900


def test_report_works_without_script(demo_report: Path, open_page: Open) -> None:
    page = open_page(demo_report, java_script_enabled=False)

    assert "<script" not in demo_report.read_text("utf-8")
    assert page.get_by_role("heading", name="Did people change?").is_visible()
