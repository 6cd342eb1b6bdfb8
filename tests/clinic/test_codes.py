"""Entry codes: easy to type, hard to guess, and open for one visit at a time."""

import re
from datetime import datetime, timedelta

import pytest
from browsing import Browser, signed_in, visiting
from django.utils import timezone
from routes import plain
from universe import Universe, code_for

from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.questionnaires.answering import submit_responses
from reconnect.clinic.questionnaires.codes import ALPHABET, code_mac, new_code
from reconnect.clinic.questionnaires.entry import enter_code, withdraw_codes
from reconnect.clinic.questionnaires.guessing import IN_THE_ROOM, TRIES, TRIES_WITHIN
from reconnect.clinic.questionnaires.issuing import VALID
from reconnect.clinic.questionnaires.models import EntryCode, FailedEntry, Response
from reconnect.errors import ActionDenied
from reconnect.model.occasion import Occasion as Moment

HOUSE, ANOTHER = "192.0.2.1", "198.51.100.1"
WRONG = "0000-0000-0000"


def enter(text: str, at: datetime | None = None, network: str = HOUSE) -> EntryCode | None:
    return enter_code(typed=text, network=network, at=at)


def test_a_code_is_twelve_characters_that_nobody_confuses_in_three_groups() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(re.fullmatch(rf"([{ALPHABET}]{{4}}-){{2}}[{ALPHABET}]{{4}}", code) for code in codes)
    assert not set("ILOU") & set("".join(codes))


@pytest.mark.parametrize(
    "typed",
    [
        "0A1B-C2D3-E4F1",
        "0a1b c2d3 e4f1",
        " 0a1bc2d3e4f1 ",
        "OA1B-C2D3-E4FI",
        "oalb–c2d3–e4fl",
        "0.A.1.B.C.2.D.3.E.4.F.1",
    ],
)
def test_look_alikes_case_and_gaps_do_not_matter(typed: str) -> None:
    assert code_mac(typed) == code_mac("0A1BC2D3E4F1") is not None


