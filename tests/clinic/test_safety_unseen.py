"""That a flag was raised changes no byte of the person's own pages."""

import re
from pathlib import Path
from shutil import copytree

import pytest
from at_home import at_home, bare, filled
from browsing import Browser, visiting
from django.http import HttpResponse
from safety_desk import nothing_open
from universe import MSQ, Place, Universe, build_care, code_for

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.safety.queries import open_flags_of
from reconnect.model.load import CONTENT, load_library
from reconnect.model.occasion import Occasion as Moment

pytestmark = pytest.mark.furnished


@pytest.fixture
def place(universe: Universe) -> Place:
    return nothing_open(universe.north)


@pytest.fixture
def flagged_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped content, with a flag on a question that everybody is asked at an occasion."""
    content = Path(copytree(CONTENT, tmp_path / "content"))
    file = content / "questionnaires" / MSQ / "1.toml"
    flagged = 'id = "anxiety-1"\nflag = "abuse"\nflagged_from = 4\n'
    file.write_text(file.read_text("utf-8").replace('id = "anxiety-1"\n', flagged, 1), "utf-8")
    library = load_library(content)
    assert any(item.flag for item in library.questionnaires.newest[MSQ].items)
    monkeypatch.setattr("reconnect.clinic.library.questionnaires.shipped_library", lambda: library)


def test_no_byte_of_a_persons_pages_tells_whether_a_flag_was_raised(place: Place, flagged_library: None) -> None:
    walks = {}
    for answer in ("2", "4"):
        care = build_care(place.clinician, f"north{answer}")
        browser = visiting(code_for(care.occasions[Moment.PRE], place.clinician))
        walks[answer] = walk(browser, answer)
        assert [flag.kind for flag in open_flags_of(care.person)] == (["abuse"] if answer == "4" else [])
    assert len(walks["2"]) == 12
    assert walks["2"] == walks["4"]


def walk(browser: Browser, answer: str) -> list[tuple[int, bytes, dict[str, str]]]:
    """Every page and answer of a visit, from the first question to the last word, without what changes every time.

    The answer itself is sent, and shown to nobody afterwards.
    """
    pages = [browser.get("/t/1/"), browser.post("/t/1/", {"basis": "current"})]
    for number in (2, 3):
        page = browser.get(f"/t/{number}/")
        names = dict.fromkeys(re.findall(r'name="(item-[\w-]+)"', page.content.decode()))
        sent = {name: answer if name == "item-anxiety-1" else "1" for name in names}
        pages += [page, browser.post(f"/t/{number}/save/", sent), browser.post(f"/t/{number}/", sent)]
    pages += [browser.get("/t/check/"), browser.post("/done/"), browser.get("/done/"), browser.get("/")]
    assert {page.status_code for page in pages} <= {200, 204, 302}
    return [(page.status_code, _plain(page.content), _headers(page)) for page in pages]


def _plain(content: bytes) -> bytes:
    return re.sub(rb'name="(csrfmiddlewaretoken|response)" value="[\w-]*"', b"", content)


def _headers(page: HttpResponse) -> dict[str, str]:
    return {name: re.sub(r"'nonce-[^']+'", "", value) for name, value in page.items() if name != "Set-Cookie"}


def test_the_walk_would_notice_a_single_word(place: Place, flagged_library: None) -> None:
    walks = []
    for number, note in enumerate(("One note.", "Another note.")):
        Service.objects.filter(pk=place.service.pk).update(support_note=note)
        care = build_care(place.clinician, f"north{number}")
        walks.append(walk(visiting(code_for(care.occasions[Moment.PRE], place.clinician)), "2"))
    assert walks[0] != walks[1]


def test_what_is_told_at_home_raises_its_flag_and_leaves_the_same_pages(universe: Universe) -> None:
    shown = []
    for place, answer in ((universe.north, "0"), (universe.south, "2")):
        Service.objects.filter(pk=place.service.pk).update(portal_name="A portal", support_note="A note")
        home = at_home(place, "assessment-feelings")
        browser = home.enter()
        sent = filled(home.block.items) | {"item-self-harm": answer}
        address = home.begin(browser)
        for number in range(1, (len(home.block.items) + 4) // 5 + 1):
            assert browser.post(f"{address}{number}/", sent).status_code == 302
        answers = [browser.post(f"{address}send/"), browser.get(address), browser.get("/h/"), home.enter().get("/h/")]
        shown.append([(page.status_code, bare(page)) for page in answers])
        kinds = [flag.kind for flag in open_flags_of(home.care.person)]
        assert kinds == (["self-harm"] if answer == "2" else [])
    assert shown[0] == shown[1]
