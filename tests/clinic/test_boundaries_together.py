"""Two boundaries, answered apart: neither side learns anything of the other before both chose to show theirs."""

import re
from datetime import timedelta

import pytest
from at_home import bare
from two_people import BOUNDARY, PARTNERS, Two, two_people
from universe import Universe

from reconnect.clinic.portal.actions import close_partner_pages
from reconnect.clinic.questionnaires.actions import put_away
from reconnect.clinic.together import actions
from reconnect.clinic.together.models import Share
from reconnect.errors import ActionDenied

MINE, THEIRS = "As far as the elbow", "Only when we are both awake"
PAGE = "/h/g/b/"


@pytest.fixture
def two(universe: Universe) -> Two:
    return two_people(universe.north)


def pages(two: Two) -> tuple[str, str]:
    """The page of both, as the person and as the partner have it."""
    return bare(two.person().get(PAGE)), bare(two.close().get(PAGE))


def writes(two: Two, who: str, words: str = "") -> None:
    code, sheet = (two.person_code, BOUNDARY) if who == "person" else (two.partner_code, PARTNERS)
    two.written(code, sheet, words or (MINE if who == "person" else THEIRS))


def shows(two: Two, who: str) -> None:
    browser = two.person() if who == "person" else two.close()
    answer = browser.post(f"{PAGE}on/", {"until": (two.today + timedelta(days=28)).isoformat()})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)


def hides(two: Two, who: str) -> None:
    browser = two.person() if who == "person" else two.close()
    assert browser.post(f"{PAGE}off/")["Location"] == PAGE


def test_they_stand_side_by_side_once_both_chose_so(two: Two) -> None:
    for who in ("person", "partner"):
        writes(two, who)
        shows(two, who)
    for page in pages(two):
        assert MINE in page
        assert THEIRS in page


@pytest.mark.parametrize(("mine", "other"), [("person", "partner"), ("partner", "person")])
@pytest.mark.parametrize("chose", [False, True], ids=["wrote mine", "chose to show mine"])
def test_until_then_a_page_is_the_same_whatever_the_other_one_wrote_or_chose(
    two: Two, mine: str, other: str, *, chose: bool
) -> None:
    def page() -> str:
        return pages(two)[mine == "partner"]

    writes(two, mine)
    if chose:
        shows(two, mine)
    before = page()
    writes(two, other)
    assert page() == before
    if not chose:
        shows(two, other)
        assert page() == before
        return
    shows(two, other)  # now both chose: the guard is no good if this changed nothing
    assert page() != before
    hides(two, other)
    assert page() == before


@pytest.mark.parametrize("who", ["person", "partner"])
def test_when_either_undoes_it_both_pages_are_what_they_were_before(two: Two, who: str) -> None:
    other = "partner" if who == "person" else "person"
    writes(two, "person")
    writes(two, "partner")
    shows(two, other)
    before = pages(two)
    shows(two, who)
    assert pages(two) != before
    hides(two, who)
    assert pages(two) == before


def test_a_boundary_that_was_written_anew_is_shown_only_when_it_is_chosen_anew(two: Two) -> None:
    for who in ("person", "partner"):
        writes(two, who)
        shows(two, who)
    writes(two, "person", "No further than the hand")
    mine, theirs = pages(two)
    assert MINE not in mine + theirs
    assert "No further than the hand" in mine
    assert "No further than the hand" not in theirs
    assert THEIRS not in mine
    shows(two, "person")
    assert "No further than the hand" in pages(two)[1]


def test_a_boundary_that_was_written_since_and_not_kept_hides_the_older_one(two: Two) -> None:
    for who in ("person", "partner"):
        writes(two, who)
        shows(two, who)
    two.written(two.person_code, BOUNDARY, "Nothing for now", keep=False, send=True)
    assert MINE not in pages(two)[1]


def test_a_boundary_that_was_put_away_is_seen_by_nobody(two: Two) -> None:
    for who in ("person", "partner"):
        writes(two, who)
        shows(two, who)
    kept = two.care.episode.responses.get(questionnaire_id=BOUNDARY)
    put_away(code=two.person_code, response=kept)
    assert MINE not in "".join(pages(two))


