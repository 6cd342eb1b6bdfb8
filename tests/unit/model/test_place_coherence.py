"""What is wrong with a place is said by field, and once."""

from dataclasses import replace
from pathlib import Path

import pytest

from reconnect.errors import ContentError
from reconnect.model.load import check_content, shipped_library
from reconnect.model.place import Opens, Place
from reconnect.model.place_coherence import place_complaints
from reconnect.model.shelf import Shelf

LIBRARY = shipped_library()
PLACE = replace(LIBRARY.places.newest["own-phrase"], id="a-place", route="somewhere")


def complaints(place: Place, *others: Place) -> list[str]:
    shelf = Shelf({(each.id, each.version): each for each in (place, *others)})
    return [field for field, _ in place_complaints(place, replace(LIBRARY, places=shelf))]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"techniques": ("nothing-like-it",)}, "techniques"),
        ({"opens": Opens.WITH_PLAN, "techniques": ()}, "techniques"),
        ({"worksheets": ("assessment-body",)}, "worksheets"),
    ],
    ids=str,
)
def test_what_leads_to_nothing_is_complained_of(changed: dict[str, object], field: str) -> None:
    assert complaints(PLACE) == []
    assert complaints(replace(PLACE, **changed)) == [field]


def test_the_same_people_find_a_page_once() -> None:
    twin = replace(PLACE, id="b-place", opens=Opens.WITH_PARTNER)
    assert complaints(twin, PLACE) == ["route"]
    assert complaints(replace(twin, route="elsewhere"), PLACE) == []
    assert complaints(replace(twin, opens=Opens.TO_PARTNER), PLACE) == []  # a partner's pages are others


@pytest.mark.parametrize(
    ("file", "right", "wrong"),
    [
        ("places/own-phrase/1.toml", "worksheets = []", 'worksheets = ["nothing"]'),
        ("myths/hurt-means-harm/1.toml", 'try_this = "', 'try_this = "{nose} '),
    ],
)
def test_a_fault_of_a_file_is_said_once(content: Path, file: str, right: str, wrong: str) -> None:
    path = content / file
    path.write_text(path.read_text("utf-8").replace(right, wrong), "utf-8")
    with pytest.raises(ContentError) as caught:
        check_content(content)
    assert len([each for each in caught.value.problems if "has changed" not in each.message]) == 1
