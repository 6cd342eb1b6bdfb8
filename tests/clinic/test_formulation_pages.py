"""The pages of a formulation. Nothing that is typed there is lost, stored wrong, or run."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from urllib.parse import quote_from_bytes

import pytest
from browsing import signed_in
from formulating import Sent, edit_address, empty_rows, fields_of, opened, prefix_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_formulation import AFRAID, LEADS, ONE, OWN, TWO, begun, saved, tell
from universe import STARTED, Care, Place, Universe, build_care, on_paper

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.formulation.graph import LONGEST_BOX, Arrow, Box, Graph, Said
from reconnect.clinic.formulation.models import Evidence, Formulation, Version
from reconnect.clinic.formulation.queries import newest_version
from reconnect.clinic.people.actions import open_episode
from reconnect.model.occasion import Occasion as Moment
from reconnect.model.pattern import BoxRole

pytestmark = pytest.mark.furnished

FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
PAYLOADS = [
    "<script>window.__xss=1</script>",
    '"><img src=x onerror=alert(1)>',
    "</text></svg><svg onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "</textarea><script>1</script>",
    "javascript:alert(1)",
    "<![CDATA[<b>]]>",
    "' onfocus='alert(1)",
]


@pytest.fixture
def place(universe: Universe) -> Place:
    return universe.north


@pytest.fixture
def care(place: Place) -> Care:
    return build_care(place.clinician, "northnew")


@pytest.fixture
def standing(place: Place, care: Care) -> Version:
    """Offered from answers, with a box and an arrow of one's own."""
    tell(place, care, AFRAID)
    graph = begun(place, care).graph
    own = Arrow("own-cccccccccccc", ONE.key, "pain", "If I rush it hurts", Said.YES)
    return saved(place, begun(place, care), Graph((ONE, *graph.boxes), (own, *graph.arrows)))


def test_before_it_is_begun_the_page_says_how_and_a_press_begins(place: Place, care: Care) -> None:
    tell(place, care, AFRAID)
    browser = signed_in(place.clinician)
    address = f"/staff/formulation/p/{care.person.pk}/"
    page = browser.get(address).content.decode()
    assert "Begin from the answers" in page
    assert "<svg" not in page.partition("<main")[2]
    assert browser.post(f"/staff/formulation/e/{care.episode.pk}/begin/")["Location"] == address
    page = browser.get(address).content.decode()
    assert "It hurt before, so I expect it to hurt again." in page
    assert page.count('class="way open"') == 4


def test_somebody_without_a_course_of_care_has_nothing_to_begin(place: Place, care: Care) -> None:
    care.person.episodes.update(person=place.waiting.person)
    page = signed_in(place.clinician).get(f"/staff/formulation/p/{care.person.pk}/")
    assert page.status_code == 200
    assert b"none is recorded yet" in page.content


def test_a_new_course_of_care_begins_anew_and_leads_to_the_earlier_one(place: Place, care: Care) -> None:
    before = saved(place, begun(place, care), OWN)
    open_episode(person=care.person, by=place.clinician, referred_on=date(2025, 6, 1))
    page = signed_in(place.clinician).get(f"/staff/formulation/p/{care.person.pk}/").content.decode()
    assert "Begin from the answers" in page
    assert f"/staff/formulation/v/{before.pk}/" in page


def test_the_list_says_what_the_picture_shows_under_the_same_numbers(place: Place, standing: Version) -> None:
    page = signed_in(place.clinician).get(f"/staff/formulation/v/{standing.pk}/").content.decode()
    texts = {box.key: box.text for box in standing.graph.boxes}
    for number, arrow in enumerate(standing.graph.arrows, 1):
        line = page.partition(f'<li id="arrow-{number}"')[2].partition("</li>")[0]
        assert f"<strong>{texts[arrow.from_key]}</strong> leads to <strong>{texts[arrow.to_key]}</strong>" in line
        assert arrow.text in line
    assert page.count('class="figure"') == len(standing.graph.arrows)