def test_it_is_over_after_its_last_day(two: Two) -> None:
    for who in ("person", "partner"):
        writes(two, who)
        shows(two, who)
    Share.objects.filter(giver="partner").update(until=two.today - timedelta(days=1))
    mine, theirs = pages(two)
    assert THEIRS not in mine
    assert MINE not in theirs


def test_a_choice_stands_in_the_list_of_what_is_shared_and_ends_there_too(two: Two) -> None:
    for who in ("person", "partner"):
        writes(two, who)
        shows(two, who)
    share = Share.objects.get(giver="person")
    assert f"/h/g/s/{share.pk}/off/" in two.person().get("/h/g/s/").content.decode()
    actions.end_share(code=two.person_code, share=share)
    assert MINE not in pages(two)[1]


def test_a_boundary_is_no_page_of_its_own_for_the_partner(two: Two) -> None:
    writes(two, "person")
    shows(two, "person")
    share = Share.objects.get()
    partner = two.close()
    assert partner.get(f"/h/g/m/{share.pk}/").status_code == 404
    assert "nothing to do" in partner.get("/h/g/").content.decode()


@pytest.mark.parametrize("who", ["person", "partner"])
def test_there_is_nothing_to_show_before_one_is_kept(two: Two, who: str) -> None:
    code = two.person_code if who == "person" else two.partner_code
    with pytest.raises(ActionDenied):
        actions.show_boundary(code=code, until=two.today)
    browser = two.person() if who == "person" else two.close()
    assert browser.post(f"{PAGE}on/", {"until": two.today.isoformat()})["Location"] == PAGE
    assert Share.objects.count() == 0


def test_a_day_out_of_reach_is_said_on_the_page_and_nothing_is_shown(two: Two) -> None:
    writes(two, "partner")
    answer = two.close().post(f"{PAGE}on/", {"until": "soon"})
    assert answer.status_code == 422
    assert "within ninety days" in answer.content.decode()
    assert THEIRS in answer.content.decode()
    assert Share.objects.count() == 0


def test_each_writes_their_own_sheet_from_that_page(two: Two) -> None:
    for browser, sheet in ((two.person(), BOUNDARY), (two.close(), PARTNERS)):
        assert f'value="{sheet}"' in browser.get(PAGE).content.decode()
        answer = browser.post("/h/begin/", {"tool": sheet})
        assert answer["Location"].startswith("/h/t/")


def test_a_person_beside_whom_nobody_is_hears_so_without_a_word_of_boundaries(two: Two) -> None:
    close_partner_pages(partner=two.partner, by=two.place.clinician)
    assert two.person().get(PAGE)["Location"] == "/h/g/s/"
    assert two.close().get(PAGE).status_code == 404


def test_a_boundary_that_was_kept_is_not_written_over_by_a_page_left_open(two: Two) -> None:
    phone = two.person()
    sheet = phone.post("/h/begin/", {"tool": BOUNDARY})["Location"]
    left_open = phone.get(sheet)["Location"]
    page = phone.get(left_open).content.decode()
    field = re.search(r'<textarea[^>]*name="(item-[^"]+)"', page)[1]
    save = re.search(r'data-save="([^"]+)"', page)[1]
    assert phone.post(save, {field: MINE}).status_code == 204
    phone.post(f"{sheet}send/", {"ending": "keep"})
    phone.post(f"{PAGE}on/", {"until": (two.today + timedelta(days=28)).isoformat()})
    writes(two, "partner")
    shows(two, "partner")
    late = [phone.post(save, {field: "Nothing for now"}), phone.post(left_open, {field: "Nothing for now"})]
    assert [(answer.status_code, answer.get("Location")) for answer in late] == [(302, sheet)] * 2
    assert phone.get(left_open)["Location"] == sheet
    assert "Nothing for now" not in phone.get("/h/k/").content.decode()
    mine, theirs = pages(two)
    assert MINE in mine
    assert MINE in theirs
    assert "Nothing for now" not in mine