@pytest.mark.parametrize(
    "typed", ["", "0A1B", "0A1B-C2D3-E4F1-X", "0A1B-C2D3-E4FU", "０A1BC2D3E4F1", "\x00" * 12, "é" * 12]
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert code_mac(typed) is None


def test_a_code_is_kept_nowhere_but_as_a_keyed_hash(universe: Universe) -> None:
    kept = repr(list(EntryCode.objects.values()))
    assert universe.north.code not in kept
    assert universe.north.code.replace("-", "") not in kept
    assert code_mac(universe.north.code) in kept


def test_a_code_opens_until_its_fourteenth_day_is_over(universe: Universe) -> None:
    now = timezone.now()
    text = code_for(universe.north.waiting.occasions[Moment.PRE], universe.north.clinician, at=now)
    assert VALID.days == 14
    assert enter(text, now + VALID - timedelta(seconds=1)) is not None
    assert enter(text, now + VALID) is None
    assert enter(text, now + VALID + timedelta(days=1)) is None


def test_the_numbers_are_five_tries_in_fifteen_minutes() -> None:
    assert [TRIES, TRIES_WITHIN.total_seconds() / 60] == [5, 15]


def test_after_five_wrong_tries_even_the_right_code_is_refused_until_fifteen_minutes_later(universe: Universe) -> None:
    now = timezone.now()
    for _ in range(TRIES):
        assert enter(WRONG, now) is None
    assert enter(universe.north.code, now + timedelta(minutes=1)) is None
    assert enter(universe.north.code, now + TRIES_WITHIN - timedelta(seconds=1)) is None
    assert enter(universe.north.code, now + TRIES_WITHIN + timedelta(seconds=1)) is not None


def test_trying_the_right_code_again_and_again_does_not_lengthen_the_wait(universe: Universe) -> None:
    now = timezone.now()
    for _ in range(TRIES):
        enter(WRONG, now)
    for minutes in range(1, 15):
        assert enter(universe.north.code, now + timedelta(minutes=minutes)) is None
    assert enter(universe.north.code, now + TRIES_WITHIN + timedelta(seconds=1)) is not None


def test_four_wrong_tries_close_nothing(universe: Universe) -> None:
    for _ in range(TRIES - 1):
        assert enter(WRONG) is None
    assert enter(universe.north.code) is not None


def test_wrong_tries_close_the_door_of_their_own_network_only(universe: Universe) -> None:
    for _ in range(TRIES + 1):
        enter(WRONG)
    assert enter(universe.north.code) is None
    assert enter(universe.north.code, network=ANOTHER) is not None


def test_wrong_tries_on_the_tablets_of_a_room_are_counted_by_themselves_and_there_may_be_more(
    universe: Universe,
) -> None:
    room = universe.north.service.pk
    for number in range(IN_THE_ROOM):
        assert enter_code(typed=WRONG, network=HOUSE, room=room) is None, number
    assert enter_code(typed=universe.north.code, network=HOUSE, room=room) is None
    assert enter(universe.north.code) is not None  # on a phone in the same network
    for _ in range(TRIES):
        enter(WRONG, network=ANOTHER)
    assert enter_code(typed=universe.south.code, network=ANOTHER, room=universe.south.service.pk) is not None


def test_what_could_not_be_a_code_counts_as_a_try_too(universe: Universe) -> None:
    for typed in ("", "x", "0A1B", "U" * 12, WRONG):
        enter(typed)
    assert enter(universe.north.code) is None


def test_one_household_shares_its_tries_whatever_address_it_takes(universe: Universe) -> None:
    for number in range(TRIES):
        page = Browser().post("/", {"code": WRONG}, REMOTE_ADDR=f"2001:db8:1:2::{number:x}")
        assert page.status_code == 422
    right = {"code": universe.north.code}
    assert Browser().post("/", right, REMOTE_ADDR="2001:db8:1:2:ffff::1").status_code == 422
    assert Browser().post("/", right, REMOTE_ADDR="2001:db8:1:3::1").status_code == 302


def test_a_new_code_withdraws_the_one_before(universe: Universe) -> None:
    place = universe.north
    text = code_for(place.waiting.occasions[Moment.PRE], place.clinician)
    assert enter(place.code) is None
    assert enter(text) is not None


def test_a_code_of_another_occasion_stays(universe: Universe) -> None:
    place = universe.north
    code_for(place.waiting.occasions[Moment.POST], place.clinician)
    code_for(place.answered.occasions[Moment.PRE], place.clinician)
    assert enter(place.code) is not None


def test_a_withdrawn_code_opens_nothing_and_ends_its_visit(universe: Universe) -> None:
    place = universe.north
    phone, clinician = visiting(place.code), signed_in(place.clinician)
    address = f"/staff/people/p/{place.waiting.person.pk}/"
    open_until = timezone.now().astimezone(place.service.zone).date() + VALID
    told = f'A code is open until <time datetime="{open_until.isoformat()}">'
    assert clinician.get(address).content.decode().count(told) == 1
    occasion, events = place.waiting.occasions[Moment.PRE], AuditEvent.objects.count()
    for _ in range(2):  # the second click of two
        page = clinician.post(f"/staff/people/o/{occasion.pk}/code/withdraw/")
        assert page["Location"] == address
    assert [event.action for event in AuditEvent.objects.all()[events:]] == ["withdraw_codes"]
    assert "A code is open" not in clinician.get(address).content.decode()
    assert phone.get("/t/1/").status_code == 302
    assert enter(place.code) is None


def test_another_services_code_is_not_withdrawn(universe: Universe) -> None:
    with pytest.raises(ActionDenied):
        withdraw_codes(occasion=universe.south.waiting.occasions[Moment.PRE], by=universe.north.clinician)
    assert enter(universe.south.code) is not None


@pytest.mark.parametrize("over", ["used", "expired", "of another occasion"])
def test_a_code_that_is_over_or_elsewhere_is_not_called_open(universe: Universe, over: str) -> None:
    place = universe.north
    occasion = place.answered.occasions[Moment.FOLLOW_UP]
    text = code_for(occasion, place.clinician, at=timezone.now() - VALID if over == "expired" else None)
    if over == "used":
        visiting(text).post("/done/")
    if over == "of another occasion":
        occasion = place.answered.occasions[Moment.POST]
    page = signed_in(place.clinician).post(f"/staff/people/o/{occasion.pk}/code/").content.decode()
    assert printed(page)


def test_a_page_loaded_again_asks_before_it_ends_the_code_that_was_printed(universe: Universe) -> None:
    place = universe.north
    clinician = signed_in(place.clinician)
    address = f"/staff/people/o/{place.answered.occasions[Moment.POST].pk}/code/"
    first = printed(clinician.post(address).content.decode())
    for sent in ({}, {"replace": ""}, {"replace": str(place.waiting.person.pk)}):
        page = clinician.post(address, sent).content.decode()
        assert "A code is open until" in page
        assert printed(page) is None
    assert enter(first) is not None

    replace = {"replace": re.search(r'name="replace" value="([^"]+)"', page)[1]}
    second = printed(clinician.post(address, replace).content.decode())
    assert (enter(first), printed(clinician.post(address, replace).content.decode())) == (None, None)
    assert enter(second) is not None


def printed(page: str) -> str | None:
    """The code on the page, where it shows one."""
    found = re.search(r'class="code-shown"[^>]*>([^<]+)<', page)
    return found and found[1]


def test_a_used_code_is_dead(universe: Universe) -> None:
    code = enter(universe.north.code)
    submit_responses(code=code)
    assert enter(universe.north.code) is None


def test_wrong_used_withdrawn_and_expired_look_the_same(universe: Universe) -> None:
    place = universe.north
    pages = [Browser().post("/", {"code": WRONG}, REMOTE_ADDR=ANOTHER)]
    code_for(place.waiting.occasions[Moment.PRE], place.clinician)
    pages.append(Browser().post("/", {"code": place.code}, REMOTE_ADDR=ANOTHER))
    old = code_for(place.waiting.occasions[Moment.PRE], place.clinician, at=timezone.now() - VALID)
    pages.append(Browser().post("/", {"code": old}, REMOTE_ADDR=ANOTHER))
    used = code_for(place.waiting.occasions[Moment.PRE], place.clinician)
    visiting(used).post("/done/")
    pages.append(Browser().post("/", {"code": used}, REMOTE_ADDR=ANOTHER))
    assert {page.status_code for page in pages} == {422}
    assert len({plain(page) for page in pages}) == 1


def test_coming_back_ends_the_earlier_visit_wherever_it_was(universe: Universe) -> None:
    phone, tablet = visiting(universe.north.code), visiting(universe.north.code)
    assert tablet.get("/t/1/").status_code == 200
    assert phone.get("/t/1/").headers.get("Location") == "/"
    assert phone.post("/t/1/", {"basis": "past"}).status_code == 403
    assert set(Response.objects.filter(person=universe.north.waiting.person).values_list("basis", flat=True)) == {""}


def test_withdrawing_a_code_ends_the_visit_it_opened(universe: Universe) -> None:
    place = universe.north
    phone = visiting(place.code)
    code_for(place.waiting.occasions[Moment.PRE], place.clinician)
    assert phone.get("/t/1/").status_code == 302


def test_tries_that_no_longer_count_are_not_kept(universe: Universe) -> None:
    now = timezone.now()
    enter(WRONG, now)
    enter(WRONG, now + TRIES_WITHIN + timedelta(seconds=1))
    assert FailedEntry.objects.count() == 1
