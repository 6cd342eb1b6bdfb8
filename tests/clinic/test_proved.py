"""Nobody's own pages open before each of their addresses was walked by every role, and searched for what leaks."""

from pathlib import Path
from typing import Any

import pytest
from crawling import Crawl
from routes import matrix
from universe import Universe

from reconnect.clinic.people.days import today_of
from reconnect.clinic.portal import proved
from reconnect.clinic.portal.actions import close_pages, open_pages
from reconnect.errors import ActionDenied


@pytest.fixture
def one_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A list that misses one route, as if somebody had added a page and not its rows."""
    short = tmp_path / "proved.txt"
    short.write_text("\n".join(sorted(proved.proved_routes())[1:]), "utf-8")
    monkeypatch.setattr(proved, "LIST", short)
    proved.unproved_routes.cache_clear()
    yield
    proved.unproved_routes.cache_clear()


def test_the_list_names_the_routes_that_are_mounted_and_no_other() -> None:
    assert sorted(proved.proved_routes()) == sorted(proved.own_routes())


def test_every_route_on_the_list_has_its_rows_by_hand_for_whoever_may_be_there() -> None:
    rows = {(row.route, row.case, row.method) for row in matrix() if "partner" in row.expected}
    for route in proved.proved_routes():
        cases = {case for each, case, _ in rows if each == route}
        assert cases == {""} or {"own", "missing"} <= cases, route
        assert not {(route, case, method) for case in cases for method in ("GET", "POST", "DELETE")} - rows


def test_every_route_on_the_list_was_walked_by_the_person_and_by_the_partner(crawled: Crawl) -> None:
    walked = {(visit.row.route, visit.who) for visit in crawled.visits}
    wanted = {(route, who) for route in proved.proved_routes() for who in ("at home", "partner", "person", "anonymous")}
    assert not wanted - walked


def test_with_every_route_proved_pages_open(universe: Universe) -> None:
    place = universe.north
    episode = place.answered.episode
    close_pages(episode=episode, by=place.clinician)
    assert open_pages(episode=episode, seen_alone_on=today_of(place.service), by=place.clinician).ended_at is None


def test_with_one_route_unproved_no_pages_open(universe: Universe, one_short: None) -> None:
    place = universe.north
    episode = place.answered.episode
    close_pages(episode=episode, by=place.clinician)
    with pytest.raises(ActionDenied, match="not proved yet"):
        open_pages(episode=episode, seen_alone_on=today_of(place.service), by=place.clinician)


def test_a_demonstration_opens_them_all_the_same(universe: Universe, one_short: None, demo: None) -> None:
    place = universe.north
    episode = place.answered.episode
    close_pages(episode=episode, by=place.clinician)
    assert open_pages(episode=episode, seen_alone_on=today_of(place.service), by=place.clinician).ended_at is None