def test_each_arrow_shows_the_answers_it_comes_from_in_words_and_leads_to_them(place: Place, care: Care) -> None:
    thoughts, doing = tell(place, care, AFRAID)
    version = begun(place, care)
    page = signed_in(place.clinician).get(f"/staff/formulation/v/{version.pk}/").content.decode()
    line = page.partition('<li id="arrow-1"')[2].partition('<li id="arrow-2"')[0]
    assert "I expect pain when I think of closeness or sex." in line
    assert "<strong>8</strong>" in line
    assert "0 Not true for me, 10 Very true for me" in line
    for response in (thoughts, doing):
        assert f"/staff/asking/r/{response.pk}/" in line


def test_an_answer_that_was_corrected_since_is_marked(place: Place, care: Care) -> None:
    pre = care.occasions[Moment.PRE]
    on_paper(pre, place.clinician, said=9, answered_on=STARTED)
    tell(place, care, {"assessment-thoughts": {"expect-pain": 9}})
    version = begun(place, care)
    browser = signed_in(place.clinician)
    address = f"/staff/formulation/v/{version.pk}/"
    assert b"Corrected since." not in browser.get(address).content
    on_paper(pre, place.clinician, said=1, answered_on=STARTED)
    assert b"Corrected since." in browser.get(address).content


def test_the_form_sent_as_it_stands_changes_nothing(place: Place, standing: Version) -> None:
    browser, sent = opened(standing, place.clinician)
    answer = browser.post(edit_address(standing), sent)
    assert answer["Location"] == f"/staff/formulation/v/{standing.pk}/"
    assert Version.objects.filter(formulation=standing.formulation).count() == 2


def test_everything_can_be_put_into_the_persons_words(place: Place, standing: Version) -> None:
    browser, sent = opened(standing, place.clinician)
    sent[f"{prefix_of(sent, 'pain')}text"] = "It hurts"
    arrow = prefix_of(sent, "pain-to-expecting-pain")
    sent |= {f"{arrow}text": "Of course I wait for it", f"{arrow}said": "yes"}
    sent[f"{prefix_of(sent, 'tight-body-to-pain')}said"] = "out"
    sent[f"{prefix_of(sent, 'expecting-pain-to-keeping-away')}said"] = "no"
    box, new = empty_rows(sent, "box")[0], empty_rows(sent, "arrow")[0]
    sent |= {f"{box}text": "My mother said so", f"{box}role": "started"}
    ends = {f"{new}from_key": sent[f"{box}key"], f"{new}to_key": "pain"}
    sent |= {f"{new}text": "She was afraid too", f"{new}said": "yes", **ends}
    assert browser.post(edit_address(standing), sent).status_code == 302
    graph = newest_version(standing.formulation).graph
    assert graph.box("pain").text == "It hurts"
    assert graph.box(sent[f"{box}key"]).role is BoxRole.STARTED
    assert graph.arrow("tight-body-to-pain") is None
    said = {arrow.text: arrow.said for arrow in graph.arrows}
    assert said["Of course I wait for it"] is Said.YES
    assert said["I keep away, so that it cannot hurt."] is Said.NO
    assert graph.arrow(sent[f"{new}key"]).to_key == "pain"


def test_newer_answers_are_offered_again_and_noted_once_they_are_taken_in(place: Place, care: Care) -> None:
    tell(place, care, {"assessment-doing": {"brace": 7, "flare-after": 7}})
    base = begun(place, care)
    tell(place, care, {"assessment-thoughts": {"expect-pain": 9}}, on=STARTED + timedelta(days=9))
    browser, sent = opened(base, place.clinician)
    assert sent[f"{prefix_of(sent, 'pain-to-expecting-pain')}said"] == "out"
    sent[f"{prefix_of(sent, 'pain-to-expecting-pain')}said"] = "yes"
    assert browser.post(edit_address(base), sent).status_code == 302
    graph = newest_version(base.formulation).graph
    assert [arrow.key for arrow in graph.arrows] == ["tight-body-to-pain", "pain-to-expecting-pain"]
    assert graph.box("expecting-pain").text == "Expecting pain, and being afraid of it"
    assert Evidence.objects.filter(arrow_key="pain-to-expecting-pain").count() == 2
    assert not Evidence.objects.filter(arrow_key="expecting-pain-to-tight-body").exists()


def wrong(sent: Sent, row: str, /, **values: str) -> Sent:
    return sent | {f"{prefix_of(sent, row)}{name}": value for name, value in values.items()}


