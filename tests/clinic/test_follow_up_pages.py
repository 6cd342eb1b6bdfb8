"""The pages of whom to ask back: by name and by how they stand, looked at before anything is sent."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from browsing import Browser, signed_in
from following import DAY, asked_at_the_end, reach_out, tell_channel, went
from test_queries import at_most
from universe import REFERRED, Care, Place, Universe, build_care, on_paper, open_care

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.followup.actions.asking import invite
from reconnect.clinic.followup.actions.reasons import record_not_answered
from reconnect.clinic.followup.actions.silencing import stop_for
from reconnect.clinic.followup.models import NotAnswered, ReachingOut, Reason, SafeChannel, Stop, WhyStop
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Message, State
from reconnect.clinic.people.actions import change_episode
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.windows import add_months
from reconnect.model.occasion import Occasion as Moment

pytestmark = pytest.mark.django_db
LIST = "/staff/follow-up/"


@pytest.fixture
def place(universe: Universe) -> Place:
    reach_out(universe.north)
    return universe.north


@pytest.fixture
def browser(place: Place) -> Browser:
    return signed_in(place.clinician)


def months_ago(place: Place, months: int, days: int = 0) -> date:
    return add_months(today_of(place.service), -months) - days * DAY


def treated(place: Place, mark: str, ended: date, *, channel: bool = True) -> Care:
    """Somebody whose treatment ended then, with answers before it and at its end, and a channel said at its end."""
    care = build_care(place.clinician, mark, started_on=ended - 60 * DAY, ended_on=ended)
    referred = min(REFERRED, ended - 61 * DAY)
    change_episode(episode=care.episode, by=place.clinician, referred_on=referred, group=care.episode.group)
    on_paper(care.occasions[Moment.PRE], place.clinician, said=3, answered_on=ended - 61 * DAY)
    on_paper(care.occasions[Moment.POST], place.clinician, said=3, answered_on=ended)
    if channel:
        tell_channel(place, care, f"{mark}@example.invalid", on=ended)
    return care


def sections(page: str) -> dict[str, str]:
    """The parts of the list by their headings."""
    parts = re.split(r"<h2[^>]*>", page)[1:]
    return {part.split(" <", 1)[0].strip(): part for part in parts}


def test_everyone_stands_where_they_are_by_name(browser: Browser, place: Place) -> None:
    where = {
        "Soon": treated(place, "soon", months_ago(place, 9) + 20 * DAY),
        "Due": treated(place, "due", months_ago(place, 9, 10)),
        "Late": treated(place, "late", months_ago(place, 11)),
        "Lost": treated(place, "lost", months_ago(place, 13)),
    }
    treated(place, "long-ago", months_ago(place, 40))
    treated(place, "not-yet", months_ago(place, 4))
    found = sections(browser.get(LIST).content.decode())
    assert list(found) == ["Late", "Due", "Soon", "Lost"]
    for heading, care in where.items():
        assert care.person.name in found[heading]
        assert sum(care.person.name in part for part in found.values()) == 1
    everything = "".join(found.values())
    assert "Longago" not in everything
    assert "Notyet" not in everything


def test_whoever_answered_or_wants_no_more_is_not_there(browser: Browser, place: Place) -> None:
    answered, gone = (treated(place, mark, months_ago(place, 10)) for mark in ("told", "gone"))
    assert answered.person.name in browser.get(LIST).content.decode()
    on_paper(answered.occasions[Moment.FOLLOW_UP], place.clinician, said=1, answered_on=today_of(place.service))
    stop_for(person=gone.person, why=WhyStop.DIED, on=today_of(place.service), by=place.clinician)
    page = browser.get(LIST).content.decode()
    assert answered.person.name not in page
    assert gone.person.name not in page


@pytest.mark.parametrize(
    ("page", "sent"),
    [
        ("p/{person}/stop/", {"why": "declined", "on": "{day}"}),
        ("o/{occasion}/why/", {"reason": "too ill", "said_on": "{day}"}),
        (
            "p/{person}/channel/",
            {"channel": Channel.EMAIL.value, "address": "a@example.invalid", "confirmed_on": "{day}"},
        ),
    ],
)
def test_nothing_was_said_before_the_first_referral(
    browser: Browser, place: Place, page: str, sent: dict[str, str]
) -> None:
    care = treated(place, "days", months_ago(place, 10), channel=False)
    open_care(care.person, place.clinician, "again", ended_on=None)
    change_episode(episode=care.episode, by=place.clinician, referred_on=REFERRED - DAY)
    address = LIST + page.format(person=care.person.pk, occasion=care.occasions[Moment.POST].pk)
    told = {"token": uuid4(), "person": care.person.pk}
    for day, status in ((REFERRED - 2 * DAY, 422), (REFERRED - DAY, 302)):
        form = told | {name: value.format(day=day) for name, value in sent.items()}
        response = browser.post(address, form)
        assert response.status_code == status
        assert ("They were first referred on 7 Jan 2024." in response.content.decode()) is (status == 422)


def test_what_was_answered_in_part_says_so(browser: Browser, place: Place) -> None:
    care = treated(place, "half", months_ago(place, 10))
    on_paper(
        care.occasions[Moment.FOLLOW_UP],
        place.clinician,
        said=1,
        answered_on=today_of(place.service),
        only="interference-and-avoidance",
    )
    assert "In part" in browser.get(LIST).content.decode()


def test_it_is_narrowed_by_standing_group_and_year_without_a_word_in_the_address(
    browser: Browser, place: Place
) -> None:
    ended = months_ago(place, 10)
    one, other = treated(place, "one", ended), treated(place, "other", ended)
    change_episode(episode=other.episode, by=place.clinician, referred_on=other.episode.referred_on, group="Tuesdays")
    page = browser.post(LIST, {"group": "Tuesdays"})
    assert page.request["QUERY_STRING"] == ""
    assert other.person.name in page.content.decode()
    assert one.person.name not in page.content.decode()
    assert "Nobody is late" in browser.post(LIST, {"standing": "soon"}).content.decode()
    long_ago = treated(place, "archive", months_ago(place, 60))
    assert long_ago.person.name not in browser.get(LIST).content.decode()
    assert long_ago.person.name in browser.post(LIST, {"year": str(long_ago.episode.started_on.year)}).content.decode()
    assert browser.post(LIST, {"group": "nobody's", "year": "x", "standing": "?", "page": "-1"}).status_code == 200


def test_reading_the_list_is_one_event(browser: Browser, place: Place) -> None:
    treated(place, "due", months_ago(place, 10))
    before = AuditEvent.objects.count()
    browser.get(LIST)
    new = list(AuditEvent.objects.all())[before:]
    assert [(each.actor, each.action, each.target) for each in new] == [
        (place.clinician.actor, "read_follow_up", f"service:{place.service.pk}")
    ]


def test_another_service_sees_nobody_of_it(place: Place, universe: Universe) -> None:
    care = treated(place, "due", months_ago(place, 10))
    page = signed_in(universe.south.clinician).get(LIST).content.decode()
    assert care.person.name not in page


def test_the_list_asks_at_most_25_times_whatever_its_length(browser: Browser, place: Place) -> None:
    for number in range(60):
        treated(place, f"many{number}", months_ago(place, 10))
    browser.get(LIST)
    with at_most(25) as asked:
        first = browser.get(LIST).content.decode()
    assert first.count('<th scope="row">') == 50
    assert "Page 1 of 2" in first
    with at_most(25) as asked_later:
        second = browser.post(LIST, {"page": "2"}).content.decode()
    assert second.count('<th scope="row">') == 10
    assert len(asked_later) <= len(asked) + 1
    assert "Page 2 of 2" in browser.post(LIST, {"page": "99"}).content.decode()


def form_of(page: str) -> dict[str, str]:
    """The hidden fields of the last form on a page."""
    return dict(re.findall(r'<input type="hidden" name="([\w-]+)"(?: value="([^"]*)")?', page.rpartition("<form")[2]))


def test_a_message_is_seen_as_it_will_read_and_then_sent(browser: Browser, place: Place) -> None:
    care = treated(place, "due", months_ago(place, 10))
    address = f"/staff/follow-up/o/{care.occasions[Moment.FOLLOW_UP].pk}/"
    page = browser.get(address).content.decode()
    assert "due@example.invalid" in page
    assert "••••-••••-••••" in page
    assert not Message.objects.exists()  # looking sends nothing, and makes no code
    assert not care.occasions[Moment.FOLLOW_UP].codes.exists()
    sent = browser.post(address, form_of(page))
    assert sent.status_code == 302
    message = Message.objects.get()
    shown = re.sub(r"<[^>]*>", "", page).replace("&#39;", "'")
    code = re.search(r"\w{4}-\w{4}-\w{4}", message.text)
    assert code is not None
    assert message.text.replace(code[0], "••••-••••-••••") in shown
    browser.post(address, form_of(page))  # the second of two clicks
    assert Message.objects.count() == 1
    assert "not gone yet" in browser.get(address).content.decode()


def test_a_message_that_was_not_looked_at_is_not_sent(browser: Browser, place: Place) -> None:
    care = treated(place, "due", months_ago(place, 10))
    occasion = care.occasions[Moment.FOLLOW_UP]
    form = form_of(browser.get(f"/staff/follow-up/o/{occasion.pk}/").content.decode())
    assert browser.post(f"/staff/follow-up/o/{occasion.pk}/", {"person": form["person"]}).status_code == 422
    tell_channel(place, care, "another@example.invalid", on=today_of(place.service))
    refused = browser.post(f"/staff/follow-up/o/{occasion.pk}/", form)
    assert refused.status_code == 422
    assert "has changed since you looked" in refused.content.decode()
    assert "another@example.invalid" in refused.content.decode()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("channel", "typed", "kept"),
    [
        (Channel.EMAIL, " somebody@example.org ", "somebody@example.org"),
        (Channel.SMS, "07700 900123", "+447700900123"),
        (Channel.LETTER, "Sam Example\r\n1 Some Street\r\nLeeds LS1 1AA", "Sam Example\n1 Some Street\nLeeds LS1 1AA"),
    ],
)
def test_a_channel_is_noted_as_they_said_it(
    browser: Browser, place: Place, channel: Channel, typed: str, kept: str
) -> None:
    care = place.answered
    address = f"/staff/follow-up/p/{care.person.pk}/channel/"
    sent = form_of(browser.get(address).content.decode()) | {
        "channel": channel.value,
        "address": typed,
        "may_hold_code": "on",
        "confirmed_on": care.episode.ended_on.isoformat(),
        "occasion": str(care.occasions[Moment.POST].pk),
    }
    assert browser.post(address, sent).status_code == 302
    assert browser.post(address, sent).status_code == 302
    found = SafeChannel.objects.get()
    assert (found.channel, found.address, found.may_hold_code) == (channel, kept, True)
    assert found.occasion == care.occasions[Moment.POST]
    assert kept.split("\n", maxsplit=1)[0] in browser.get(f"/staff/follow-up/p/{care.person.pk}/").content.decode()


@pytest.mark.parametrize(
    ("channel", "typed"),
    [
        (Channel.EMAIL, "a@example.org, b@example.org"),
        (Channel.EMAIL, "nobody"),
        (Channel.SMS, "ring me"),
        (Channel.LETTER, "1 Some Street"),
        ("", "somebody@example.org"),
        (Channel.EMAIL, ""),
    ],
)
def test_what_is_not_one_address_is_shown_again_with_what_to_do(
    browser: Browser, place: Place, channel: str, typed: str
) -> None:
    address = f"/staff/follow-up/p/{place.answered.person.pk}/channel/"
    sent = form_of(browser.get(address).content.decode())
    page = browser.post(address, sent | {"channel": channel, "address": typed, "confirmed_on": "2024-05-31"})
    assert page.status_code == 422
    assert typed in page.content.decode()
    assert 'class="error"' in page.content.decode()
    assert not SafeChannel.objects.exists()


def test_a_channel_at_somebody_elses_occasion_is_no_choice(browser: Browser, place: Place) -> None:
    address = f"/staff/follow-up/p/{place.answered.person.pk}/channel/"
    sent = form_of(browser.get(address).content.decode()) | {
        "channel": "e-mail",
        "address": "somebody@example.org",
        "confirmed_on": "2024-05-31",
        "occasion": str(place.waiting.occasions[Moment.POST].pk),
    }
    assert browser.post(address, sent).status_code == 422


def test_a_channel_ends_a_reason_is_put_right_and_a_stop_taken_back(browser: Browser, place: Place) -> None:
    care = treated(place, "due", months_ago(place, 10))
    channel = SafeChannel.objects.get()
    _send(browser, f"/staff/follow-up/h/{channel.pk}/back/", {})
    channel.refresh_from_db()
    assert channel.ended_at is not None
    why = f"/staff/follow-up/o/{care.occasions[Moment.FOLLOW_UP].pk}/why/"
    day = today_of(place.service).isoformat()
    _send(browser, why, {"reason": "too ill", "words": "In bed", "said_on": day})
    first = NotAnswered.objects.get()
    _send(browser, f"/staff/follow-up/w/{first.pk}/", {"reason": "moved", "words": "", "said_on": day})
    assert [each.reason for each in NotAnswered.objects.filter(retracted_at=None)] == [Reason.MOVED]
    second = NotAnswered.objects.get(retracted_at=None)
    _send(browser, f"/staff/follow-up/w/{second.pk}/back/", {})
    assert not NotAnswered.objects.filter(retracted_at=None).exists()
    _send(browser, f"/staff/follow-up/p/{care.person.pk}/stop/", {"why": "withdrawn", "on": day})
    assert "Nothing goes to them any more" in browser.get(f"/staff/follow-up/p/{care.person.pk}/").content.decode()
    _send(browser, f"/staff/follow-up/s/{Stop.objects.get().pk}/back/", {})
    assert not Stop.objects.filter(retracted_at=None).exists()
    page = browser.get(f"/staff/follow-up/p/{care.person.pk}/").content.decode()
    assert "In bed" in page  # replaced, and still to be read


def _send(browser: Browser, address: str, told: dict[str, str]) -> None:
    form = form_of(browser.get(address).content.decode())
    assert browser.post(address, form | told).status_code == 302
    assert browser.post(address, form | told).status_code in {302, 409}


def test_a_second_reason_and_a_second_stop_are_refused_with_what_to_do(browser: Browser, place: Place) -> None:
    care = treated(place, "due", months_ago(place, 10))
    occasion, day = care.occasions[Moment.FOLLOW_UP], today_of(place.service)
    record_not_answered(occasion=occasion, reason=Reason.MOVED, said_on=day, by=place.clinician)
    address = f"/staff/follow-up/o/{occasion.pk}/why/"
    form = form_of(browser.get(address).content.decode()) | {"reason": "too ill", "said_on": day.isoformat()}
    page = browser.post(address, form | {"words": "What I typed"})
    assert page.status_code == 422
    assert "What I typed" in page.content.decode()
    stop_for(person=care.person, why=WhyStop.OTHER, on=day, by=place.clinician)
    address = f"/staff/follow-up/p/{care.person.pk}/stop/"
    form = form_of(browser.get(address).content.decode()) | {"why": "died", "on": day.isoformat()}
    assert browser.post(address, form).status_code == 422


def test_what_went_is_told_with_its_day_and_never_its_words(browser: Browser, place: Place) -> None:
    care = treated(place, "due", months_ago(place, 10))
    message = invite(occasion=care.occasions[Moment.FOLLOW_UP], by=place.clinician)
    text = message.text
    went(message, message.queued_at)
    for address in (LIST, f"/staff/follow-up/p/{care.person.pk}/"):
        page = browser.get(address).content.decode()
        assert "Invitation, e-mail: sent" in page
        assert not set(re.findall(r"\w{4}-\w{4}-\w{4}", text)) & set(re.findall(r"\w{4}-\w{4}-\w{4}", page))
        assert "A reminder may go from" in page


def test_a_lead_says_what_messages_say_and_only_a_number(place: Place) -> None:
    lead = signed_in(place.staff[Role.LEAD])
    address = "/staff/follow-up/settings/"
    good = {"line": "0113 496 0000", "by_itself": "on"}
    assert lead.post(address, good).status_code == 302
    assert ReachingOut.objects.get(service=place.service).by_itself
    for wrong in (
        {"line": "Ask for the pain clinic"},
        {"line": ""},
    ):
        page = lead.post(address, good | wrong)
        assert page.status_code == 422, wrong
        assert 'class="error"' in page.content.decode()
    assert ReachingOut.objects.get(service=place.service).line == "0113 496 0000"


@pytest.mark.parametrize("host", ["evil.example", "clinic.example.evil.example", "clinic.example:1@evil.example"])
@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST"])
def test_no_header_of_a_request_reaches_a_message(place: Place, browser: Browser, host: str, header: str) -> None:
    care = treated(place, "due", months_ago(place, 10))
    address = f"/staff/follow-up/o/{care.occasions[Moment.FOLLOW_UP].pk}/"
    form = form_of(browser.get(address).content.decode())
    answer = browser.post(address, form, **{header: host})
    assert answer.status_code in {400, 302}
    assert not [each for each in Message.objects.all() if "evil" in each.text]


def test_the_lead_asks_all_who_are_due_at_once_and_twice_is_once(place: Place) -> None:
    for number in range(3):
        treated(place, f"all{number}", months_ago(place, 10))
    treated(place, "silent", months_ago(place, 10), channel=False)
    lead = signed_in(place.staff[Role.LEAD])
    assert "3 invited, 0 reminded" in lead.post("/staff/follow-up/all/").content.decode()
    assert "0 invited, 0 reminded" in lead.post("/staff/follow-up/all/").content.decode()
    assert Message.objects.filter(state=State.WAITING).count() == 3


def test_a_form_that_was_opened_for_somebody_else_saves_nothing(browser: Browser, place: Place) -> None:
    form = form_of(browser.get(f"/staff/follow-up/p/{place.answered.person.pk}/stop/").content.decode())
    sent = form | {"why": "died", "on": today_of(place.service).isoformat(), "token": str(uuid4())}
    page = browser.post(f"/staff/follow-up/p/{place.waiting.person.pk}/stop/", sent)
    assert page.status_code == 422
    assert not Stop.objects.exists()


def test_a_page_of_fifty_is_no_heavier_than_it_may_be(browser: Browser, place: Place) -> None:
    for number in range(50):
        care = treated(place, f"heavy{number}", months_ago(place, 10))
        invite(occasion=care.occasions[Moment.FOLLOW_UP], by=place.clinician)
    assert len(browser.get(LIST).content) <= 60 * 1024


def test_whose_end_is_not_recorded_is_not_late(browser: Browser, place: Place) -> None:
    care = asked_at_the_end(place, "open", ended_on=None, started_on=today_of(place.service) - timedelta(days=20))
    assert (
        "The day it hangs on is not recorded"
        in browser.get(f"/staff/follow-up/o/{care.occasions[Moment.FOLLOW_UP].pk}/").content.decode()
    )


def test_every_page_about_somebody_who_died_says_so_first_and_offers_no_way_to_write(
    browser: Browser, place: Place
) -> None:
    care = treated(place, "gone", months_ago(place, 10))
    contacts, channels = f"/staff/care/p/{care.person.pk}/", f"/staff/follow-up/p/{care.person.pk}/"
    assert "Go to Follow-up" not in browser.get(contacts).content.decode()
    stop_for(person=care.person, why=WhyStop.DIED, on=today_of(place.service), by=place.clinician)
    page = browser.get(contacts).content.decode()
    assert "<strong>They died.</strong> Nothing goes to them any more" in page
    assert f"{channels}channel/" not in browser.get(channels).content.decode()
    assert "They died" not in browser.get(f"/staff/care/p/{place.answered.person.pk}/").content.decode()


def test_answers_that_are_no_longer_taken_are_said_to_have_been(browser: Browser, place: Place) -> None:
    treated(place, "over", months_ago(place, 16))
    page = browser.get(LIST).content.decode()
    assert "Answers were taken until" in page
    assert "Answers are still taken until" not in page