REFUSED = {
    "an arrow without words": (lambda sent: wrong(sent, "tight-body-to-pain", text=" "), "Say it in their words"),
    "a box that its arrows still join": (lambda sent: wrong(sent, "pain", text=""), "A box that it joins has no text"),
    "a day in the future": (lambda sent: sent | {"made_on": "2999-01-01"}, "future"),
    "no day": (lambda sent: sent | {"made_on": ""}, "Please fill this in."),
    "no word of theirs": (lambda sent: wrong(sent, "tight-body-to-pain", said=""), "Please fill this in."),
    "a word that nobody can say": (
        lambda sent: wrong(sent, "tight-body-to-pain", said="perhaps"),
        "Choose one of those",
    ),
    "a new arrow from nowhere": (
        lambda sent: sent | {f"{empty_rows(sent, 'arrow')[0]}text": "From nowhere"},
        "Choose the two boxes that it joins.",
    ),
    "a box that is too long": (
        lambda sent: wrong(sent, "pain", text="a" * (LONGEST_BOX + 1)),
        f"at most {LONGEST_BOX} characters",
    ),
    "an arrow to itself": (
        lambda sent: wrong(sent, "own-cccccccccccc", to_key=ONE.key),
        "Every arrow joins two boxes of the picture.",
    ),
    "a row that did not arrive": (
        lambda sent: {name: value for name, value in sent.items() if not name.startswith(prefix_of(sent, "pain"))},
        "did not arrive whole",
    ),
    "half of the form": (lambda sent: sent | {"box-TOTAL_FORMS": "2"}, "did not arrive whole"),
    "no count of rows": (lambda sent: sent | {"arrow-TOTAL_FORMS": "many"}, "did not arrive whole"),
    "an arrow that was never offered": (
        lambda sent: wrong(sent, sent[f"{empty_rows(sent, 'arrow')[0]}key"], key="carrying-on-to-pain", text="So"),
        "no longer rests on an answer",
    ),
    "one arrow twice": (
        lambda sent: wrong(sent, sent[f"{empty_rows(sent, 'arrow')[0]}key"], key="tight-body-to-pain", text="So"),
        "Two boxes, or two arrows, have one name.",
    ),
    "a number that stood never": (lambda sent: sent | {"expects": "-1"}, "did not arrive whole"),
    "a nul": (lambda sent: wrong(sent, "pain", text="nul\0"), "cannot be saved"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_saved_is_said_beside_it_and_what_was_typed_stands(
    place: Place, standing: Version, name: str
) -> None:
    change, message = REFUSED[name]
    browser, sent = opened(standing, place.clinician)
    typed = wrong(sent, "expecting-pain-to-tight-body", text="Typed with much care")
    answer = browser.post(edit_address(standing), change(typed))
    page = answer.content.decode()
    assert answer.status_code == 422, page
    assert message in page
    assert "Not saved yet" in page
    if name != "no count of rows":
        assert "Typed with much care" in page
    assert Version.objects.filter(formulation=standing.formulation).count() == 2


def test_a_text_kept_aside_can_be_looked_at_and_taken_up(place: Place, care: Care) -> None:
    first = begun(place, care)
    stands = saved(place, first, OWN)
    late = saved(place, first, Graph((Box(TWO.key, "Came late", TWO.role),), ()))
    browser = signed_in(place.clinician)
    page = browser.get(f"/staff/formulation/v/{late.pk}/").content.decode()
    assert "does not stand" in page
    assert f"/staff/formulation/v/{stands.pk}/" in page
    history = browser.get(f"/staff/formulation/f/{first.formulation_id}/versions/").content.decode()
    assert history.count("Kept aside") == 1
    assert history.count("Stands now") == 1
    browser, sent = opened(late, place.clinician)
    assert sent["expects"] == "2"
    answer = browser.post(edit_address(late), wrong(sent, TWO.key, text="Came late, and is right"))
    assert answer.status_code == 302
    taken = newest_version(first.formulation)
    assert (taken.number, taken.parent, taken.graph.boxes[0].text) == (4, 3, "Came late, and is right")


def test_the_loser_of_a_race_sees_both_texts_and_a_reload_keeps_no_third(place: Place, standing: Version) -> None:
    lead = place.staff[Role.LEAD]
    (one, sent), (two, sent_too) = opened(standing, place.clinician), opened(standing, lead)
    assert one.post(edit_address(standing), wrong(sent, "pain", text="First words")).status_code == 302
    for _ in range(2):
        answer = two.post(edit_address(standing), wrong(sent_too, "pain", text="Second words"))
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "First words" in page.partition("What stands")[2].partition("kept aside</h3>")[0]
        assert "Second words" in page.partition("kept aside</h3>")[2]
    assert Version.objects.filter(formulation=standing.formulation, aside=True).count() == 1


def test_the_sheet_is_a_page_of_its_own_with_the_picture_and_the_words(place: Place, standing: Version) -> None:
    page = signed_in(place.clinician).get(f"/staff/formulation/v/{standing.pk}/print/").content.decode()
    sheet = page.partition('class="sheet"')[2].partition("</section>")[0]
    assert "<svg" in sheet
    assert "If I rush it hurts" in sheet
    assert standing.formulation.episode.person.name not in sheet


class _Skeleton(HTMLParser):
    """Every element of a page with the names of its attributes; lines of a box's text are as many as it needs."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag != "tspan":
            self.found.append((tag, *(name for name, _ in attributes)))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_looks_like_code_stays_text_in_the_picture_the_list_and_the_form(
    place: Place, care: Care, payload: str
) -> None:
    graph = Graph((replace(ONE, text=payload), TWO), (replace(LEADS, text=payload),))
    version = saved(place, begun(place, care), graph)
    plain = saved(place, begun(place, place.waiting), OWN)
    browser = signed_in(place.clinician)
    for rest in ("", "edit/", "print/"):
        pages = [browser.get(f"/staff/formulation/v/{each.pk}/{rest}").content.decode() for each in (version, plain)]
        assert _Skeleton(pages[0]).found == _Skeleton(pages[1]).found
    assert payload in fields_of(browser.get(edit_address(version))).values()


def test_an_element_of_somebodys_would_be_seen() -> None:
    assert _Skeleton("<p>a<img src=x onerror=alert(1)></p>").found != _Skeleton("<p>a</p>").found


WILD = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "\0", "a" * 5000, "own-aaaaaaaaaaaa", "pain", "-1", "10" * 30, "yes", "out", "٣", "\u202e", "NaN"]
    ),
    st.binary(max_size=12),
)


@FUZZ
@given(data=st.data())
def test_whatever_is_sent_is_answered_and_nothing_wrong_is_stored(data: st.DataObject) -> None:
    version, browser, sent = _once()
    names = sorted(sent)
    forged = dict(sent)
    for name in data.draw(st.lists(st.sampled_from(names), max_size=4)):
        forged.pop(name, None)
    for name in data.draw(st.lists(st.sampled_from([*names, "box-99-text", "arrow-0-from_key"]), max_size=8)):
        forged[name] = data.draw(WILD)
    body = "&".join(f"{name}={quote_from_bytes(_bytes(value))}" for name, value in forged.items())
    answer = browser.post(edit_address(version), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {302, 400, 409, 422}, answer.content.decode()
    for each in Version.objects.filter(formulation=version.formulation):
        assert each.graph.problem() == ""


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


_KEPT: dict[str, object] = {}


@pytest.fixture(autouse=True)
def _prepared(request: pytest.FixtureRequest) -> Iterator[None]:
    """What the fuzz sends to is built once, not once an example."""
    if "whatever" in request.node.name:
        version = request.getfixturevalue("standing")
        _KEPT["all"] = (version, *opened(version, request.getfixturevalue("place").clinician))
    yield
    _KEPT.clear()


def _once() -> tuple[Version, object, Sent]:
    return _KEPT["all"]


def test_pages_of_another_service_are_not_there(universe: object) -> None:
    parts = universe.south.parts
    browser = signed_in(universe.north.clinician)
    for rest in ("", "edit/", "print/"):
        assert browser.get(f"/staff/formulation/v/{parts['formulation_version_id']}/{rest}").status_code == 404
    assert browser.get(f"/staff/formulation/f/{parts['formulation_id']}/versions/").status_code == 404
    assert browser.post(f"/staff/formulation/e/{universe.south.waiting.episode.pk}/begin/").status_code == 404
    assert not Formulation.objects.filter(episode=universe.south.waiting.episode).exists()
